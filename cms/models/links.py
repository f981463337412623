"""What became of addresses: pages that were deleted, and links to other sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class DeletedPage(models.Model):
    """Where a page stood that was deleted after it had been published, so that its address can say so."""

    url_path = models.TextField(unique=True, help_text="In the page tree: /home/nieuws/bericht/.")
    deleted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("verwijderde pagina")
        verbose_name_plural = _("verwijderde pagina’s")

    def __str__(self) -> str:
        return self.url_path


class ExternalLink(models.Model):
    """An address on another site that pages of ours point to, and how it answered last."""

    class State(models.TextChoices):
        NEW = "new", _("nog niet bekeken")
        WORKS = "works", _("werkt")
        DOUBTFUL = "doubtful", _("geeft problemen")
        GONE = "gone", _("niet meer beschikbaar")
        UNCHECKED = "unchecked", _("wordt niet bekeken")

    url = models.TextField(_("adres"), unique=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.NEW)
    answer = models.CharField(_("antwoord"), max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    checked_at = models.DateTimeField(_("bekeken"), null=True)
    pages = models.ManyToManyField(Page, related_name="external_links", verbose_name=_("pagina’s"))

    class Meta:
        verbose_name = _("link naar buiten")
        verbose_name_plural = _("links naar buiten")
        ordering = ["url"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.url
