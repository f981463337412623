"""VAT in the reader's language. The bookkeepers name their rules in Dutch; elsewhere we say what a rule comes to."""

from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from betalingen.pricing import VatCategory, VatTerms
from cms.api import notation

_WORDINGS: Final = {
    VatCategory.EXEMPT: gettext_lazy("Vrijgesteld van btw volgens de Nederlandse wet."),
    VatCategory.REVERSE: gettext_lazy("Btw verlegd naar de koper."),
}


def vat_label(vat: VatTerms) -> str:
    """21 % btw, vrijgesteld van btw"""
    if _reads_dutch():
        return vat.label
    if vat.category is VatCategory.EXEMPT:
        return _("vrijgesteld van btw")
    if vat.category is VatCategory.REVERSE:
        return _("btw verlegd")
    return _("%(rate)s btw") % {"rate": notation.percentage(vat.rate, "en")}


def vat_wording(vat: VatTerms) -> str:
    """Why there is no VAT, as a sentence; "" where there is, or where nobody wrote why."""
    if _reads_dutch() or not vat.wording:
        return vat.wording
    return str(_WORDINGS.get(vat.category, ""))


def _reads_dutch() -> bool:
    return (get_language() or "nl") == "nl"
