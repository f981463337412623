"""A plugin to copy from."""
