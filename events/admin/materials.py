"""What the participants of an edition get to read, per session."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser

from cms.staff import DecisionView
from events.actions.keep_material import MaterialFacts, keep_material
from events.actions.remove_material import remove_material
from events.models import Edition, Material, Session
from events.queries.materials import is_published
from events.queries.wording import day


class SessionChoice(forms.ModelChoiceField[Session]):
    """Sessions by their day."""

    def label_from_instance(self, session: Session) -> str:
        return f"{day(session.starts_at)}: {session.title}" if session.title else day(session.starts_at)


class MaterialForm(forms.Form):
    """Either a document or an address, and from when."""

    session = SessionChoice(label=gettext_lazy("Bijeenkomst"), queryset=Session.objects.none(), empty_label=None)
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=160)
    document: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Document"),
        queryset=None,
        required=False,
        widget=AdminDocumentChooser,
        help_text=gettext_lazy("Alleen deelnemers kunnen dit document dan nog ophalen, op hun persoonlijke pagina."),
    )
    url = forms.URLField(
        label=gettext_lazy("Of een adres op internet"), max_length=500, required=False, assume_scheme="https"
    )
    release = forms.ChoiceField(
        label=gettext_lazy("Vanaf wanneer"),
        choices=Material.Release.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Deelnemers krijgen er een mail over, de eerste keer dat het daarna 10.00 uur is."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Aantal dagen ervoor of erna"), min_value=0, max_value=365, required=False
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = edition.sessions.order_by("starts_at")  # type: ignore[attr-defined]
        self.fields["document"].queryset = get_document_model().objects.all()  # type: ignore[attr-defined]

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document and is_published(document):
            told = _(
                "Dit document staat ook op een pagina en is dus voor iedereen. Upload het hier als nieuw document."
            )
            raise forms.ValidationError(told)
        return document

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        document, url = cleaned.get("document"), cleaned.get("url")
        if document and url:
            self.add_error("url", _("Kies een document of vul een adres in, niet allebei."))
        elif not document and not url and not {"document", "url"} & set(self.errors):
            self.add_error("document", _("Kies een document, of vul hieronder een adres in."))
        return cleaned

    def facts(self) -> MaterialFacts:
        """What was filled in; ask it of a form that is valid."""
        data = self.cleaned_data
        return MaterialFacts(
            session_id=data["session"].pk,
            title=data["title"],
            document_id=data["document"].pk if data["document"] else None,
            url=data["url"],
            release=Material.Release(data["release"]),
            days=data["days"] or 0,
        )


class AddMaterialView(DecisionView):
    """`?bijeenkomst=` proposes a session."""

    model = Edition
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    form_class = MaterialForm
    template_name = "events/admin/decision.html"
    page_title = gettext_lazy("Materiaal toevoegen")
    header_icon = "doc-full"
    button_label = gettext_lazy("Voeg toe")
    success_message = gettext_lazy("Het materiaal is toegevoegd.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"edition": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"session": self.request.GET.get("bijeenkomst"), "release": Material.Release.AT_ONCE, "days": 0}

    def decide(self, form: forms.Form) -> None:
        keep_material(edition_id=self.object.pk, facts=form.facts(), user=self.staff)  # type: ignore[attr-defined]


class OneMaterialView(DecisionView):
    """About something that is there already, on the screen of its edition."""

    model = Material
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    template_name = "events/admin/decision.html"
    header_icon = "doc-full"

    @cached_property
    def subject(self) -> Edition:
        edition: Edition = get_object_or_404(
            Edition.objects.select_related("offering"), sessions__materials=self.object
        )
        return edition


class ChangeMaterialView(OneMaterialView):
    form_class = MaterialForm
    page_title = gettext_lazy("Materiaal wijzigen")
    button_label = gettext_lazy("Bewaar")
    success_message = gettext_lazy("Het materiaal is gewijzigd.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"edition": self.subject}

    def get_initial(self) -> dict[str, Any]:
        names = ("session", "title", "document", "url", "release", "days")
        return {name: getattr(self.object, name) for name in names}

    def decide(self, form: forms.Form) -> None:
        keep_material(
            edition_id=self.subject.pk,
            facts=form.facts(),  # type: ignore[attr-defined]
            material_id=self.object.pk,
            user=self.staff,
        )


class RemoveMaterialView(OneMaterialView):
    page_title = gettext_lazy("Materiaal weghalen")
    explanation = gettext_lazy("Deelnemers zien dit daarna niet meer. Het document blijft bij de documenten staan.")
    button_label = gettext_lazy("Ja, haal weg")
    button_classname = "serious"
    success_message = gettext_lazy("“%(object)s” is weggehaald.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        remove_material(edition_id=self.subject.pk, material_id=self.object.pk, user=self.staff)
