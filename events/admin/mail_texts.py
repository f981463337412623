"""What the mails to participants say: a list of the kinds of mail, and a form for the words of each."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from cms.api import RenderedMail, User
from cms.staff import AdminScreen
from events import waiting_mails
from events.actions.unword_mail import unword_mail
from events.actions.word_mail import word_mail
from events.mail_moments import MOMENTS, OF_BOOKINGS, OF_WAITING_LIST, MailWords, check_words
from events.mails import preview, preview_to_booker
from events.models import MailText, Registration
from events.queries.mail_desk import (
    MailRow,
    booking_shown,
    example_booking,
    example_registration,
    mail_rows,
    newest_registrations,
    wordable_offerings,
)
from events.queries.mail_texts import house_words, own_words, placeholders_of
from events.queries.snapshots import registration_view


class MailTextsView(PermissionCheckedMixin, AdminScreen):
    """Every kind of mail, when it goes, and where an editor chose the words."""

    model = MailText
    permission_required = "view"
    page_title = gettext_lazy("Mails")
    header_icon = "mail"
    template_name = "events/admin/mail_texts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: list[MailRow] = mail_rows()
        return super().get_context_data(**kwargs) | {"rows": rows}


class MailTextForm(forms.Form):
    """Subject and text; what is wrong with a placeholder is said beside the field. `registration` is for the preview."""

    subject = forms.CharField(label=gettext_lazy("Onderwerp"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("Tekst"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Een lege regel begint een nieuwe alinea. Datum, plaats, persoonlijke link en agenda-item staan er altijd onder; "
            "die hoeft u niet te typen."
        ),
    )
    registration = forms.ModelChoiceField(
        label=gettext_lazy("Voorbeeld met"),
        queryset=Registration.objects.none(),
        required=False,
        empty_label=gettext_lazy("een verzonnen deelnemer"),
    )

    def __init__(self, *args: Any, moment: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment = moment
        self.fields["body"].widget.attrs["lang"] = self.fields["subject"].widget.attrs["lang"] = language

    def offer(self, registrations: Any) -> None:
        """Let these be chosen for the preview; without any the choice is not shown."""
        if registrations is None:
            del self.fields["registration"]
        else:
            self.fields["registration"].queryset = registrations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "subject" in cleaned and "body" in cleaned:
            required = MOMENTS[self.moment].required
            for name, told in check_words(self.words(), placeholders_of(self.moment), required).items():
                self.add_error(name, told)
        return cleaned

    def words(self) -> MailWords:
        """What was typed."""
        return MailWords(self.cleaned_data["subject"], self.cleaned_data["body"].replace("\r\n", "\n"))


class MailTextView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[MailTextForm]):
    """The words of one kind of mail in one language; `?voor=` names an offering with words of its own.

    The same form shows what was typed as a mail, before it is kept.
    """

    model = MailText
    permission_required = "change"
    header_icon = "mail"
    form_class = MailTextForm
    template_name = "events/admin/mail_text.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.moment, self.language = kwargs["moment"], kwargs["language"]
        if self.moment not in MOMENTS or self.language not in dict(settings.LANGUAGES):
            raise Http404
        self.shown: RenderedMail | None = None

    @cached_property
    def offering(self) -> Page | None:
        """Whose words these are; None for those of all."""
        wanted = self.request.GET.get("voor")
        if not wanted:
            return None
        found: Page | None = wordable_offerings().filter(pk=wanted).first() if wanted.isdecimal() else None
        if found is None:
            raise Http404
        return found

    @cached_property
    def text(self) -> MailText | None:
        """What is kept now, for exactly these."""
        return own_words(self.moment, self.language, self.offering)

    def get_page_title(self) -> str:
        return str(MOMENTS[self.moment].label)

    def get_page_subtitle(self) -> str:
        language = str(dict(settings.LANGUAGES)[self.language])
        return f"{language}, {self.offering.title}" if self.offering else language

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": reverse("mails:index"), "label": MailTextsView.page_title}, here]

    def get_initial(self) -> dict[str, Any]:
        words = self.text or own_words(self.moment, self.language, None) or house_words(self.moment, self.language)
        return {"subject": words.subject, "body": words.body}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"moment": self.moment, "language": self.language}

    def get_form(self, form_class: Any = None) -> MailTextForm:
        form = super().get_form(form_class)
        # Names of participants are not every editor's business.
        sees_people = self.request.user.has_perm("events.view_registration")
        chosen = sees_people and self.moment not in OF_WAITING_LIST
        form.offer(newest_registrations(self.language, self.offering) if chosen else None)
        return form

    def form_valid(self, form: MailTextForm) -> HttpResponse:
        if "show" in self.request.POST:
            self.shown = self._preview(form.words(), form.cleaned_data.get("registration"))
            return self.render_to_response(self.get_context_data(form=form))
        word_mail(words=form.words(), user=cast("User", self.request.user), **self._which)
        messages.success(self.request, _("De tekst is opgeslagen. De volgende mail gaat ermee."))
        return HttpResponseRedirect(reverse("mails:index"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "reset" not in request.POST:
            return super().post(request, *args, **kwargs)
        unword_mail(user=cast("User", request.user), **self._which)
        messages.success(request, _("Deze mail heeft zijn eerdere tekst weer terug."))
        return HttpResponseRedirect(reverse("mails:index"))

    @property
    def _which(self) -> dict[str, Any]:
        return {"moment": self.moment, "language": self.language, "offering": self.offering}

    def _preview(self, words: MailWords, registration: Registration | None) -> RenderedMail:
        if self.moment in OF_BOOKINGS:
            shown = booking_shown(registration) if registration else example_booking(self.language, self.offering)
            return preview_to_booker(self.moment, shown.booking, shown.registrations, shown.order, words)
        view = registration_view(registration) if registration else example_registration(self.language, self.offering)
        if self.moment in OF_WAITING_LIST:
            return waiting_mails.preview(self.moment, view.edition, self.language, words)
        return preview(MOMENTS[self.moment], view, words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "moment": MOMENTS[self.moment],
            "placeholders": placeholders_of(self.moment),
            "has_own_words": self.text is not None,
            "offering": self.offering,
            "offerings": wordable_offerings() if self.offering is None else None,
            "shown": self.shown,
        }


class MailsMenuItem(MenuItem):
    """For whoever writes them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("events.view_mailtext"))


class MailTextViewSet(ViewSet):
    name = "mails"
    url_prefix = "inschrijvingen/mails"
    icon = "mail"
    menu_label = gettext_lazy("Mails")
    menu_item_class = MailsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.construct_view(MailTextsView), name="index"),
            path("<slug:moment>/<slug:language>/", self.construct_view(MailTextView), name="edit"),
        ]
