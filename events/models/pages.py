"""Pages that people sign up on: the webinar, and the agenda that lists everything with a date."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.api import BodyBlock, IntroMixin, OfferingMixin, PartnerRoleBlock, PersonRoleBlock, TermsPanel
from events import hooks
from events.lifecycles import EditionStatus
from events.models.editions import Edition


class AgendaPage(IntroMixin, Page):
    """Everything with a date, soonest first; webinars live below it."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    query_parameters: ClassVar[frozenset[str]] = frozenset({"vorm", "thema", "wie", "maand", "plaats", "vrij"})
    page_description = _("Alles met een datum; hieronder staan de webinars.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.WebinarPage"]
    template = "events/agenda.html"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agenda’s")


class WebinarPageForm(WagtailAdminPageForm):
    """Guards what depends on the people who signed up meanwhile.

    Not in the page's own `clean`: that runs at every publication too, and a scheduled one must not stop all others.
    """

    meeting_provider = forms.ChoiceField(
        label=_("Online vergadering"),
        choices=hooks.meeting_provider_choices,
        required=False,
        help_text=_("Een vergaderdienst maakt de kamer zelf; de link hieronder is dan alleen voor nood."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        capacity, taken = cleaned.get("capacity"), self._seats_taken()
        if capacity is not None and capacity < taken:
            told = _("Er zijn al %(taken)s plaatsen bezet of toegezegd; minder kan niet.") % {"taken": taken}
            self.add_error("capacity", told)
        return cleaned

    def _seats_taken(self) -> int:
        running = Edition.objects.filter(offering__translation_key=self.instance.translation_key).exclude(
            status__in=[EditionStatus.CANCELLED, EditionStatus.COMPLETED]
        )
        return int(running.aggregate(taken=models.Max(models.F("taken") + models.F("reserved")))["taken"] or 0)


class WebinarPage(OfferingMixin, IntroMixin, Page):
    """A free online meeting: an offering with one edition of one session.

    The editor writes date, time and capacity here; publishing hands them to the edition, which is the truth from then on.
    So a draft, or an old revision that is looked at, never touches a seat.
    """

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("waar gaat het over"))
    audience_text = models.CharField(_("voor wie"), max_length=400, blank=True)
    starts_at = models.DateTimeField(_("begint"), null=True)
    ends_at = models.DateTimeField(_("eindigt"), null=True)
    walk_in_at = models.DateTimeField(_("digitale inloop vanaf"), null=True, blank=True)
    closes_at = models.DateTimeField(_("aanmelden kan tot"), null=True, blank=True, help_text=_("Leeg: tot het begin."))
    capacity = models.PositiveIntegerField(_("aantal plaatsen"), null=True, validators=[MinValueValidator(1)])
    medium = models.CharField(
        _("medium"), max_length=40, default="Webex", help_text=_("Zoals bezoekers het kennen: Webex, Teams, Zoom.")
    )
    meeting_provider = models.CharField(_("online vergadering"), max_length=40, blank=True)
    meeting_url = models.URLField(
        _("vergaderlink"),
        max_length=500,
        blank=True,
        help_text=_("Alleen wie is aangemeld ziet deze link, vanaf de inloop."),
    )
    speakers = StreamField([("person", PersonRoleBlock())], blank=True, verbose_name=_("wie u hoort"))
    hosts = StreamField([("partner", PartnerRoleBlock())], blank=True, verbose_name=_("wie u uitnodigt"))
    contact = models.ForeignKey(
        "cms.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contactpersoon"),
    )
    recording_url = models.URLField(_("opname"), max_length=500, blank=True)
    themes = ParentalManyToManyField("cms.Theme", blank=True, related_name="webinars", verbose_name=_("thema’s"))
    audiences = ParentalManyToManyField(
        "cms.Audience", blank=True, related_name="webinars", verbose_name=_("doelgroepen")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "starts_at", help_text=_("De dag en de tijd. De site schrijft zelf de weekdag en de duur.")
                        ),
                        FieldPanel("ends_at", help_text=_("Op dezelfde dag, na het begin.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "walk_in_at",
                            help_text=_(
                                "Vanaf dan werkt de vergaderlink, en gaat het alarm in de agenda van deelnemers."
                            ),
                        ),
                        FieldPanel("closes_at"),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("medium"),
                        FieldPanel(
                            "capacity",
                            help_text=_(
                                "Meer mensen kunnen zich niet aanmelden. Niet minder dan er al zijn aangemeld."
                            ),
                        ),
                    ]
                ),
                FieldPanel(
                    "meeting_provider",
                    help_text=_("Waar de deelnemers elkaar zien. Een vergaderdienst maakt zelf de kamer en de link."),
                ),
                FieldPanel("meeting_url"),
            ],
            _("Wanneer en waar"),
        ),
        FieldPanel("image"),
        FieldPanel("body", help_text=_("De tekst van de uitnodiging. Datum, tijd en plaats staan er al naast.")),
        FieldPanel(
            "audience_text", help_text=_("Eén of twee zinnen: wie heeft hier iets aan, en moet u iets voorbereiden?")
        ),
        FieldPanel("speakers", help_text=_("Kies mensen uit het register. Hun functie en foto komen mee.")),
        FieldPanel(
            "hosts", help_text=_("De organisaties die uitnodigen, en wie welke gegevens van deelnemers krijgt.")
        ),
        FieldPanel("contact", help_text=_("Wie vragen beantwoordt. Telefoon en e-mailadres komen uit het register.")),
        FieldPanel(
            "recording_url",
            help_text=_("Het adres van de opname. Na afloop staat die voor iedereen op de plaats van het formulier."),
        ),
        PageChooserPanel("project", ["cms.ProjectPage"]),
        MultiFieldPanel(
            [
                TermsPanel("themes", help_text=_("Hierop filtert de agenda. Eén of twee is genoeg.")),
                TermsPanel("audiences", help_text=_("Hierop filtert de agenda.")),
            ],
            _("Vindbaar onder"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    # wagtail-localize leaves relations alone unless told, and takes a key for a text.
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("themes"),
        SynchronizedField("audiences"),
        SynchronizedField("meeting_provider"),
    ]
    page_description = _("Een gratis bijeenkomst online, met aanmelden op de pagina zelf.")
    is_made_often: ClassVar[bool] = True
    shown_urls: ClassVar[tuple[str, ...]] = ("recording_url",)
    parent_page_types: ClassVar[list[str]] = ["events.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = WebinarPageForm
    template = "events/webinar.html"

    class Meta:
        verbose_name = _("webinar")
        verbose_name_plural = _("webinars")

    @property
    def card_kind(self) -> str:
        return str(_("Webinar"))

    def clean(self) -> None:
        """Say beside the field what cannot be, such as a webinar that ends before it starts."""
        super().clean()
        mistakes: dict[str, str | Promise] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            mistakes["ends_at"] = _("De eindtijd ligt voor de begintijd.")
        if self.starts_at and self.walk_in_at and self.walk_in_at > self.starts_at:
            mistakes["walk_in_at"] = _("De inloop begint na de begintijd.")
        if self.starts_at and self.closes_at and self.closes_at > self.starts_at:
            mistakes["closes_at"] = _("Aanmelden kan hooguit tot het begin.")
        if mistakes:
            raise ValidationError(mistakes)
