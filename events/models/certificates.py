"""What a participant can show afterwards."""

import datetime as dt
import secrets
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.lifecycles import RegistrationStatus
from events.models.registrations import Registration

# Typed over from paper: no letters that look like a figure or like each other. 16 of 32 are 80 bits: nobody guesses one.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 4


def new_code() -> str:
    """7KQ2-9FXM-3TBA-PW8D"""
    return as_code("".join(secrets.choice(LETTERS) for _letter in range(4 * GROUPS)))


def as_code(typed: str) -> str:
    """The code as it is kept, however somebody wrote it: in small letters, with spaces, without dashes."""
    bare = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(bare[start : start + 4] for start in range(0, len(bare), 4))


class Certificate(models.Model):
    """That somebody took part: what was true when it was given. What changes afterwards, a title or a day, leaves it as it is.

    It holds as long as the registration says attended; whether it does is derived, so a mark put right needs nothing here.
    Whoever has the code reads what it certifies.
    """

    on_kept_pages = False

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="certificate", verbose_name=_("inschrijving")
    )
    code = models.CharField(_("code"), max_length=19, unique=True, default=new_code, editable=False)
    given_at = models.DateTimeField(_("uitgereikt op"))
    language = models.CharField(_("taal"), max_length=5)
    name = models.CharField(_("deelnemer"), max_length=200)
    title = models.CharField(_("programma of webinar"), max_length=255)
    academy = models.CharField(_("academie"), max_length=120)
    days = models.JSONField(_("dagen"), default=list, help_text="The days followed, as ISO dates in order.")
    half_days = models.PositiveSmallIntegerField(_("dagdelen"))

    class Meta:
        verbose_name = _("certificaat")
        verbose_name_plural = _("certificaten")

    def __str__(self) -> str:
        return self.code

    @property
    def dates(self) -> list[dt.date]:
        """The days followed."""
        return [dt.date.fromisoformat(day) for day in self.days]

    @property
    def holds(self) -> bool:
        """Whether it still certifies anything."""
        return self.registration.status == RegistrationStatus.ATTENDED
