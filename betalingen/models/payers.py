"""Who pays: the same snapshot for a whole order and for one of its instalments."""

import secrets
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

new_access_key = partial(secrets.token_urlsafe, 24)


class Payer(models.Model):
    """The details of a customer as they were; they stay so, also when a person is anonymised. The key opens the page of what
    they pay, and nothing else."""

    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    customer_name = models.CharField(_("klant"), max_length=200)
    contact_name = models.CharField(_("contactpersoon"), max_length=200, blank=True)
    email = models.EmailField(_("e-mailadres"))
    department = models.CharField(_("afdeling"), max_length=120, blank=True)
    street = models.CharField(_("straat en huisnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("plaats"), max_length=80, blank=True)
    kvk_number = models.CharField(_("KvK-nummer"), max_length=8, blank=True)
    purchase_order_number = models.CharField(_("inkoopnummer"), max_length=50, blank=True)
    cost_centre = models.CharField(_("kostenplaats"), max_length=50, blank=True)
    orderer = models.CharField(_("besteller"), max_length=120, blank=True)
    oin = models.CharField(_("OIN"), max_length=20, blank=True)
    vat_number = models.CharField(_("btw-nummer"), max_length=20, blank=True)

    class Meta:
        abstract = True

    @property
    def greeted_name(self) -> str:
        """How a mail begins."""
        return self.contact_name or self.customer_name
