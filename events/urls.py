"""The public side; the addresses are Dutch in every language."""

from django.urls import URLPattern, URLResolver, path

from events.views import consents, feeds, interviews, names, quotes, register, registrations, sign_up, waiting_list

app_name = "events"
urlpatterns: list[URLPattern | URLResolver] = [
    path("agenda.ics", feeds.calendar, name="agenda_calendar"),
    path("agenda.rss", feeds.rss, name="agenda_rss"),
    path("agenda.json", feeds.json_feed, name="agenda_json"),
    path("aanmelden/<uuid:public_id>/", sign_up.sign_up, name="sign_up"),
    path("aanmelden/<uuid:public_id>/gelukt/", sign_up.signed_up, name="signed_up"),
    path("inschrijven/<uuid:public_id>/", register.register, name="register"),
    path("besloten/<str:access_key>/", register.register_invited, name="register_invited"),
    path("wachtlijst/<uuid:public_id>/", waiting_list.join, name="join_waiting_list"),
    path("wachtlijst/<uuid:public_id>/gelukt/", waiting_list.joined, name="joined_waiting_list"),
    path("wachtplaats/<str:access_key>/", waiting_list.waiting, name="waiting"),
    path("wachtplaats/<str:access_key>/aannemen/", waiting_list.accept, name="accept_offer"),
    path("wachtplaats/<str:access_key>/afzien/", waiting_list.leave, name="leave_waiting_list"),
    path("aanmelding/<str:access_key>/", registrations.booking, name="booking"),
    path("aanmelding/<str:access_key>/namen/", names.name_seats, name="name_seats"),
    path("aanmelding/<str:access_key>/vervangen/<uuid:public_id>/", names.substitute, name="substitute"),
    path("inschrijving/<str:access_key>/vervangen/", names.substitute_me, name="substitute_me"),
    path("inschrijving/<str:access_key>/", registrations.registration, name="registration"),
    path("inschrijving/<str:access_key>/deelnemen/", registrations.join, name="join"),
    path("inschrijving/<str:access_key>/agenda.ics", registrations.calendar, name="registration_calendar"),
    path("inschrijving/<str:access_key>/gesprek/", interviews.interview, name="interview"),
    path("inschrijving/<str:access_key>/afmelden/", registrations.cancel, name="cancel_registration"),
    path("akkoord/<str:access_key>/", consents.consent, name="consent"),
    path("akkoord/<str:access_key>/geven/", consents.give, name="give_consent"),
    path("akkoord/<str:access_key>/afwijzen/", consents.decline, name="decline_consent"),
    path("mijn-inschrijvingen/", registrations.mine, name="my_registrations"),
    path("in-company/<uuid:key>/aanvragen/", quotes.ask, name="ask_quote"),
    path("in-company/<uuid:key>/bedankt/", quotes.asked, name="quote_requested"),
    path("offerte/<str:access_key>/", quotes.quote, name="quote"),
    path("offerte/<str:access_key>/akkoord/", quotes.accept, name="accept_quote"),
    path("offerte/<str:access_key>/afwijzen/", quotes.decline, name="decline_quote"),
]
