"""Plugins of our own; they use the front doors only, like anybody else’s."""
