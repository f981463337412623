"""The site runs without any plugin, and with each one alone: it says what cannot be done and breaks nowhere."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.urls import reverse

from cms.models import User
from events.forms.registration import Answers
from events.lifecycles import QuoteStatus
from tests.events.meetings.services import SERVICES
from tests.factories.betalingen import (
    BalanceLineFactory,
    DiscrepancyFactory,
    DisputeFactory,
    InvoiceOrderFactory,
    OrderFactory,
    PaidAttemptFactory,
    RefundFactory,
    VatRuleFactory,
)
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    QuoteFactory,
    RegistrationFactory,
    WebinarPageFactory,
)
from tests.processes import ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)

# What each contributes.
SETS = {
    "none": [],
    "stripe": ["stripe"],
    "invoice": ["invoice"],
    "mail-delivery": ["mail"],
    **{
        key: [key]
        for key in ("dutch-csv", "plain-csv", "xlsx", "exact-online", "twinfield", "afas", "auditfile", "ubl-zip")
    },
    "meeting-link": ["link"],
    "jitsi": ["jitsi"],
    "zoom": ["zoom"],
    "webex": ["webex"],
    "teams": ["teams"],
    # In a folder that may be taken away; what it contributes is asked about somebody.
    **({"leertraject": []} if (ROOT / "events" / "plugins" / "leertraject").is_dir() else {}),
}
Visit = tuple[str, str, str, dict[str, Any]]

NO_WAY_TO_PAY = "Betalen via de site kan nu niet. Bel of mail ons, dan melden we u aan."
MEETING = "https://meet.example.org/zaal"


class Site:
    """A site with something of everything, and where to go on it."""

    def __init__(self, pages: SimpleNamespace) -> None:
        self.database_url = database_url()
        self.administrator = User.objects.create_superuser("beheer@example.org")
        TOTP.activate(self.administrator, generate_totp_secret())
        offering = ProgrammePageFactory.create(parent=pages.programmes, in_company=True, slug="leergang")
        webinar = WebinarPageFactory.create(parent=pages.agenda, slug="webinar")
        self.free = EditionFactory.create(offering=webinar, capacity=100)  # each set signs somebody up
        self.edition = EditionFactory.create(
            offering=offering, gross_price_cents=155_000, vat_rule=VatRuleFactory.create()
        )
        self.registration = RegistrationFactory.create(booking__edition=self.edition)
        self.guest = RegistrationFactory.create(booking__edition=self.free)
        # Of another year: the site itself gives out the numbers of this one.
        self.open_order = OrderFactory.create(number="OR-2020-0001")
        self.invoice_order = InvoiceOrderFactory.create(number="OR-2020-0002")
        self.paid = PaidAttemptFactory.create(order__number="OR-2020-0003")
        RefundFactory.create(attempt=self.paid, amount_cents=100)
        DiscrepancyFactory.create(attempt=self.paid)
        DisputeFactory.create(attempt=self.paid)
        BalanceLineFactory.create(attempt=self.paid)
        # One for each set, because accepting one changes it for the others.
        self.quotes = {
            plugins: QuoteFactory.create(request__offering=offering, vat_rule=self.edition.vat_rule) for plugins in SETS
        }
        self.quote = self.quotes["none"]
        self.draft = QuoteFactory.create(request__offering=offering, status=QuoteStatus.DRAFT)
        self.pages = [pages.home, pages.news, pages.programmes, pages.agenda, offering, webinar]

    def public(self) -> dict[str, Visit]:
        """Pages that anybody, or whoever has the key, can open; by a name of our own."""
        keys = {
            "registration": self.registration.access_key,
            "booking": self.registration.booking.access_key,
            "registration_calendar": self.guest.access_key,
            "quote": self.quote.access_key,
            "decline_quote": self.quote.access_key,
        }
        paths = {
            **{page.slug: page.get_url() for page in self.pages},
            **{name: reverse(f"events:{name}", args=[key]) for name, key in keys.items()},
            "agenda_calendar": reverse("events:agenda_calendar"),
            "register": reverse("events:register", args=[self.edition.public_id]),
            "ask_quote": reverse("events:ask_quote", args=[self.quote.request.offering.translation_key]),
            "open order": reverse("betalingen:order", args=[self.open_order.access_key]),
            "invoice order": reverse("betalingen:order", args=[self.invoice_order.access_key]),
            "login": reverse("account_login"),
        }
        return {name: ("visitor", "GET", path, {}) for name, path in paths.items()}

    def staff(self) -> dict[str, Visit]:
        """The first screen, every list and every screen of our own in the admin."""
        one = {
            "orders:inspect": self.paid.order.pk,
            "editions:inspect": self.edition.pk,
            "editions:edit": self.edition.pk,
            "registrations:inspect": self.registration.pk,
            "quotes:inspect": self.quote.pk,
            "quotes:edit": self.draft.pk,
            "wagtailadmin_pages:edit": self.free.offering.pk,
        }
        lists = [
            "wagtailadmin_home",
            "vakwerk_plugins",
            "payments:index",
            "discrepancies:index",
            "payouts:index",
            "quotes:index",
        ]
        lists += ["orders:index", "editions:index", "editions:add", "registrations:index", "registrations:add"]
        paths = {name: reverse(name) for name in lists} | {name: reverse(name, args=[pk]) for name, pk in one.items()}
        return {name: ("staff", "GET", path, {}) for name, path in paths.items()}

    def deeds(self, plugins: str) -> dict[str, Visit]:
        """What people send to the site with this set of plugins."""
        register = reverse("events:register", args=[self.edition.public_id])
        # A mailbox for each set: one that is typed in too often has to wait.
        yasmin = f"yasmin.{plugins}@lindewaard.example"
        signed_up = {"name": "Yasmin de Groot", "email": yasmin, "organisation_name": "Lindewaard"}
        return {
            "sign up": ("visitor", "POST", reverse("events:sign_up", args=[self.free.public_id]), signed_up),
            **{
                f"pay by {provider}": ("visitor", "POST", register, self._last_screen(provider, plugins))
                for provider in ("stripe", "invoice")
            },
            "start to pay": ("visitor", "POST", reverse("betalingen:order", args=[self.open_order.access_key]), {}),
            "webhook": ("visitor", "POST", reverse("betalingen:webhook", args=["stripe"]), {"id": "evt_1"}),
            "accept": (
                "visitor",
                "POST",
                reverse("events:accept_quote", args=[self.quotes[plugins].access_key]),
                {"name": "Sanne Visser", "function": "hoofd HRM", "may_sign": "on"},
            ),
            "after accepting": (
                "visitor",
                "GET",
                reverse("events:quote", args=[self.quotes[plugins].access_key]),
                {},
            ),
            "join": ("visitor", "GET", reverse("events:join", args=[self.guest.access_key]), {}),
            "export": (
                "staff",
                "POST",
                reverse("payments:export"),
                {"first_day": "2020-01-01", "last_day": "2099-12-31", "format": "dutch-csv"},
            ),
        }

    @staticmethod
    def _last_screen(provider: str, plugins: str) -> dict[str, Any]:
        email = f"{provider}.{plugins}@lindewaard.example"
        details = {"organisation_name": "Lindewaard", "contact_name": "Sanne Visser", "email": email}
        answers = Answers(
            participants=[{"first_name": ["Pieter"], "last_name": ["de Boer"], "email": [email], "function": [""]}],
            screens={
                "details": {name: [value] for name, value in details.items()},
                "payment": {"provider": [provider]},
            },
        )
        return {"draft": answers.signed(), "screen": "check", "go": "next", "check-terms": "on"}


Answer = tuple[int, str, str]  # status, where to, text


@dataclass(frozen=True)
class Told:
    """What the site says with a set of plugins; the answers by the names of the visits."""

    checks: list[str]
    contributed: list[str]
    answers: dict[str, Answer]


def _run(site: Site, plugins: str, visits: Mapping[str, Visit]) -> Told:
    process = subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "shell",
            "--no-imports",
            "-c",
            "from tests.project.visits import main; main()",
        ],
        cwd=ROOT,
        input=json.dumps({"staff": site.administrator.pk, "visits": list(visits.values())}),
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "DATABASE_URL": site.database_url,
            "VAKWERK_PLUGINS": plugins,
            "STRIPE_API_BASE": "http://127.0.0.1:1",  # nobody answers
            "JITSI_ORIGIN": "https://meet.example.org",
            **{name: value for pair in SERVICES.values() for name, value in pair.settings.items()},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr[-3000:]
    sys.stderr.write(process.stderr)  # pytest shows it when something broke
    told = json.loads(process.stdout.splitlines()[-1])
    answers = {name: tuple(answer) for name, answer in zip(visits, told["answers"], strict=True)}
    return Told(told["checks"], told["contributed"], answers)


def test_every_built_in_plugin_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    offered = project["entry-points"]["vakwerk.plugins"]
    there = {
        name for name, path in offered.items() if (ROOT / f"{path.partition(':')[0].replace('.', '/')}.py").exists()
    }

    assert {"none", *there} == set(SETS)


def test_each_set_of_plugins(page_tree: SimpleNamespace) -> None:
    """One site, a process for each set; two at a time."""
    site = Site(page_tree)
    # Asked here: in a thread of the executor it would keep a connection of the pool.
    visits = [site.public() | site.staff() | site.deeds(plugins) for plugins in SETS]
    with ThreadPoolExecutor(2) as pool:
        runs = dict(zip(SETS, pool.map(partial(_run, site), SETS, visits), strict=True))
    for plugins, told in runs.items():
        assert told.contributed == SETS[plugins]
        _assert_nothing_breaks(plugins, site, told.answers)
        _assert_checks(plugins, told.checks)
        _assert_paying(plugins, told.answers)
        _assert_the_rest(plugins, told.answers)


def _assert_nothing_breaks(plugins: str, site: Site, found: Mapping[str, Answer]) -> None:
    broken = {name: status for name, (status, _where, _text) in found.items() if status == 500}
    assert broken == {}, plugins
    opened = {name: found[name][0] for name in site.public() | site.staff()}
    assert opened == dict.fromkeys(opened, 200), plugins


def _assert_checks(plugins: str, checks: list[str]) -> None:
    """Only what the content needs: orders that are still open."""
    needs = r"vakwerk\.E007: open orders \(\d+\) need '(\w+)' of payment_providers, which no enabled plugin has\."
    found = [re.fullmatch(needs, check) for check in checks]
    assert [match and match[1] for match in found] == [key for key in ("invoice", "stripe") if key != plugins], checks


def _assert_paying(plugins: str, found: Mapping[str, Answer]) -> None:
    for provider in ("stripe", "invoice"):
        status, where, text = found[f"pay by {provider}"]
        if provider == plugins:
            onward = "/betalen/" if provider == "stripe" else "/aanmelding/"
            assert (status, where.startswith(onward)) == (302, True)
        else:
            # Back on the screen with the ways to pay, or told that there is none.
            assert (status, "Hoe wilt u betalen?" in text) == (200, True)
            assert (NO_WAY_TO_PAY in text) is (plugins not in ("stripe", "invoice"))
    # Stripe itself cannot be reached here, or its plugin is off: the order waits, the customer is told.
    status, _where, text = found["start to pay"]
    assert status == 503
    assert "Betalen lukt nu niet" in text
    assert found["webhook"][0] == (400 if plugins == "stripe" else 404)
    # An offer is always invoiced.
    assert found["accept"][0] == 302
    assert ("Akkoord geven kan nu niet via de site" in found["after accepting"][2]) is (plugins != "invoice")


def _assert_the_rest(plugins: str, found: Mapping[str, Answer]) -> None:
    assert found["sign up"][0] == 302
    assert found["join"][0] == 302
    assert ("Download als" in found["payments:index"][2]) is (plugins in {"dutch-csv", "plain-csv", "xlsx"})
    assert found["export"][0] == (200 if plugins == "dutch-csv" else 400)
    assert ('value="link"' in found["editions:edit"][2]) is (plugins == "meeting-link")
    for key in settings.VAKWERK_PLUGINS:
        assert key in found["vakwerk_plugins"][2]
