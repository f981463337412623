from django.urls import URLPattern, URLResolver, include, path

from cms.accounts.views import demo_login
from cms.views import interest, leads, social_card
from cms.views.news_feed import news_feed
from cms.views.organisations import organisations
from cms.views.people import person
from cms.views.search import search
from cms.views.styleguide import styleguide

app_name = "cms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("bericht/<uuid:key>/", leads.send, name="send_lead"),
    path("bericht/<uuid:key>/verstuurd/", leads.sent, name="lead_sent"),
    path("op-de-hoogte/<str:key>/", interest.leave, name="leave_interest"),
    path("demo/inloggen/<slug:role>/", demo_login, name="demo_login"),
    path("postvak/", include("cms.mail.urls")),
    path("mensen/<uuid:public_id>/", person, name="person"),
    path("deelbeeld/<uuid:key>/<slug:digest>.jpg", social_card.show, name="social_card"),
    path("nieuws.atom", news_feed, name="news_feed"),
    path("zoeken/", search, name="search"),
    path("organisaties.json", organisations, name="organisations"),
    path("stijlgids/", styleguide, name="styleguide"),
]
