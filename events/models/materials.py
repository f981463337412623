"""What participants read before or after a session."""

import datetime as dt
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.editions import Session


class Material(models.Model):
    """A file or a link for the participants of one session, from a moment that moves along with the session.

    A document that is material is for participants alone: its public address does not give it.
    """

    class Release(models.TextChoices):
        AT_ONCE = "at_once", _("meteen")
        BEFORE = "before", _("zoveel dagen voor de bijeenkomst")
        AFTER = "after", _("na de bijeenkomst, of zoveel dagen erna")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="materials", verbose_name=_("bijeenkomst")
    )
    title = models.CharField(_("titel"), max_length=160)
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    url = models.URLField(_("adres"), max_length=500, blank=True)
    release = models.CharField(
        _("vanaf wanneer"), max_length=10, choices=Release.choices, default=Release.AT_ONCE.value
    )
    days = models.PositiveSmallIntegerField(_("aantal dagen"), default=0, validators=[MaxValueValidator(365)])
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("materiaal")
        verbose_name_plural = _("materiaal")
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=True) & ~Q(url="") | Q(document__isnull=False, url=""),
                name="material_document_or_url",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """What the log calls it."""
        return self.title

    @property
    def released_at(self) -> dt.datetime | None:
        """From when participants see it; None for at once."""
        days = dt.timedelta(days=self.days)
        match self.release:
            case self.Release.BEFORE:
                return self.session.starts_at - days
            case self.Release.AFTER:
                return self.session.ends_at + days
        return None

    def is_released(self, now: dt.datetime) -> bool:
        """Whether participants see it by now."""
        return self.released_at is None or self.released_at <= now
