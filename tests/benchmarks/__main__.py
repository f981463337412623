"""`python3 -m tests.benchmarks pages` (or `registrations`, `exports`): what they cost on this machine.

Some minutes, and no test: absolute figures are those of the machine and of whatever else it does, so compare within one run.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.project.settings.test")
django.setup()

from tests.benchmarks import table  # noqa: E402  # it needs the models

{"pages": table.pages, "registrations": table.people, "exports": table.files}[sys.argv[1]]()
