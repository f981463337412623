from django.urls import URLPattern, URLResolver, path

from events.views import placeholder

app_name = "events"
urlpatterns: list[URLPattern | URLResolver] = [
    path("inschrijving/<str:access_key>/", placeholder, name="registration"),
    path("inschrijving/<str:access_key>/afmelden/", placeholder, name="cancel_registration"),
    path("inschrijving/<str:access_key>/agenda.ics", placeholder, name="registration_calendar"),
    path("inschrijving/<str:access_key>/deelnemen/", placeholder, name="join"),
    path("aanmelding/<str:access_key>/", placeholder, name="booking"),
    path("offerte/<str:access_key>/", placeholder, name="quote"),
]
