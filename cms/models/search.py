"""What the search page knows beside the index."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class SynonymSet(models.Model):
    """Words that mean the same to who searches: a search for one also finds the others."""

    words = models.CharField(
        _("woorden"),
        max_length=300,
        help_text=_(
            "Met een komma ertussen: “in company, maatwerk, op locatie”. Meervoud en hoofdletters hoeven niet."
        ),
    )
    language = models.CharField(_("taal"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)

    panels = [FieldRowPanel([FieldPanel("words"), FieldPanel("language")])]

    class Meta:
        verbose_name = _("rij synoniemen")
        verbose_name_plural = _("synoniemen")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    @property
    def phrases(self) -> list[list[str]]:
        """Each entry as its words: [["in", "company"], ["maatwerk"]]."""
        entries = (re.findall(r"\w+", entry.casefold()) for entry in self.words.split(","))
        return [entry for entry in entries if entry]

    def clean(self) -> None:
        super().clean()
        if len(self.phrases) < 2:
            raise ValidationError({"words": _("Noem ten minste twee woorden, met een komma ertussen.")})
