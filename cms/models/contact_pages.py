"""Pages on which visitors write to us: contact, and the call for organisations."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock, PartnerRoleBlock, PersonRoleBlock
from cms.models.leads import CallPlace
from cms.models.pages import IntroMixin
from cms.models.registers import Organisation


class ContactPage(IntroMixin, Page):
    """A form whose messages go to the people of this page, or to the academy when it names nobody."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))
    contacts = StreamField(
        [("person", PersonRoleBlock())],
        blank=True,
        verbose_name=_("wie antwoordt"),
        help_text=_("Iedereen met een e-mailadres krijgt het bericht. Leeg: het adres van de academie."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("contacts"),
        FieldPanel("body", help_text=_("Blokken onder elkaar: tussenkoppen, tekst, afbeeldingen en citaten.")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    page_description = _("Een formulier waarmee bezoekers iets vragen; hun vragen komen bij “Berichten”.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/contact.html"

    class Meta:
        verbose_name = _("contactpagina")
        verbose_name_plural = _("contactpagina’s")


class CallPlaceBlock(blocks.StructBlock):
    """How many organisations of one kind a call has room for."""

    kind = blocks.ChoiceBlock(label=_("Soort organisatie"), choices=Organisation.Kind.choices)
    label = blocks.CharBlock(
        label=_("Hoe u die noemt"),
        required=False,
        max_length=80,
        help_text=_("Bijvoorbeeld “rijksuitvoeringsorganisatie”. Leeg: het woord hierboven."),
    )
    places = blocks.IntegerBlock(label=_("Aantal plaatsen"), min_value=1, max_value=1_000)

    class Meta:
        icon = "group"
        label = _("Plaatsen")
        description = _("Zoveel organisaties van deze soort kunnen meedoen.")
        help_text = _("De site telt zelf af: elke toegelaten aanmelding neemt een plaats.")
        preview_value = {"kind": "municipality", "label": "", "places": 1}


def question_block() -> blocks.CharBlock:
    """One more thing to ask an organisation that applies."""
    return blocks.CharBlock(
        label=_("Vraag"),
        icon="help",
        max_length=200,
        description=_("Een vraag aan de organisatie die zich aanmeldt."),
        help_text=_("Als hele zin, met een vraagteken."),
        preview_value=_("Hoeveel medewerkers doen er mee?"),
    )


class CallPageForm(WagtailAdminPageForm):
    """Guards what depends on the organisations that were accepted meanwhile.

    Not in the page's own `clean`: that runs at every publication too, and a scheduled one must not stop all others.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        asked: dict[str, int] = {}
        for block in cleaned.get("places") or []:
            kind = block.value["kind"]
            if kind in asked:
                self.add_error("places", _("Noem elke soort organisatie één keer."))
            asked[kind] = block.value["places"]
        for place in CallPlace.objects.filter(call_key=self.instance.translation_key, taken__gt=0):
            if asked.get(place.kind, 0) < place.taken:
                told = _("Voor %(kind)s zijn er al %(taken)s toegelaten; minder plaatsen kan niet.")
                self.add_error("places", told % {"kind": place.name, "taken": place.taken})
        return cleaned


class CallPage(IntroMixin, Page):
    """A call for organisations: so many places for each kind, until a day. It closes by itself."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))
    places = StreamField(
        [("place", CallPlaceBlock())],
        verbose_name=_("plaatsen"),
        help_text=_("Hoeveel organisaties van elke soort mee kunnen doen. Toegelaten aanmeldingen tellen vanzelf af."),
    )
    closes_on = models.DateField(
        _("aanmelden kan tot en met"), null=True, blank=True, help_text=_("Leeg: tot alle plaatsen vergeven zijn.")
    )
    questions = StreamField(
        [("question", question_block())],
        blank=True,
        max_num=5,
        verbose_name=_("vragen aan de organisatie"),
        help_text=_("Staan in het formulier, elk met een tekstvak."),
    )
    contacts = StreamField(
        [("person", PersonRoleBlock())],
        blank=True,
        verbose_name=_("contactpersonen"),
        help_text=_("Zij krijgen de aanmeldingen. Leeg: het adres van de academie."),
    )
    partners = StreamField([("partner", PartnerRoleBlock())], blank=True, verbose_name=_("partners"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("places"),
        FieldPanel("closes_on"),
        FieldPanel("body", help_text=_("Blokken onder elkaar: tussenkoppen, tekst, afbeeldingen en citaten.")),
        FieldPanel("questions"),
        FieldPanel("contacts"),
        FieldPanel("partners", help_text=_("Organisaties uit het register, met hun rol.")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    page_description = _("Een oproep aan organisaties om mee te doen, met plaatsen per soort organisatie.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = CallPageForm
    template = "cms/call.html"

    class Meta:
        verbose_name = _("oproep")
        verbose_name_plural = _("oproepen")

    def is_past(self, today: dt.date | None = None) -> bool:
        """Whether the last day to apply is over."""
        return self.closes_on is not None and self.closes_on < (today or timezone.localdate())
