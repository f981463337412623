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


def _with_invoice(text: Promise) -> Describe:
    return lambda data: str(text) % {"invoice": data["invoice"]}


ACTIONS: Final[Mapping[str, tuple[Promise, Describe]]] = {
    "order_placed": (_("Geplaatst"), _with_amount(_("Order geplaatst: %(amount)s"), "total_cents")),
    "order_released": (_("Te betalen"), _with_amount(_("De klant kan nu betalen: %(amount)s"), "total_cents")),
    "attempt_started": (_("Betaling gestart"), _with_amount(_("Betaling gestart: %(amount)s"), "amount_cents")),
    "attempt_pending": (_("Betaling in behandeling"), _plain(_("De bank verwerkt de betaling"))),
    "attempt_failed": (_("Betaling mislukt"), _plain(_("Betaling mislukt"))),
    "attempt_expired": (_("Betaling verlopen"), _plain(_("Betaling verlopen"))),
    "money_received": (_("Geld ontvangen"), _with_amount(_("Ontvangen: %(amount)s"), "received_cents")),
    "order_paid": (_("Betaald"), _plain(_("Order helemaal betaald"))),
    "order_contested": (_("In geschil"), _with_reason(_("In geschil: %(reason)s"))),
    "contest_settled": (_("Geschil opgelost"), _with_reason(_("Geschil opgelost: %(reason)s"))),
    "discrepancy_reopened": (_("Uitzondering"), _plain(_("Uitzondering weer open: de bank vraagt opnieuw geld terug"))),
    "instalments_planned": (
        _("Termijnen"),
        lambda data: str(_("Termijnen afgesproken: %(count)s")) % {"count": data["count"]},
    ),
    "order_waived": (
        _("Minder te betalen"),
        _with_amount(_("Door afmelden minder te betalen: %(amount)s"), "amount_cents"),
    ),
    "order_cancelled": (_("Geannuleerd"), _with_reason(_("Order geannuleerd: %(reason)s"))),
    "order_expired": (_("Verlopen"), _plain(_("Order verlopen: er is niet op tijd betaald"))),
    "invoice_issued": (_("Factuur"), _with_amount(_("Factuur gemaakt: %(amount)s"), "amount_cents")),
    "invoice_delivered": (_("Verstuurd"), _with_invoice(_("Verstuurd: %(invoice)s"))),
    "invoice_not_delivered": (_("Niet verstuurd"), _with_invoice(_("Kon niet worden verstuurd: %(invoice)s"))),
    "invoice_credited": (_("Creditfactuur"), _with_amount(_("Gecrediteerd: %(amount)s"), "amount_cents")),
    "refund_requested": (_("Terugbetaling"), _with_amount(_("Terugbetaling aangevraagd: %(amount)s"), "amount_cents")),
    "refund_proposed": (
        _("Voorstel"),
        _with_amount(_("Terugbetaling voorgesteld; wacht op een ander: %(amount)s"), "amount_cents"),
    ),
    "refund_approved": (_("Goedgekeurd"), _with_amount(_("Terugbetaling goedgekeurd: %(amount)s"), "amount_cents")),
    "refund_refused": (_("Geweigerd"), _with_reason(_("Terugbetaling geweigerd: %(reason)s"))),
    "write_off_proposed": (
        _("Voorstel"),
        _with_amount(_("Afboeking voorgesteld; wacht op een ander: %(amount)s"), "amount_cents"),
    ),
    "write_off_refused": (_("Geweigerd"), _with_reason(_("Afboeking geweigerd: %(reason)s"))),
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
    "dispute_opened": (
        _("Teruggevorderd"),
        _with_amount(_("De bank van de klant vordert terug: %(amount)s"), "amount_cents"),
    ),
    "dispute_moved": (_("Terugvordering"), _plain(_("De terugvordering is verder: zie de terugvorderingen"))),
    "payout_moved": (_("Uitbetaling"), _with_amount(_("Uitbetaling: %(amount)s"), "amount_cents")),
    "line_imported": (_("Regel"), _with_amount(_("Regel van de betaaldienst: %(amount)s"), "net_cents")),
    "discrepancy_found": (_("Uitzondering"), _plain(_("Geld dat niet past: zie de uitzonderingen"))),
    "discrepancy_resolved": (_("Uitzondering afgehandeld"), _plain(_("Uitzondering afgehandeld"))),
    "month_closed": (
        _("Maand afgesloten"),
        lambda data: str(_("Maand %(month)s afgesloten")) % {"month": data["month"]},
    ),
    "notification_replayed": (_("Opnieuw geprobeerd"), _plain(_("Bericht van de betaaldienst opnieuw geprobeerd"))),
    "reminder_sent": (_("Herinnering"), _with_amount(_("Herinnering verstuurd: %(amount)s"), "amount_cents")),
    "written_off": (_("Afgeboekt"), _with_amount(_("Afgeboekt als oninbaar: %(amount)s"), "amount_cents")),
    "statement_imported": (_("Ingelezen"), _plain(_("Afschrift ingelezen"))),
    "bank_line_booked": (_("Bankregel geboekt"), _with_amount(_("Bankregel geboekt: %(amount)s"), "amount_cents")),
    "bank_line_divided": (
        _("Bankregel verdeeld"),
        lambda data: (
            str(_("Bankregel van %(amount)s verdeeld over %(count)s facturen"))
            % {"amount": _amount(data["amount_cents"]), "count": data["count"]}
        ),
    ),
    "bank_line_suspended": (
        _("Nog uit te zoeken"),
        _with_amount(_("Bankregel bij “nog uit te zoeken” gezet: %(amount)s"), "amount_cents"),
    ),
    "bank_line_ignored": (_("Bankregel genegeerd"), _with_amount(_("Bankregel genegeerd: %(amount)s"), "amount_cents")),
    "claim_gathered": (
        _("Verzameld"),
        lambda data: str(_("Regels verzameld: %(count)s nieuwe")) % {"count": data["lines"]},
    ),
    "claim_submitted": (_("Ingediend"), _with_amount(_("Ingediend bij de financier: %(amount)s"), "amount_cents")),
    "claim_decided": (_("Beslist"), _with_amount(_("De financier kent toe: %(amount)s"), "amount_cents")),
    "claim_received": (_("Ontvangen"), _with_amount(_("Subsidie ontvangen: %(amount)s"), "amount_cents")),
    "claim_written_off": (
        _("Afgeboekt"),
        lambda data: (
            str(_("Afgeboekt: %(amount)s. %(reason)s"))
            % {"amount": _amount(data["amount_cents"]), "reason": data["reason"]}
        ),
    ),
    "columns_chosen": (
        _("Kolommen"),
        lambda data: (
            str(_("Kolommen van %(format)s gekozen: %(count)s"))
            % {"format": data["export_format"], "count": data["count"]}
        ),
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
