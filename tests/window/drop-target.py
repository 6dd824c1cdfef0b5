#!/usr/bin/env python3
"""A window onto which files can be dropped, standing in for a mail or a file manager.

usage: drop-target.py X Y

The window lies at X, Y, is 120 pixels wide and high, and prints the address of each file that is dropped on it.
Needs PyGObject with GTK 3.
"""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

left, top = int(sys.argv[1]), int(sys.argv[2])


def took(_place, _drag, _x, _y, data, _info, _time):
    """Prints what was dropped, an address a line."""
    for address in data.get_uris():
        print("dropped", address, flush=True)


place = Gtk.EventBox()
place.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
place.drag_dest_add_uri_targets()
place.connect("drag-data-received", took)

window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_size_request(120, 120)
window.add(place)
window.show_all()
window.move(left, top)
print("shown", flush=True)
Gtk.main()
