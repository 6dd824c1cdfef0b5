#!/usr/bin/env python3
"""A window from which files can be dragged, standing in for a file manager.

usage: drag-source.py X Y FILE...

The window lies at X, Y, is 120 pixels wide and high, and goes away once its files were dropped.
Needs PyGObject with GTK 3.
"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

left, top = int(sys.argv[1]), int(sys.argv[2])
addresses = [pathlib.Path(name).resolve().as_uri() for name in sys.argv[3:]]

handle = Gtk.EventBox()
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
handle.drag_source_add_uri_targets()
handle.connect("drag-data-get", lambda _handle, _drag, data, _info, _time: data.set_uris(addresses))
handle.connect("drag-end", lambda _handle, _drag: Gtk.main_quit())

window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_size_request(120, 120)
window.add(handle)
window.show_all()
window.move(left, top)
print("shown", flush=True)
Gtk.main()
