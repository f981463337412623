"""Who of a co-provider may read who takes part."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models.editions import Edition


class ListReader(models.Model):
    """Somebody of an organisation that offers an edition with us: logged in with this address they read its participants.

    It holds as long as the page says that the organisation receives data, and goes some weeks after the last session.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="list_readers", verbose_name=_("editie")
    )
    organisation = models.ForeignKey(
        "cms.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie")
    )
    name = models.CharField(_("naam"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    shows_email = models.BooleanField(_("ook de e-mailadressen van deelnemers"), default=False)
    created_at = models.DateTimeField(_("sinds"), auto_now_add=True)

    class Meta:
        verbose_name = _("lezer van de deelnemerslijst")
        verbose_name_plural = _("lezers van de deelnemerslijst")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("edition", Lower("email"), name="list_reader_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"
