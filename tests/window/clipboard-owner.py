#!/usr/bin/env python3
"""Holds a picture on the clipboard, as a program does in which somebody copied one.

usage: clipboard-owner.py FILE

Needs PyGObject with GTK 3.
"""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, Gtk  # noqa: E402

clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
clipboard.set_image(GdkPixbuf.Pixbuf.new_from_file(sys.argv[1]))
print("held", flush=True)
Gtk.main()
