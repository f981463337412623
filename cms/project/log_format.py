"""Log lines without what would let their reader in, or tell who somebody is.

Django logs the path of each request that failed, and an address of the site may hold the key of a personal link; a
database error quotes the row it refused, e-mail address included.
"""

import logging
import re

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# A part of a path as long as our keys, the provider's session ids and the links to reset a password; public ids may stay.
_KEY_IN_PATH = re.compile(rf"(?<=/)(?!{_UUID}\b)[\w-]{{32,}}(?=[/\s'\"?,)]|$)", re.MULTILINE)
_EMAIL = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")


class MaskingFormatter(logging.Formatter):
    """Formats a record, traceback included, and then masks keys in paths and e-mail addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return _EMAIL.sub("<e-mail>", _KEY_IN_PATH.sub("<key>", super().format(record)))
