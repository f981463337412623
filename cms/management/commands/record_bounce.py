"""Read one mail that came back from standard input."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cms.actions.record_bounce import record_bounce
from cms.mail.bounces import read_bounce


class Command(BaseCommand):
    """Let the mail server hand over what arrives at the sender's address: `|python3 manage.py record_bounce`.

    Other mail is left alone. It always leaves with 0: a mail server would send what it cannot hand over back to itself.
    """

    help = "Reads a mail from standard input; when it says that one of ours could not be delivered, that is noted."

    def handle(self, *args: Any, **options: Any) -> None:
        bounce = read_bounce(sys.stdin.buffer.read())
        told = "noted" if bounce and record_bounce(bounce) else "not about a mail of ours"
        self.stdout.write(told)
