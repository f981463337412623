"""Open, gaat door, gaat niet door, beslisdatum verschuiven, afronden: each shows beforehand what it does."""

import datetime as dt
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.api import interested_count
from cms.staff import DateInput, DecisionView, Screen
from events.actions.announce_edition import announce_edition
from events.actions.cancel_edition import cancel_edition
from events.actions.complete_edition import complete_edition
from events.actions.confirm_edition import confirm_edition
from events.actions.give_certificates import give_certificates
from events.actions.open_edition import open_edition
from events.actions.postpone_decision import postpone_decision
from events.actions.retry_rooms import retry_rooms
from events.lifecycles import EditionStatus
from events.models import Edition, WebinarPage
from events.queries.certificates import certificate_count, certificates_expected, held_back, yet_without
from events.queries.edition_consequences import consequences, held, may_go_ahead, usual_term
from events.queries.edition_lists import editions_for_staff

POSTPONED_BY = dt.timedelta(days=7)


class EditionDecisionView(DecisionView):
    model = Edition
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Asked by the screens that show them, and not by the others.
        found = SimpleLazyObject(lambda: consequences(self.object))
        return super().get_context_data(**kwargs) | {"consequences": found}


class OpenEditionView(EditionDecisionView):
    page_title = _("Openzetten")
    header_icon = "view"
    template_name = "events/admin/edition_open.html"
    button_label = _("Ja, zet open")
    success_message = _("%(object)s staat open voor aanmeldingen.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "interested": interested_count(self.object.offering.translation_key)
        }

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        open_edition(edition_id=self.object.pk, user=self.staff)


class AnnounceEditionView(EditionDecisionView):
    page_title = _("Meld de nieuwe data")
    header_icon = "mail"
    template_name = "events/admin/edition_announce.html"
    button_label = _("Ja, verstuur de mails")
    success_message = _("Wie op de hoogte wilde blijven van %(object)s krijgt een mail.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "interested": interested_count(self.object.offering.translation_key)
        }

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        announce_edition(edition_id=self.object.pk, user=self.staff)


class ConfirmEditionForm(forms.Form):
    pay_until = forms.DateField(
        label=_("Betalen kan tot en met"),
        required=False,
        widget=DateInput,
        help_text=_("Voor wie pas betaalt als het doorgaat. Daarna komen onbetaalde plaatsen vrij."),
    )


class ConfirmEditionView(EditionDecisionView):
    page_title = _("Gaat door")
    header_icon = "check"
    template_name = "events/admin/edition_confirm.html"
    form_class = ConfirmEditionForm
    button_label = _("Ja, het gaat door")
    success_message = _("%(object)s gaat door; de deelnemers krijgen bericht.")

    def get_initial(self) -> dict[str, Any]:
        return {"pay_until": usual_term(self.object)}

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        form = super().get_form(form_class)
        if not held(self.object).exists():
            del form.fields["pay_until"]
        return form

    def decide(self, form: forms.Form) -> None:
        confirm_edition(edition_id=self.object.pk, pay_until=form.cleaned_data.get("pay_until"), user=self.staff)


class PostponeDecisionForm(forms.Form):
    decision_date = forms.DateField(label=_("Nieuwe beslisdatum"), widget=DateInput)
    closes_on = forms.DateField(
        label=_("Aanmelden tot en met"),
        required=False,
        widget=DateInput,
        help_text=_("Leeg: de sluiting van de aanmelding blijft zoals zij is."),
    )


class PostponeDecisionView(EditionDecisionView):
    page_title = _("Beslisdatum verschuiven")
    header_icon = "calendar-alt"
    template_name = "events/admin/edition_postpone.html"
    form_class = PostponeDecisionForm
    button_label = _("Ja, verschuif de beslisdatum")
    success_message = _("De beslisdatum van %(object)s is verschoven; iedereen met een plaats krijgt bericht.")

    def get_initial(self) -> dict[str, Any]:
        return postponed(self.object)

    def decide(self, form: forms.Form) -> None:
        postpone_decision(
            edition_id=self.object.pk,
            decision_date=form.cleaned_data["decision_date"],
            closes_on=form.cleaned_data["closes_on"],
            user=self.staff,
        )


def postponed(edition: Edition) -> dict[str, dt.date]:
    """A week later, sign-up as long open as before in relation to the decision."""
    today = timezone.localdate()
    before = edition.decision_date or today
    after = max(before, today) + POSTPONED_BY
    if not edition.closes_at:
        return {"decision_date": after}
    return {"decision_date": after, "closes_on": timezone.localdate(edition.closes_at) + (after - before)}


class CancelEditionForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Deze zin staat in de mail aan de deelnemers en op hun persoonlijke pagina."),
    )


