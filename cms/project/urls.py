"""All addresses of the site. The site's own pages come last: Wagtail answers what nothing else does."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.views.robots import robots
from cms.views.sitemap import sitemap

urlpatterns = [
    # Wagtail's own password doors stay shut: one way in, with a second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    *i18n_patterns(
        path("account/", include("cms.accounts.urls")),
        path("", include("events.urls")),
        path("", include("betalingen.urls")),
        path("", include("cms.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

if settings.SERVE_MEDIA:
    # Documents have an address of their own, which knows for whom they are.
    media = re_path(r"^media/(?!documents/)(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})
    urlpatterns.insert(0, media)
