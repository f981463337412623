"""`python3 -m tests.benchmarks`: what pages cost on this machine. Some minutes, and no test: absolute figures are those of
the machine and of whatever else it does, so compare within one run.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.project.settings.test")
django.setup()

from tests.benchmarks.table import main  # noqa: E402  # it needs the models

main()
