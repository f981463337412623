"""`python -m tests.simulation --orders 10000 --seed 1`: real processes, random faults, and whether every cent is where it should be.

An hour or more for 10,000; leaves with 1 when something does not add up.
"""

import argparse
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.simulation.site_settings"
django.setup()

from cms.models import User  # noqa: E402  # it needs the settings
from tests import database, fixed_pages  # noqa: E402
from tests.betalingen.conftest import sell  # noqa: E402
from tests.simulation.run import simulate  # noqa: E402
from tests.simulation.table import show  # noqa: E402

options = argparse.ArgumentParser(prog="python -m tests.simulation")
options.add_argument("--orders", type=int, default=1000)
options.add_argument("--seed", type=int, default=1)
options.add_argument("--minutes", type=float, default=600, help="no new orders after that")
chosen = options.parse_args()

database.prepare()
fixed_pages.make()
sell()
user = User.objects.create_superuser("finance@example.org")
outcome = simulate(chosen.orders, chosen.seed, user, minutes=chosen.minutes)
show(outcome, seed=chosen.seed)
sys.exit(not outcome.is_right)
