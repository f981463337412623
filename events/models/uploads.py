"""Files that people send along with an answer."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Booking


class Upload(models.Model):
    """A file that answers a question; which one is said by the answer, which holds the `public_id`.

    The content is in the database: so nobody but our own views can give it, it comes and goes in the transaction of its
    answer, and every web node has it. Without a booking it waits for a form that is still being filled in.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking = models.ForeignKey(
        Booking, on_delete=models.CASCADE, null=True, related_name="uploads", verbose_name=_("aanmelding")
    )
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=4, help_text="A key of upload_kinds.KINDS.")
    content = models.BinaryField(_("inhoud"))
    created_at = models.DateTimeField(_("ontvangen op"), auto_now_add=True)

    class Meta:
        verbose_name = _("meegestuurd bestand")
        verbose_name_plural = _("meegestuurde bestanden")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
