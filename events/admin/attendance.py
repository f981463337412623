"""Who was there, per session, on screen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.staff import DecisionView
from events.actions.note_attendance import note_attendance
from events.models import Edition, Registration, Session
from events.queries.attendance import expected_people, noted_at

SESSION = "bijeenkomst"


def chosen_sessions(sessions: Sequence[Session], request: HttpRequest) -> Sequence[Session]:
    """Only the one that the address names, or all; raises Http404 for one that is not among them."""
    named = request.GET.get(SESSION)
    if named is None:
        return sessions
    chosen = [session for session in sessions if str(session.pk) == named]
    if not chosen:
        raise Http404
    return chosen


class AttendanceForm(forms.Form):
    """`listed` is who stood on the screen: somebody who came in meanwhile was not seen to be absent."""

    listed = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)
    present = forms.TypedMultipleChoiceField(
        label=_("Wie was er?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listed"].choices = [(person.pk, person.number) for person in people]  # type: ignore[attr-defined]
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (person.pk, ", ".join(filter(None, (person.shown_name, person.booking.organisation_name))))
            for person in people
        ]


class NoteAttendanceView(DecisionView):
    """?bijeenkomst= names the session; without it the last that has begun."""

    model = Edition
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    form_class = AttendanceForm
    template_name = "events/admin/attendance.html"
    page_title = _("Aanwezigheid")
    header_icon = "tasks"
    button_label = _("Bewaar")
    success_message = _("De aanwezigheid bij %(object)s is bewaard.")

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.object.sessions.order_by("starts_at"))

    @cached_property
    def session(self) -> Session:
        if not self.sessions:
            raise Http404
        if SESSION in self.request.GET:
            return chosen_sessions(self.sessions, self.request)[0]
        begun = [session for session in self.sessions if session.starts_at <= timezone.now()]
        return begun[-1] if begun else self.sessions[0]

    @cached_property
    def people(self) -> list[Registration]:
        return expected_people(self.object)

    @cached_property
    def noted(self) -> dict[int, bool]:
        return noted_at(self.session)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people}

    def get_initial(self) -> dict[str, Any]:
        present = [pk for pk, was_there in self.noted.items() if was_there]
        return {"listed": [person.pk for person in self.people], "present": present}

    def decide(self, form: forms.Form) -> None:
        listed = form.cleaned_data["listed"]
        present = listed if "everybody" in self.request.POST else form.cleaned_data["present"]
        note_attendance(session_id=self.session.pk, listed=listed, present=present, user=self.staff)

    def get_success_url(self) -> str:
        return f"{reverse('editions:attendance', args=[self.object.pk])}?{SESSION}={self.session.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unknown = sum(person.pk not in self.noted for person in self.people)
        return super().get_context_data(**kwargs) | {
            "session": self.session,
            "sessions": self.sessions,
            "has_begun": self.session.starts_at <= timezone.now(),
            "people": self.people,
            "unknown": unknown,
        }
