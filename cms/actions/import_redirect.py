"""Lead the old address of an imported page to the page."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

_LONGEST = 255


def import_redirect(address: str, page: Page, site: Site) -> str:
    """Returns what is left to do about it, or nothing. Never changes a redirect that leads elsewhere."""
    parts = urlsplit(address)
    path = Redirect.normalise_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    if path in {"", "/"} or parts.path in {"", "/"}:
        return _("Het oude adres %(address)s is dat van de homepage en leidt dus niet door.") % {"address": address}
    if len(path) > _LONGEST:
        return _("Het oude adres is te lang om door te leiden: %(address)s.") % {"address": address}
    if page.get_url_parts() and path == Redirect.normalise_path(page.get_url_parts()[2]):
        return ""
    known = Redirect.objects.filter(old_path=path, site=site).first()
    if known is None:
        Redirect.objects.create(old_path=path, site=site, redirect_page=page)
    elif known.redirect_page_id != page.pk:
        return _("Het oude adres %(address)s leidt al naar iets anders.") % {"address": address}
    return ""
