"""What was imported before, so that importing again changes nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class ImportRecord(models.Model):
    """One article of an imported document and the page it became.

    `source_digest` is that of the article as it was read, `content_digest` that of what the page got; `revision` is the
    last one that an import made, so another one at the page means that an editor has been there.
    """

    key = models.CharField(_("bron"), max_length=500, unique=True)
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pagina")
    )
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source_digest = models.CharField(max_length=64, db_index=True)
    content_digest = models.CharField(max_length=64)
    notes = models.JSONField(_("nog te doen"), default=list, blank=True)
    created_at = models.DateTimeField(_("overgenomen op"), auto_now_add=True)
    updated_at = models.DateTimeField(_("bijgewerkt op"), auto_now=True)

    class Meta:
        verbose_name = _("overgenomen bericht")
        verbose_name_plural = _("overgenomen berichten")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def is_untouched(self) -> bool:
        """Whether the page is still the draft that the import left."""
        page = self.page
        return (
            page is not None
            and not page.live
            and not page.locked
            and self.revision_id is not None
            and page.latest_revision_id == self.revision_id
        )
