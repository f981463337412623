"""Projects: what several parties do together, and everything that came of it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock, PartnerRoleBlock, RegisterChooserBlock
from cms.models.pages.mixins import IntroMixin


class ProjectIndexPage(IntroMixin, Page):
    """All projects."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    page_description = _("De lijst met alle projecten.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProjectPage"]
    template = "cms/project_index.html"

    class Meta:
        verbose_name = _("overzicht van projecten")
        verbose_name_plural = _("overzichten van projecten")


class ProjectPage(IntroMixin, Page):
    """A project with its funders and partners. News, publications, programmes and webinars say themselves that they belong
    to it; they are listed here, and name its funders."""

    starts_on = models.DateField(_("begint"), null=True, blank=True)
    ends_on = models.DateField(_("eindigt"), null=True, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))
    funders = StreamField(
        [
            (
                "funder",
                RegisterChooserBlock(
                    "cms.Organisation",
                    label=_("Organisatie"),
                    icon="group",
                    picture="logo",
                    description=_("Een organisatie uit het register die aan dit project betaalt."),
                    help_text=_("Naam, logo en website komen uit het register."),
                    preview_template="cms/blocks/preview_partner.html",
                ),
            )
        ],
        blank=True,
        verbose_name=_("mede mogelijk gemaakt door"),
        help_text=_("Staat op elke pagina van dit project."),
    )
    partners = StreamField([("partner", PartnerRoleBlock())], blank=True, verbose_name=_("wie er meedoen"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldRowPanel(
            [
                FieldPanel("starts_on", help_text=_("De eerste dag. Leeg: nog niet bekend.")),
                FieldPanel("ends_on", help_text=_("De laatste dag. Leeg: het loopt door.")),
            ]
        ),
        FieldPanel("body", help_text=_("Blokken onder elkaar: tussenkoppen, tekst, afbeeldingen en citaten.")),
        FieldPanel("funders"),
        FieldPanel("partners", help_text=_("Organisaties uit het register, met hun rol.")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    page_description = _("Een project met wie het betaalt en wie meedoen.")
    parent_page_types: ClassVar[list[str]] = ["cms.ProjectIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/project.html"

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projecten")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Het einde ligt voor het begin.")})
