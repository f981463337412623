"""The journal as Twinfield reads it."""
