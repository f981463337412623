from django.urls import URLPattern, URLResolver, include, path

from cms.accounts.views import demo_login
from cms.views.news_feed import news_feed
from cms.views.search import search
from cms.views.styleguide import styleguide

app_name = "cms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("demo/inloggen/<slug:role>/", demo_login, name="demo_login"),
    path("postvak/", include("cms.mail.urls")),
    path("nieuws.atom", news_feed, name="news_feed"),
    path("zoeken/", search, name="search"),
    path("stijlgids/", styleguide, name="styleguide"),
]
