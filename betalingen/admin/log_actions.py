"""The lines of an order's history, in words. Amounts are in the data of the line, names and addresses never are."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.api import notation

Describe = Callable[[Mapping[str, Any]], str]


def _amount(cents: int) -> str:
    language: notation.Language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return notation.euro_table(cents, language)


def _plain(text: Promise) -> Describe:
    return lambda data: str(text)  # noqa: ARG005  # some lines need no data


def _with_amount(text: Promise, name: str) -> Describe:
    return lambda data: str(text) % {"amount": _amount(data[name])}


def _with_reason(text: Promise) -> Describe:
    return lambda data: str(text) % {"reason": data["reason"]}


ACTIONS: Final[Mapping[str, tuple[Promise, Describe]]] = {
    "order_placed": (_("Geplaatst"), _with_amount(_("Order geplaatst: %(amount)s"), "total_cents")),
    "order_released": (_("Te betalen"), _with_amount(_("De klant kan nu betalen: %(amount)s"), "total_cents")),
    "attempt_started": (_("Betaling gestart"), _with_amount(_("Betaling gestart: %(amount)s"), "amount_cents")),
    "attempt_pending": (_("Betaling in behandeling"), _plain(_("De bank verwerkt de betaling"))),
    "attempt_failed": (_("Betaling mislukt"), _plain(_("Betaling mislukt"))),
    "attempt_expired": (_("Betaling verlopen"), _plain(_("Betaling verlopen"))),
    "money_received": (_("Geld ontvangen"), _with_amount(_("Ontvangen: %(amount)s"), "received_cents")),
    "order_paid": (_("Betaald"), _plain(_("Order helemaal betaald"))),
    "order_cancelled": (_("Geannuleerd"), _with_reason(_("Order geannuleerd: %(reason)s"))),
    "order_expired": (_("Verlopen"), _plain(_("Order verlopen: er is niet op tijd betaald"))),
    "invoice_issued": (_("Factuur"), _with_amount(_("Factuur gemaakt: %(amount)s"), "amount_cents")),
    "invoice_credited": (_("Creditfactuur"), _with_amount(_("Gecrediteerd: %(amount)s"), "amount_cents")),
    "refund_requested": (_("Terugbetaling"), _with_amount(_("Terugbetaling aangevraagd: %(amount)s"), "amount_cents")),
    "refund_found": (
        _("Terugbetaling gevonden"),
        _with_amount(_("Terugbetaling gevonden bij de betaaldienst: %(amount)s"), "amount_cents"),
    ),
    "refund_confirmed": (_("Terugbetaling overgemaakt"), _plain(_("Terugbetaling met de hand overgemaakt"))),
    "refund_succeeded": (_("Terugbetaald"), _with_amount(_("Terugbetaald: %(amount)s"), "amount_cents")),
    "refund_returned": (
        _("Terugbetaling teruggekomen"),
        _with_amount(_("De bank stuurde de terugbetaling terug: %(amount)s"), "amount_cents"),
    ),
    "refund_failed": (_("Terugbetaling mislukt"), _with_amount(_("Terugbetaling mislukt: %(amount)s"), "amount_cents")),
    "discrepancy_found": (_("Uitzondering"), _plain(_("Geld dat niet past: zie de uitzonderingen"))),
    "discrepancy_resolved": (_("Uitzondering afgehandeld"), _plain(_("Uitzondering afgehandeld"))),
    "month_closed": (
        _("Maand afgesloten"),
        lambda data: str(_("Maand %(month)s afgesloten")) % {"month": data["month"]},
    ),
    "exported": (_("Geëxporteerd"), _plain(_("Bestand gemaakt"))),
    "payments_exported": (_("Geëxporteerd"), _plain(_("Betalingen geëxporteerd"))),
}


def register(actions: Any) -> None:
    """Wagtail's `register_log_actions`."""
    for name, (label, describe) in ACTIONS.items():
        actions.register_action(f"betalingen.{name}")(_formatter(label, describe))


def _formatter(label: Promise, describe: Describe) -> type[LogFormatter]:
    def format_message(self: LogFormatter, log_entry: Any) -> str:  # noqa: ARG001  # Wagtail's signature
        return describe(log_entry.data)

    return type("Formatter", (LogFormatter,), {"label": label, "format_message": format_message})
