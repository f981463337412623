from django.urls import URLPattern, URLResolver, path

from cms.views.styleguide import styleguide

app_name = "cms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("stijlgids/", styleguide, name="styleguide"),
]
