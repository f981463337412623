from django.urls import URLPattern, URLResolver, include, path

from cms.accounts.views import demo_login
from cms.views.people import person
from cms.views.styleguide import styleguide

app_name = "cms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("demo/inloggen/<slug:role>/", demo_login, name="demo_login"),
    path("postvak/", include("cms.mail.urls")),
    path("mensen/<uuid:public_id>/", person, name="person"),
    path("stijlgids/", styleguide, name="styleguide"),
]
