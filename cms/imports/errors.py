"""What can be wrong with something to import."""


class CannotRead(Exception):
    """The source or one document of it cannot be read; the message is one sentence for people."""
