"""Who stands before a session, and as what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.api import role_line
from events.bilingual import in_words_of_reader


class SessionPerson(Orderable):
    """Somebody of the register with a part in one session; in the order in which they are named.

    `function` is what they are on this occasion; "" is the function of the register.
    """

    class Role(models.TextChoices):
        CORE_TRAINER = "core_trainer", _("kerndocent")
        GUEST_SPEAKER = "guest_speaker", _("gastspreker")
        PRACTITIONER = "practitioner", _("praktijkdeskundige")
        SUPERVISOR = "supervisor", _("leerbegeleider")
        MODERATOR = "moderator", _("moderator")
        GUEST = "guest", _("te gast")

    session = ParentalKey("events.Session", on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("cms.Person", on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))
    role = models.CharField(_("rol"), max_length=20, choices=Role.choices, default=Role.CORE_TRAINER)
    function = models.CharField(
        _("functie, alleen hier"), max_length=120, blank=True, help_text=_("Leeg: de functie uit het register.")
    )
    function_en = models.CharField(_("functie in het Engels"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("persoon bij een bijeenkomst")
        verbose_name_plural = _("personen bij een bijeenkomst")
        constraints = [models.UniqueConstraint(fields=["session", "person", "role"], name="session_person_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    @property
    def line(self) -> str:
        """Role, function and organisation in the active language: "gastspreker, lector bij Hogeschool De Brink"."""
        own = in_words_of_reader(self.function, self.function_en)
        return role_line(self.person, str(self.get_role_display()), own)
