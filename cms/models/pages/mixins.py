"""What kinds of pages have in common. They are abstract: a concrete base page is not for Wagtail's translations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction


class IntroMixin(models.Model):
    """A lead and a picture, which lists and social cards show too."""

    lead = models.TextField(
        _("inleiding"),
        blank=True,
        max_length=400,
        help_text=_("Eén of twee zinnen. Staat ook in lijsten en zoekresultaten."),
    )
    image = models.ForeignKey(
        "cms.AcademyImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afbeelding"),
        help_text=_("Leeg: de site tekent zelf een vakwerkmuur."),
    )

    # Foreign keys that showing the page takes; fetched together with it.
    shown_with: ClassVar[tuple[str, ...]] = ("image",)
    # Whether the first screen of the admin offers to make one.
    is_made_often: ClassVar[bool] = False
    # Set by whoever found out along with the page itself, so that serving it need not ask again.
    is_open_to_all = False

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """What guards this page: Wagtail asks before it serves it."""
        if self.is_open_to_all:
            nothing: models.QuerySet[PageViewRestriction] = PageViewRestriction.objects.none()
            return nothing
        restrictions: models.QuerySet[PageViewRestriction] = super().get_view_restrictions()  # type: ignore[misc]
        return restrictions

    @property
    def card_kind(self) -> str:
        """The word above the title on its social card."""
        return ""

    @property
    def label(self) -> str:
        """A disclosure that must stand wherever the page is named ("Gesponsord"); empty for the editors' own."""
        return ""


class ProjectMixin(models.Model):
    """A page that may belong to a project, whose funders it then names (cms.plugin)."""

    project = models.ForeignKey(
        "cms.ProjectPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hoort bij project"),
        help_text=_("De pagina noemt dan vanzelf het project en wie het betaalt."),
    )

    class Meta:
        abstract = True


class OfferingMixin(ProjectMixin):
    """A page that people can sign up for. It leads to the reports and publications that are about it (cms.plugin)."""

    is_offering: ClassVar[bool] = True

    class Meta:
        abstract = True