class CancelEditionView(EditionDecisionView):
    page_title = _("Gaat niet door")
    header_icon = "cross"
    template_name = "events/admin/edition_cancel.html"
    form_class = CancelEditionForm
    button_label = _("Ja, zeg deze editie af")
    button_classname = "serious"
    success_message = _("%(object)s gaat niet door; iedereen krijgt bericht.")

    def decide(self, form: forms.Form) -> None:
        cancel_edition(edition_id=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class RetryRoomsView(EditionDecisionView):
    page_title = _("Vergaderkamers opnieuw proberen")
    header_icon = "resubmit"
    explanation = _("We vragen de vergaderdienst nu opnieuw om wat niet lukte, in plaats van later.")
    button_label = _("Probeer opnieuw")
    success_message = _("We proberen het opnieuw voor %(object)s. Kijk over een minuut of het gelukt is.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        retry_rooms(edition_id=self.object.pk, user=self.staff)


class CompleteEditionForm(forms.Form):
    share = forms.IntegerField(
        label=_("Aanwezig is wie er bij was op dit deel van de bijeenkomsten, in procenten"), min_value=1, max_value=100
    )
    gives_certificates = forms.BooleanField(
        label=_("Geef wie aanwezig was een certificaat van deelname"),
        required=False,
        help_text=_("Zij krijgen een mail. Het certificaat staat op hun persoonlijke pagina. Dit kan ook later nog."),
    )


class CompleteEditionView(EditionDecisionView):
    page_title = _("Afronden")
    header_icon = "check"
    template_name = "events/admin/edition_complete.html"
    form_class = CompleteEditionForm
    button_label = _("Ja, rond af")
    success_message = _("%(object)s is afgerond.")
    share: int | None = None  # that was typed
    given: int | None = None

    def get_initial(self) -> dict[str, Any]:
        is_webinar = WebinarPage.objects.filter(pk=self.object.offering_id).exists()
        return {"share": self.object.attendance_share, "gives_certificates": not is_webinar}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        share = self.share or self.object.attendance_share
        expected = certificates_expected(self.object, share)
        return super().get_context_data(**kwargs) | {"share": share, "expected": expected}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Another share gives others a certificate: it is shown first."""
        self.share = form.cleaned_data["share"]
        if form.cleaned_data["gives_certificates"] and self.request.POST.get("shown") != str(self.share):
            told = _("Bij dit deel krijgen misschien anderen een certificaat. Kijk hierboven wie, en rond dan af.")
            form.add_error("share", told)
            return self.form_invalid(form)
        return super().form_valid(form)

    @transaction.atomic
    def decide(self, form: forms.Form) -> None:
        complete_edition(edition_id=self.object.pk, share=form.cleaned_data["share"], user=self.staff)
        if form.cleaned_data["gives_certificates"]:
            self.given = give_certificates(edition_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        completed = super().get_success_message()
        if self.given is None:
            return completed
        counts = {"given": self.given, "without": yet_without(self.object).count()}
        return f"{completed} {_('Certificaat gekregen: %(given)s. Nog geen certificaat: %(without)s.') % counts}"


class GiveCertificatesView(EditionDecisionView):
    page_title = _("Certificaten geven")
    header_icon = "clipboard-list"
    template_name = "events/admin/edition_certificates.html"
    button_label = _("Ja, geef certificaten")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        self.given = give_certificates(edition_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return ngettext(
            "%(count)d deelnemer krijgt een certificaat.", "%(count)d deelnemers krijgen een certificaat.", self.given
        ) % {"count": self.given}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        to_give, waiting = certificate_count(self.object).to_give, held_back(self.object)
        return super().get_context_data(**kwargs) | {"ready": to_give - len(waiting), "held_back": waiting}


class CockpitView(Screen):
    """Everything there is to know on the day of the decision, and the three decisions with what each will do."""

    page_title = _("Beslissen")
    template_name = "events/admin/edition_cockpit.html"
    header_icon = "help"
    permission_required = "change"

    def get_object(self, queryset: Any = None) -> Edition:  # noqa: ARG002
        edition: Edition = get_object_or_404(editions_for_staff().filter(status=EditionStatus.OPEN), pk=self.pk)
        return edition

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition: Edition = self.object
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "edition": edition,
            "consequences": consequences(edition),
            "may_go_ahead": may_go_ahead(edition),
            "still_needed": max(edition.minimum - edition.taken, 0),
            "confirm_form": ConfirmEditionForm(initial={"pay_until": usual_term(edition)}, auto_id="confirm_%s"),
            "postpone_form": PostponeDecisionForm(initial=postponed(edition), auto_id="postpone_%s"),
            "cancel_form": CancelEditionForm(auto_id="cancel_%s"),
        }
