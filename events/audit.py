"""What happens to editions, bookings, registrations and quotes, worded for Wagtail's history."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.api import notation


class EditionConfirmed(LogFormatter):
    label = _("Gaat door")

    def format_message(self, log_entry: Any) -> str:
        counts = {"mails": 0, "payments": 0, "invoices": 0} | log_entry.data
        told = _("Besloten: het gaat door (mails: %(mails)s, betaallinks: %(payments)s, op factuur: %(invoices)s)")
        return str(told % counts)


class EditionCancelled(LogFormatter):
    label = _("Gaat niet door")

    def format_message(self, log_entry: Any) -> str:
        counts = {"mails": 0, "orders": 0, "refunds": 0, "refund_cents": 0} | log_entry.data
        told = _(
            "Besloten: het gaat niet door (mails: %(mails)s, geannuleerde orders: %(orders)s, "
            "terugbetalingen: %(refunds)s, samen %(sum)s)"
        )
        return str(told % (counts | {"sum": notation.euro_table(counts["refund_cents"], "nl")}))


class DecisionPostponed(LogFormatter):
    label = _("Beslisdatum verschoven")

    def format_message(self, log_entry: Any) -> str:
        after = dt.date.fromisoformat(log_entry.data["after"])
        told = _("Beslisdatum verschoven naar %(date)s (mails: %(mails)s)")
        return str(told % {"date": notation.date_of(after, "nl"), "mails": log_entry.data["mails"]})


class AttendanceNoted(LogFormatter):
    label = _("Aanwezigheid")

    def format_message(self, log_entry: Any) -> str:
        counts = {"present": 0, "absent": 0} | log_entry.data
        return str(_("Aanwezigheid genoteerd (aanwezig: %(present)s, afwezig: %(absent)s)") % counts)


class CostsDecided(LogFormatter):
    label = _("Kosten")

    def format_message(self, log_entry: Any) -> str:
        sums = {name: notation.euro_table(log_entry.data[name], "nl") for name in ("rule_cents", "costs_cents")}
        told = _("Afmelden kost %(costs_cents)s in plaats van %(rule_cents)s: %(reason)s")
        return str(told % (sums | {"reason": log_entry.data["reason"]}))


class MaterialAdded(LogFormatter):
    label = _("Materiaal")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Materiaal toegevoegd: %(title)s") % log_entry.data)


class MaterialChanged(LogFormatter):
    label = _("Materiaal")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Materiaal gewijzigd: %(title)s") % log_entry.data)


class MaterialRemoved(LogFormatter):
    label = _("Materiaal")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Materiaal weggehaald: %(title)s") % log_entry.data)


class AboutOrganisation(LogFormatter):
    """What happened between us and an organisation, which the line names."""

    told: Any

    def format_message(self, log_entry: Any) -> str:
        return str(self.told % log_entry.data)


class HostInvited(AboutOrganisation):
    label = _("Ontvangst")
    told = _("%(organisation)s gevraagd om te ontvangen")


class HostReminded(HostInvited):
    told = _("%(organisation)s herinnerd aan de vraag om te ontvangen")


class HostConfirmed(HostInvited):
    told = _("%(organisation)s ontvangt; de plaats is bekend")


class HostCorrected(HostInvited):
    told = _("%(organisation)s wijzigde de plaats")


class HostDeclined(HostInvited):
    told = _("%(organisation)s kan niet ontvangen")


class HostWithdrawn(HostInvited):
    told = _("%(organisation)s hoeft niet te ontvangen")


class GuestsSet(LogFormatter):
    label = _("Gasten")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Gasten kunnen komen (hoogstens %(capacity)s, per deelnemer %(each)s)") % log_entry.data)


class AlumnusInvited(LogFormatter):
    label = _("Alumnilijst")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Uitgenodigd voor %(edition)s") % log_entry.data)


class ListGiven(AboutOrganisation):
    label = _("Deelnemerslijst")
    told = _("%(organisation)s mag de deelnemerslijst lezen")


class ListTakenBack(ListGiven):
    told = _("%(organisation)s mag de deelnemerslijst niet meer lezen")


class ListRead(ListGiven):
    told = _("%(organisation)s las de deelnemerslijst")


class CertificatesGiven(LogFormatter):
    label = _("Certificaten")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Certificaten gegeven: %(count)s") % log_entry.data)


class EditionsPlanned(LogFormatter):
    label = _("Edities gepland")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Edities gepland: %(count)s, samen %(places)s plaatsen") % log_entry.data)


class AddendumDrafted(LogFormatter):
    label = _("Aanvulling")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Aanvulling als concept gemaakt: %(count)s edities erbij") % log_entry.data)


class FollowUpDrafted(LogFormatter):
    label = _("Vervolg")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Vervolg als concept gemaakt, voor %(people)s medewerkers") % log_entry.data)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("events.webinar_drafted", _("Uitnodiging geplakt"), _("Gemaakt uit een uitnodiging"))
    actions.register_action("events.edition_scheduled", _("Ingepland"), _("Datum, tijd en plaatsen overgenomen"))
    actions.register_action("events.edition_copied", _("Gekopieerd"), _("Gekopieerd van een andere editie"))
    actions.register_action("events.edition_announced", _("Gemeld"), _("Gemeld aan wie op de hoogte wilde blijven"))
    actions.register_action("events.edition_opened", _("Opengezet"), _("Opengezet voor aanmeldingen"))
    actions.register_action("events.edition_changed", _("Gewijzigd"), _("Gegevens gewijzigd"))
    actions.register_action("events.edition_confirmed")(EditionConfirmed)
    actions.register_action("events.edition_cancelled")(EditionCancelled)
    actions.register_action("events.decision_postponed")(DecisionPostponed)
    actions.register_action("events.edition_restricted", _("Voor wie gewijzigd"), _("Bepaald voor wie deze editie is"))
    actions.register_action("events.questions_set", _("Vragen gewijzigd"), _("Vragen bij het aanmelden gewijzigd"))
    actions.register_action("events.workgroups_set", _("Werkgroepen gewijzigd"), _("Werkgroepen gewijzigd"))
    actions.register_action("events.workgroup_chosen", _("Werkgroep"), _("Werkgroep gekozen of gewijzigd"))
    actions.register_action(
        "events.answers_forgotten", _("Antwoorden verwijderd"), _("Antwoorden na afloop verwijderd")
    )
    actions.register_action(
        "events.waiting_forgotten", _("Wachtlijst verwijderd"), _("Wachtlijst na afloop verwijderd")
    )
    actions.register_action(
        "events.invitations_forgotten",
        _("Toegang tot vergaderkamers verwijderd"),
        _("Toegang tot vergaderkamers na afloop verwijderd"),
    )
    actions.register_action("events.edition_completed", _("Afgerond"), _("Afgerond"))
    actions.register_action("events.material_added")(MaterialAdded)
    actions.register_action("events.material_changed")(MaterialChanged)
    actions.register_action("events.material_removed")(MaterialRemoved)
    actions.register_action("events.certificates_given")(CertificatesGiven)
    actions.register_action("events.certificate_given", _("Certificaat"), _("Certificaat gegeven"))
    actions.register_action("events.sign_up_closed", _("Aanmelden gesloten"), _("Aanmelden gesloten"))
    actions.register_action("events.booking_placed", _("Aangemeld"), _("Aangemeld"))
    actions.register_action("events.booking_paid", _("Betaald"), _("Betaald, plaatsen bevestigd"))
    actions.register_action("events.booking_expired", _("Verlopen"), _("Niet op tijd betaald, plaatsen teruggegeven"))
    actions.register_action("events.booking_cancelled", _("Geannuleerd"), _("Geannuleerd, plaatsen teruggegeven"))
    actions.register_action("events.consent_asked", _("Akkoord gevraagd"), _("Akkoord gevraagd aan de budgethouder"))
    actions.register_action("events.consent_reminded", _("Herinnerd"), _("Budgethouder herinnerd"))
    actions.register_action("events.consent_given", _("Akkoord"), _("Akkoord van de budgethouder, order gemaakt"))
    actions.register_action(
        "events.consent_declined", _("Niet akkoord"), _("Budgethouder niet akkoord, plaatsen teruggegeven")
    )
    actions.register_action(
        "events.consent_expired", _("Geen antwoord"), _("Geen antwoord van de budgethouder, plaatsen teruggegeven")
    )
    actions.register_action("events.consent_withdrawn", _("Niet meer nodig"), _("Akkoord is niet meer nodig"))
    actions.register_action("events.host_invited")(HostInvited)
    actions.register_action("events.host_reminded")(HostReminded)
    actions.register_action("events.host_confirmed")(HostConfirmed)
    actions.register_action("events.host_corrected")(HostCorrected)
    actions.register_action("events.host_declined")(HostDeclined)
    actions.register_action("events.host_withdrawn")(HostWithdrawn)
    actions.register_action("events.hosts_forgotten", _("Opgeruimd"), _("Wie gevraagd was om te ontvangen verwijderd"))
    actions.register_action("events.guests_set")(GuestsSet)
    actions.register_action("events.guest_signed_up", _("Gasten"), _("Een gast meldde zich aan"))
    actions.register_action("events.guest_withdrawn", _("Gasten"), _("Een gast meldde zich af"))
    actions.register_action("events.guests_released", _("Gasten"), _("Gasten afgezegd: hun bijeenkomst vervalt"))
    actions.register_action("events.guests_forgotten", _("Opgeruimd"), _("Wie als gast kwam verwijderd"))
    actions.register_action("events.list_given")(ListGiven)
    actions.register_action("events.list_taken_back")(ListTakenBack)
    actions.register_action("events.list_read")(ListRead)
    actions.register_action(
        "events.list_readers_forgotten", _("Opgeruimd"), _("Toegang tot de deelnemerslijst verwijderd")
    )
    actions.register_action("events.interviews_offered", _("Gesprekken"), _("Momenten voor gesprekken toegevoegd"))
    actions.register_action("events.interview_removed", _("Gesprek vervallen"), _("Moment voor een gesprek verwijderd"))
    actions.register_action("events.interview_chosen", _("Gesprek gekozen"), _("Moment voor het gesprek gekozen"))
    actions.register_action("events.intake_noted", _("Aantekening"), _("Aantekeningen bij de intake bewaard"))
    actions.register_action("events.intake_admitted", _("Toegelaten"), _("Toegelaten na de intake"))
    actions.register_action(
        "events.intake_refused", _("Niet toegelaten"), _("Niet toegelaten na de intake, plaats teruggegeven")
    )
    actions.register_action(
        "events.intake_other_advice", _("Ander advies"), _("Ander programma geadviseerd, plaats teruggegeven")
    )
    actions.register_action(
        "events.intake_forgotten", _("Opgeruimd"), _("Aantekeningen en antwoorden van de intake verwijderd")
    )
    actions.register_action("events.cancellation_set", _("Afmelden"), _("Regels voor de kosten van afmelden gewijzigd"))
    actions.register_action("events.costs_decided")(CostsDecided)
    actions.register_action("events.registration_cancelled", _("Afgemeld"), _("Afgemeld, plaats teruggegeven"))
    actions.register_action("events.registration_named", _("Naam doorgegeven"), _("Doorgegeven wie er komt"))
    actions.register_action(
        "events.registration_corrected", _("Gegevens gewijzigd"), _("Eigen naam, functie of antwoorden gewijzigd")
    )
    actions.register_action("events.registration_substituted", _("Vervangen"), _("Plaats gegeven aan een collega"))
    actions.register_action("events.registration_taken_over", _("Overgenomen"), _("Plaats overgenomen van een collega"))
    actions.register_action("events.registration_attended", _("Aanwezig"), _("Was aanwezig"))
    actions.register_action("events.meeting_entered", _("Naar binnen"), _("Ging naar de online bijeenkomst"))
    actions.register_action("events.room_opened", _("Vergaderkamer"), _("Vergaderkamer gemaakt"))
    actions.register_action("events.room_closed", _("Vergaderkamer"), _("Vergaderkamer opgeheven"))
    actions.register_action("events.rooms_retried", _("Vergaderkamer"), _("Vergaderkamers opnieuw geprobeerd"))
    actions.register_action("events.registration_absent", _("Afwezig"), _("Was afwezig"))
    actions.register_action("events.attendance_noted")(AttendanceNoted)
    actions.register_action(
        "events.confirmation_resent", _("Bevestiging opnieuw gestuurd"), _("Bevestiging opnieuw gestuurd")
    )
    actions.register_action("events.mail_resent", _("Mail opnieuw gestuurd"), _("Mail opnieuw gestuurd"))
    actions.register_action("events.message_sent", _("Bericht gestuurd"), _("Bericht gestuurd"))
    actions.register_action("events.reminded", _("Mail op tijd"), _("Herinnering of mail na afloop verstuurd"))
    actions.register_action("events.reminders_set", _("Mails op tijd"), _("Herinneringen aan- of uitgezet"))
    actions.register_action("events.notify_set", _("Bericht"), _("Wie bericht krijgt van aanmeldingen gewijzigd"))
    actions.register_action("events.evaluation_set", _("Evaluatie"), _("Evaluatie ingesteld"))
    actions.register_action("events.evaluation_answered", _("Evaluatie"), _("Evaluatie ingevuld"))
    actions.register_action("events.evaluations_forgotten", _("Opgeruimd"), _("Evaluaties anoniem gemaakt"))
    actions.register_action("events.alumni_joined", _("Alumnilijst"), _("Op de alumnilijst gezet"))
    actions.register_action("events.alumnus_invited")(AlumnusInvited)
    actions.register_action("events.alumni_left", _("Alumnilijst"), _("Van de alumnilijst gehaald"))
    actions.register_action("events.alumni_forgotten", _("Opgeruimd"), _("Na vijf jaar van de alumnilijst gehaald"))
    actions.register_action("events.mail_worded", _("Mailtekst"), _("Mailtekst geschreven"))
    actions.register_action("events.mail_unworded", _("Mailtekst"), _("Terug naar de standaardtekst"))
    actions.register_action("events.waiting_list_joined", _("Op de wachtlijst"), _("Op de wachtlijst gezet"))
    actions.register_action("events.late_request_made", _("Verzoek"), _("Vroeg na de sluiting een plaats"))
    actions.register_action("events.late_request_admitted", _("Toegelaten"), _("Na de sluiting een plaats aangeboden"))
    actions.register_action("events.late_request_refused", _("Afgewezen"), _("Verzoek na de sluiting afgewezen"))
    actions.register_action("events.fewer_seats_asked", _("Minder plaatsen"), _("Wacht op minder plaatsen"))
    actions.register_action("events.seats_offered", _("Aangeboden"), _("Vrijgekomen plaats aangeboden"))
    actions.register_action("events.offered_out_of_turn", _("Voorgetrokken"), _("Buiten de volgorde aangeboden"))
    actions.register_action("events.offer_accepted", _("Aangenomen"), _("Aangeboden plaats aangenomen"))
    actions.register_action("events.offer_declined", _("Afgezien"), _("Zag af van de aangeboden plaats"))
    actions.register_action("events.offer_expired", _("Verlopen"), _("Niet op tijd beslist, plaats naar de volgende"))
    actions.register_action("events.waiting_list_left", _("Van de lijst"), _("Van de wachtlijst gehaald"))
    actions.register_action(
        "events.waiting_list_ended", _("Lijst gesloten"), _("Wachtlijst gesloten, bericht gestuurd")
    )
    actions.register_action("events.quote_requested", _("Offerte gevraagd"), _("Offerte gevraagd"))
    actions.register_action("events.quote_drafted", _("Offerte gemaakt"), _("Offerte als concept gemaakt"))
    actions.register_action("events.quote_changed", _("Offerte gewijzigd"), _("Concept gewijzigd"))
    actions.register_action("events.quote_sent", _("Offerte verstuurd"), _("Offerte verstuurd"))
    actions.register_action("events.quote_withdrawn", _("Offerte ingetrokken"), _("Offerte ingetrokken"))
    actions.register_action("events.quote_expired", _("Offerte verlopen"), _("Offerte verlopen"))
    actions.register_action("events.quote_accepted", _("Akkoord"), _("Akkoord met de offerte"))
    actions.register_action("events.editions_planned")(EditionsPlanned)
    actions.register_action("events.addendum_drafted")(AddendumDrafted)
    actions.register_action("events.follow_up_drafted")(FollowUpDrafted)
    actions.register_action("events.edition_attached", _("Editie gekoppeld"), _("Editie gekoppeld aan het contract"))
    actions.register_action("events.edition_detached", _("Editie losgemaakt"), _("Editie losgemaakt van het contract"))
    actions.register_action("events.report_worded", _("Eindverslag"), _("Eindverslag geschreven"))
    actions.register_action("events.report_sent", _("Eindverslag verstuurd"), _("Eindverslag verstuurd"))
    actions.register_action("events.quote_declined", _("Afgewezen"), _("Offerte afgewezen"))
