"""An order that is invoiced in parts: at other days, or to other payers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betalingen.models.orders import Order
from betalingen.models.payers import Payer


class Instalment(Payer):
    """A part of an order with a payer and an invoice of its own. An order without any has one invoice, to its customer.

    `planned_cents` is with VAT; of it `waived_cents` need not be paid any more. The parts are never changed after the first
    was invoiced, but for what is waived.
    """

    on_kept_pages = False

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="instalments", verbose_name=_("order"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    count = models.PositiveSmallIntegerField(_("van hoeveel"))
    planned_cents = models.PositiveIntegerField(_("bedrag in centen"))
    waived_cents = models.PositiveIntegerField(_("kwijtgescholden in centen"), default=0)
    invoice_on = models.DateField(_("factuurdatum"))

    class Meta:
        verbose_name = _("termijn")
        verbose_name_plural = _("termijnen")
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="instalment_number_unique"),
            models.CheckConstraint(condition=Q(number__range=(1, F("count"))), name="instalment_number_within_count"),
            models.CheckConstraint(condition=Q(planned_cents__gt=0), name="instalment_asks_something"),
            models.CheckConstraint(
                condition=Q(waived_cents__lte=F("planned_cents")), name="instalment_waived_within_planned"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Termijn %(number)s van %(count)s") % {"number": self.number, "count": self.count}

    @property
    def owed_cents(self) -> int:
        """What its payer has to pay in all."""
        return self.planned_cents - self.waived_cents
