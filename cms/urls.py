from django.urls import URLPattern, URLResolver, include, path

from cms.views.styleguide import styleguide

app_name = "cms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("postvak/", include("cms.mail.urls")),
    path("stijlgids/", styleguide, name="styleguide"),
]
