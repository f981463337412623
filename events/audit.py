"""What happens to editions, bookings, registrations and quotes, worded for Wagtail's history."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("events.webinar_drafted", _("Uitnodiging geplakt"), _("Gemaakt uit een uitnodiging"))
    actions.register_action("events.edition_scheduled", _("Ingepland"), _("Datum, tijd en plaatsen overgenomen"))
    actions.register_action("events.edition_opened", _("Opengezet"), _("Opengezet voor aanmeldingen"))
    actions.register_action("events.edition_changed", _("Gewijzigd"), _("Gegevens gewijzigd"))
    actions.register_action("events.edition_confirmed", _("Gaat door"), _("Besloten: het gaat door"))
    actions.register_action("events.edition_cancelled", _("Gaat niet door"), _("Besloten: het gaat niet door"))
    actions.register_action("events.edition_completed", _("Afgerond"), _("Afgerond"))
    actions.register_action("events.sign_up_closed", _("Aanmelden gesloten"), _("Aanmelden gesloten"))
    actions.register_action("events.booking_placed", _("Aangemeld"), _("Aangemeld"))
    actions.register_action("events.booking_paid", _("Betaald"), _("Betaald, plaatsen bevestigd"))
    actions.register_action("events.booking_expired", _("Verlopen"), _("Niet op tijd betaald, plaatsen teruggegeven"))
    actions.register_action("events.booking_cancelled", _("Geannuleerd"), _("Geannuleerd, plaatsen teruggegeven"))
    actions.register_action("events.registration_cancelled", _("Afgemeld"), _("Afgemeld, plaats teruggegeven"))
    actions.register_action("events.registration_attended", _("Aanwezig"), _("Was aanwezig"))
    actions.register_action("events.registration_absent", _("Afwezig"), _("Was afwezig"))
    actions.register_action(
        "events.confirmation_resent", _("Bevestiging opnieuw gestuurd"), _("Bevestiging opnieuw gestuurd")
    )
    actions.register_action("events.waiting_list_joined", _("Op de wachtlijst"), _("Op de wachtlijst gezet"))
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
    actions.register_action("events.quote_declined", _("Afgewezen"), _("Offerte afgewezen"))
