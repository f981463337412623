"""What the site can do with the plugin enabled; runs in the environment that has it, prints JSON.

python exam.py with | without
"""

import datetime as dt
import io
import json
import sys
import uuid
from typing import Any

import django

django.setup()  # before anything that needs models

from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from wagtail.models import Page, Site

from betalingen import hooks as betalingen_hooks
from betalingen.api import Article, ColumnType, Company, PaymentRequest, Supply, Table, TableColumn
from cms.models import HomePage
from events import hooks as events_hooks
from events.api import BookingDraft, EditionView, SessionView

MORNING = dt.datetime(2026, 12, 15, 9, 0, tzinfo=dt.UTC)


def edition(mode: str) -> EditionView:
    session = SessionView(
        public_id=uuid.uuid4(),
        title="Dag 1",
        starts_at=MORNING,
        ends_at=MORNING + dt.timedelta(hours=8),
        walk_in_at=None,
        mode=mode,
        place="Den Haag",
        address="",
        medium="",
        meeting_provider="",
        meeting_url="",
    )
    return EditionView(
        public_id=uuid.uuid4(),
        offering_key=uuid.uuid4(),
        title="Modern gezag",
        label="najaar",
        status="open",
        minimum=8,
        capacity=12,
        taken=0,
        sequence=0,
        is_free=False,
        sessions=(session,),
    )


def facts() -> dict[str, Any]:
    """Who contributes what, what the commands say, and whether the home page answers."""
    return {
        "listed": [" ".join(line.split()) for line in said("plugins").splitlines() if line.startswith("example ")],
        "migrations": said("makemigrations", check_changes=True, dry_run=True).strip(),
        "check": said("check", databases=["default"]).strip(),
        "imported": "vakwerk_example" in sys.modules,
        "providers": [provider.key for provider in betalingen_hooks.payment_providers()],
        "formats": [export_format.key for export_format in betalingen_hooks.export_formats()],
        "steps on location": [step.key for step in events_hooks.registration_steps(edition("on_site"))],
        "steps online": [step.key for step in events_hooks.registration_steps(edition("online"))],
        "home": Client(SERVER_NAME="localhost").get("/").status_code,
    }


def said(command: str, **options: Any) -> str:
    """What a command prints, or why it fails."""
    with io.StringIO() as printed:
        try:
            call_command(command, stdout=printed, no_color=True, **options)
        except SystemCheckError as failed:
            return str(failed)
        return printed.getvalue()


def make_home() -> HomePage:
    root = Page.get_first_root_node()
    root.get_children().delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(instance=HomePage(title="Academie Vakwerk", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    return home


def use_everything() -> dict[str, Any]:
    """Make the tables; pay, export, answer the step and publish the page."""
    call_command("migrate", verbosity=0)
    from vakwerk_example.models import ReadingListPage  # noqa: PLC0415  # exists only here

    home = make_home()
    home.add_child(instance=ReadingListPage(title="Leeslijst", slug="leeslijst", books="De ambtenaar\nHet gezag"))
    page = Client(SERVER_NAME="localhost").get("/leeslijst/").content.decode()
    step = events_hooks.registration_steps(edition("on_site"))[-1]
    stream = io.BytesIO()
    betalingen_hooks.export_format("json-lines").write(table(), stream)
    return {
        "page": "De ambtenaar<br>Het gezag" in page,
        "may be made under": [model.__name__ for model in ReadingListPage.allowed_parent_page_models()],
        "start": str(betalingen_hooks.payment_provider("desk").start(request())),
        "form": step.form_class({"food": "soup"}).is_valid(),
        "outcomes": [
            str(step.outcome(BookingDraft(edition("on_site"), (), {"food": {"food": food}})))
            for food in ("all", "else", "nothing")
        ],
        "discounts": [[each.key, str(each.valid_until)] for each in betalingen_hooks.discounts(article())],
        "export": json.loads(stream.getvalue())["order_number"],
    }


def article() -> Article:
    day = MORNING.date()
    return Article(reference="edition:1", title="Modern gezag", gross_cents=155000, supply=Supply(day, day))


def request() -> PaymentRequest:
    return PaymentRequest(
        attempt="a",
        idempotency_key="k",
        site="s",
        order_number="VW-1",
        title="Modern gezag",
        amount_cents=155000,
        currency="eur",
        lines=(),
        customer_email="deelnemer@example.org",
        language="nl",
        success_url="http://localhost/",
        cancel_url="http://localhost/",
        expires_at=MORNING,
    )


def table() -> Table:
    return Table(
        dataset="betalingen",
        title="Betalingen",
        first_day=MORNING.date(),
        last_day=MORNING.date(),
        made_on=MORNING.date(),
        company=Company("Academie Vakwerk"),
        columns=[TableColumn("order_number", "Ordernummer"), TableColumn("gross_cents", "Bruto", ColumnType.CENTS)],
        rows=[["VW-1", 0]],
    )


if __name__ == "__main__":
    told = (use_everything() if sys.argv[1] == "with" else {}) | facts()
    print(json.dumps(told))  # noqa: T201
