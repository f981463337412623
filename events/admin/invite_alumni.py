"""Ask the ticked alumni to come again: choose to what, look at the first mails, send."""

from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from cms.api import RenderedMail
from cms.staff import DecisionOnMany
from events.actions.invite_alumnus import invite_alumnus
from events.admin.alumni import AlumnusIndexView
from events.alumni_mails import USUAL_WORDS, preview_invitation
from events.models import Alumnus, Edition
from events.queries.alumni import editions_to_invite_to, may_be_invited
from events.queries.wording import day

SHOWN: Final = 3


class EditionField(forms.ModelChoiceField[Edition]):
    """What it is and when."""

    def label_from_instance(self, edition: Any) -> str:
        return f"{edition.offering.title}, {day(edition.first_at)}"


class InvitationForm(forms.Form):
    edition = EditionField(
        label=gettext_lazy("Waarvoor u uitnodigt"),
        queryset=Edition.objects.none(),
        help_text=gettext_lazy("Alles wat nog begint en waarvoor iedereen zich kan aanmelden."),
    )
    words = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        initial=USUAL_WORDS,
        help_text=gettext_lazy("Aanhef, titel, dag, plaats en de link naar de pagina zetten wij eromheen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions: Any = self.fields["edition"]
        editions.queryset = editions_to_invite_to()


class InviteAlumni(DecisionOnMany):
    models = [Alumnus]
    index_view = AlumnusIndexView
    # The list is only read; who may write to participants may write to them.
    permission_required = "view"
    display_name = gettext_lazy("Nodig uit")
    action_type = "invite"
    aria_label = gettext_lazy("Nodig de gekozen alumni uit")
    action_priority = 10
    form_class = InvitationForm
    template_name = "events/admin/invite_alumni.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("events.change_registration"):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def chosen(self) -> list[Alumnus]:
        """The ticked ones, or all that the filters let through."""
        return list(self.get_actionable_objects()[0])

    def form_valid(self, form: Any) -> HttpResponse:
        self.edition, self.words = form.cleaned_data["edition"], form.cleaned_data["words"]
        if "send" in self.request.POST:
            return super().form_valid(form)
        found = may_be_invited(Alumnus.objects.filter(pk__in=[row.pk for row in self.chosen]), self.edition)
        people = list(found.select_related("registration__booking"))
        shown = [(row, self._preview(row)) for row in people[:SHOWN]]
        looked: HttpResponse = self.render_to_response(
            self.get_context_data(form=form, looked=True, shown=shown, mails=len(people))
        )
        return looked

    def act(self, row: Alumnus) -> None:
        self.sent += invite_alumnus(
            alumnus_id=row.pk, edition_id=self.edition.pk, words=self.words, user=self.request.user
        )

    sent = 0

    def done(self, count: int) -> str:  # noqa: ARG002  # who heard of it before gets no mail
        told = ngettext(
            "De uitnodiging gaat naar %(count)d alumnus.", "De uitnodiging gaat naar %(count)d alumni.", self.sent
        )
        return told % {"count": self.sent}

    def _preview(self, row: Alumnus) -> RenderedMail:
        return preview_invitation(row.registration, self.edition, self.words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"count": len(context["items"])}
