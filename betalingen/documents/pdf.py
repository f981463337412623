"""Invoices, credit notes and reminders on paper of the house, in the language of the document.

All that stands there is worked out here; the templates of typst only lay it out.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.documents.content import DocumentLine, InvoiceContent, Party, ReminderContent
from betalingen.documents.epc import epc_qr
from betalingen.documents.references import in_groups
from betalingen.pricing import VatCategory, VatTerms
from betalingen.vat_words import vat_label, vat_wording
from cms.api import EnclosedFile, PdfKind, notation, typeset

Facts = Sequence[tuple[str, str]]

WITHOUT_VAT: Final[Mapping[VatCategory, Promise]] = {
    VatCategory.EXEMPT: gettext_lazy("vrijgesteld"),
    VatCategory.REVERSE: gettext_lazy("verlegd"),
}


def invoice_pdf(content: InvoiceContent, *, made_at: dt.datetime, einvoice: bytes = b"") -> bytes:
    """The PDF/A-3 and PDF/UA-1 of an invoice or a credit note, with its UBL inside; who cannot get one has b""."""
    with translation.override(content.language):
        xml = EnclosedFile(
            name=f"{content.number}.xml",
            content_type="text/xml",
            text=einvoice.decode(),
            description=_("Dit document als e-factuur (UBL)"),
        )
        return typeset(
            "invoice",
            _invoice(content),
            made_at=made_at,
            kind=PdfKind.ARCHIVED,
            enclosed=[xml] if einvoice else [],
        )


def reminder_pdf(content: ReminderContent, *, made_at: dt.datetime) -> bytes:
    """The PDF/A-3 and PDF/UA-1 of a reminder."""
    with translation.override(content.invoice.language):
        return typeset("reminder", _reminder(content), made_at=made_at, kind=PdfKind.ARCHIVED)


def _invoice(content: InvoiceContent) -> dict[str, Any]:
    heading = _("Factuur") if content.kind == "invoice" else _("Creditnota")
    language = _language(content)
    return {
        **_sheet(content.seller, f"{heading} {content.number}", language),
        "heading": heading,
        "to": _address(content.buyer),
        "facts": [*_when(content), *_references(content)],
        "intro": content.reason,
        "columns": [_("Omschrijving"), _("Aantal"), _("Prijs"), _("Btw"), _("Bedrag")],
        "rows": [row for line in content.lines for row in _rows(line, language)],
        "sums": _sums(content),
        "total": [
            _("Te betalen") if content.kind == "invoice" else _("Tegoed"),
            notation.euro_table(content.due_cents, language),
        ],
        "notes": _notes(content),
        "pay": _pay(content, content.due_cents, content.due_on) if content.kind == "invoice" else None,
    }


def _sheet(seller: Party, title: str, language: notation.Language) -> dict[str, Any]:
    legal = [
        seller.name,
        _("KvK %(number)s") % {"number": seller.kvk_number},
        _("Btw-nummer %(number)s") % {"number": seller.vat_id},
    ]
    return {
        "language": language,
        "title": title,
        "academy": seller.name,
        "sender": [seller.street, f"{seller.postcode} {seller.city}", *filter(None, [seller.email])],
        "footer": legal,
        "page": _("Pagina {page} van {pages}"),
    }


def _address(party: Party) -> list[str]:
    attention = _("t.a.v. %(name)s") % {"name": party.contact_name} if party.contact_name else ""
    place = f"{party.postcode} {party.city}".strip()
    abroad = "" if party.country == "NL" else party.country
    return [words for words in (party.name, party.department, attention, party.street, place, abroad) if words]


def _when(content: InvoiceContent) -> Facts:
    language = _language(content)
    is_invoice = content.kind == "invoice"
    facts = [
        (_("Factuurnummer") if is_invoice else _("Creditnota"), content.number),
        (_("Datum"), notation.date_of(content.issued_on, language)),
    ]
    if is_invoice and content.due_on and content.due_cents:
        facts.append((_("Betalen voor of op"), notation.date_of(content.due_on, language)))
    if content.credited_number and content.credited_on:
        named = {"number": content.credited_number, "date": notation.date_of(content.credited_on, language)}
        facts.append((_("Hoort bij factuur"), _("%(number)s van %(date)s") % named))
    first, last = content.supplied_from, content.supplied_until
    if first or last:
        supplied = notation.span(first or last, last or first, language)  # type: ignore[arg-type]  # one of them is there
        facts.append((_("Geleverd"), supplied))
    return facts


def _references(content: InvoiceContent) -> Facts:
    facts = [
        (_("Uw inkoopnummer"), content.purchase_order_number),
        (_("Uw kenmerk"), content.buyer_reference),
        (_("Uw kostenplaats"), content.cost_centre),
        (_("Uw btw-nummer"), content.buyer.vat_id),
        (_("Ons ordernummer"), content.order_number),
    ]
    return [(label, value) for label, value in facts if value]


def _rows(line: DocumentLine, language: notation.Language) -> list[dict[str, str]]:
    """One line, and below it what discounts and a fund take off ("less"); "joined" says that the next row belongs to it."""
    row = {
        "what": line.description,
        "quantity": notation.number(line.quantity, language),
        "price": notation.euro_table(line.unit_cents, language),
        "vat": _rate(line.vat, language),
        "amount": notation.euro_table(line.quantity * line.unit_cents, language),
    }
    less = [(discount.label, discount.cents) for discount in line.discounts]
    if line.subsidy_cents:
        less.append((line.subsidy_reason, line.subsidy_cents))
    if not less:
        return [{**row, "kind": "alone"}]
    blank = {"quantity": "", "price": "", "vat": ""}
    below = [
        {**blank, "what": what, "amount": notation.euro_table(-cents, language), "kind": "less, joined"}
        for what, cents in less
    ]
    below[-1]["kind"] = "less"
    return [{**row, "kind": "joined"}, *below]


def _rate(vat: VatTerms, language: notation.Language) -> str:
    return str(WITHOUT_VAT.get(vat.category, "")) or notation.percentage(vat.rate, language)


def _sums(content: InvoiceContent) -> Facts:
    language = _language(content)
    sums = [(_("Totaal zonder btw"), notation.euro_table(content.net_cents, language))]
    for part in content.vat:
        base = notation.euro_table(part.base_cents, language)
        vat = vat_label(part.vat)
        label = _("%(vat)s over %(base)s") % {"vat": vat[:1].upper() + vat[1:], "base": base}
        sums.append((label, notation.euro_table(part.vat_cents, language)))
    if content.prepayments:
        sums.append((_("Totaal met btw"), notation.euro_table(content.total_cents, language)))
    sums += [(paid.label, notation.euro_table(-paid.cents, language)) for paid in content.prepayments]
    return sums


def _notes(content: InvoiceContent) -> list[str]:
    """Why there is no VAT, and that nothing has to be done."""
    notes = [vat_wording(part.vat) for part in content.vat]
    if content.kind == "credit_note":
        notes.append(
            _("U hoeft niets te doen: we betalen dit bedrag terug of trekken het af van wat u nog moet betalen.")
        )
    elif content.due_cents == 0:
        notes.append(_("U hoeft niets meer te betalen."))
    return [note for note in dict.fromkeys(notes) if note]


def _pay(content: InvoiceContent, cents: int, until: dt.date | None) -> dict[str, Any] | None:
    if not cents or until is None:
        return None
    language = _language(content)
    named = {"amount": notation.euro(cents, language), "date": notation.day(until, language)}
    facts = [
        (_("IBAN"), in_groups(content.bank.iban)),
        (_("BIC"), content.bank.bic),
        (_("Op naam van"), content.bank.holder),
        (_("Betalingskenmerk"), in_groups(content.payment_reference)),
    ]
    return {
        "heading": _("Zo betaalt u"),
        "sentence": _("Maak %(amount)s over, uiterlijk op %(date)s, en vermeld het betalingskenmerk.") % named,
        "facts": [fact for fact in facts if fact[1]],
        "code": epc_qr(content.bank, cents, content.payment_reference).decode(),
        "alt": _("QR-code voor uw bank-app, met dezelfde gegevens als hiernaast."),
    }


def _reminder(content: ReminderContent) -> dict[str, Any]:
    invoice = content.invoice
    language = _language(invoice)
    is_firm = content.tone == "firm"
    heading = _("Aanmaning") if is_firm else _("Herinnering")
    paid_cents = invoice.total_cents - content.open_cents
    facts = [
        (_("Datum"), notation.date_of(content.written_on, language)),
        (_("Factuurnummer"), invoice.number),
        (_("Datum van de factuur"), notation.date_of(invoice.issued_on, language)),
        (_("Bedrag van de factuur"), notation.euro_table(invoice.total_cents, language)),
        *([(_("Al betaald"), notation.euro_table(paid_cents, language))] if paid_cents else []),
        (_("Nog te betalen"), notation.euro_table(content.open_cents, language)),
        *_references(invoice),
    ]
    return {
        **_sheet(invoice.seller, f"{heading}: {_('factuur')} {invoice.number}", language),
        "heading": heading,
        "to": _address(invoice.buyer),
        "facts": facts,
        "paragraphs": _firm(content) if is_firm else _friendly(content),
        "pay": _pay(invoice, content.open_cents, content.pay_until),
        "closing": _("Hebt u intussen betaald? Dan kunt u deze brief als niet verzonden beschouwen."),
        "signed": _("Met vriendelijke groet, %(academy)s") % {"academy": invoice.seller.name},
    }


def _friendly(content: ReminderContent) -> list[str]:
    return [
        _("Geachte heer of mevrouw,"),
        _(
            "Misschien is het u ontgaan: factuur %(number)s van %(date)s is nog niet helemaal betaald. "
            "Er staat nog %(amount)s open."
        )
        % _named(content),
        _(
            "Wilt u dit bedrag uiterlijk op %(until)s betalen? Klopt de factuur niet, of lukt het niet? Laat het ons weten."
        )
        % _named(content),
    ]


def _firm(content: ReminderContent) -> list[str]:
    return [
        _("Geachte heer of mevrouw,"),
        _(
            "We schreven u al over factuur %(number)s van %(date)s. U had die uiterlijk op %(due)s moeten betalen, "
            "maar %(amount)s staat nog open."
        )
        % _named(content),
        _(
            "Betaal dit bedrag uiterlijk op %(until)s. Doet u dat niet, dan kunnen we de wettelijke rente en "
            "incassokosten in rekening brengen, zoals de wet dat toestaat."
        )
        % _named(content),
        _("Bent u het niet eens met de factuur? Laat het ons voor die dag weten, dan zoeken we het samen uit."),
    ]


def _named(content: ReminderContent) -> dict[str, str]:
    invoice = content.invoice
    language = _language(invoice)
    return {
        "number": invoice.number,
        "date": notation.date_of(invoice.issued_on, language),
        "due": notation.date_of(invoice.due_on or invoice.issued_on, language),
        "until": notation.date_of(content.pay_until, language),
        "amount": notation.euro(content.open_cents, language),
    }


def _language(content: InvoiceContent) -> notation.Language:
    return "en" if content.language.startswith("en") else "nl"
