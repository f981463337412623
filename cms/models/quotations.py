"""What people said and let us publish."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index


class Quotation(index.Indexed, models.Model):
    """The words of somebody who agrees that we publish them, with no more of who they are than they agree to.

    Pages point here and copy nothing: whoever takes the consent back deletes the row, and the words are gone everywhere.
    """

    text = models.TextField(_("citaat"))
    name = models.CharField(_("naam"), max_length=200, blank=True)
    function = models.CharField(_("functie"), max_length=120, blank=True)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    offering = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("over")
    )
    consented_at = models.DateTimeField(_("toestemming op"), default=timezone.now)

    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.AutocompleteField("name"),
        index.AutocompleteField("function"),
    ]

    class Meta:
        verbose_name = _("citaat van een deelnemer")
        verbose_name_plural = _("citaten van deelnemers")
        ordering = ["-consented_at", "-pk"]

    def __str__(self) -> str:
        return f"‘{self.text}’ {self.speaker}"

    @property
    def speaker(self) -> str:
        """The first of how they want to be shown: name, else function, else that it is a participant."""
        return self.name or self.function or gettext("een deelnemer")

    @property
    def speaker_function(self) -> str:
        """What stands behind the name."""
        return self.function if self.name else ""

    @property
    def audit_label(self) -> str:
        """What the log keeps, also after the words are gone."""
        return gettext("citaat")
