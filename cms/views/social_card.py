"""Hands out the picture of a page for shared links; draws it the first time anybody asks and keeps it with the uploads."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from PIL import Image
from wagtail.models import Site

from cms.card_raster import draw_card
from cms.kept_files import kept_file
from cms.models import AcademyImage, AcademySettings
from cms.queries.pages import public_page
from cms.queries.social_cards import SocialCard, social_card

FOLDER = "deelbeelden"
YEAR = 365 * 24 * 60 * 60


@require_safe
def show(request: HttpRequest, key: UUID, digest: str) -> HttpResponse:
    """The card as it is now; an older address leads to it."""
    site = Site.find_for_request(request)
    page = public_page(key, get_language() or "")
    card = social_card(page, academy=AcademySettings.for_site(site).texts.name) if page and site else None
    if card is None:
        raise Http404
    if card.digest != digest:
        moved = redirect(card.url)
        add_never_cache_headers(moved)
        return moved
    response = HttpResponse(_stored(f"{FOLDER}/{get_language()}/{key}", card), content_type="image/jpeg")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


def _stored(folder: str, card: SocialCard) -> bytes:
    def draw() -> bytes:
        return draw_card(card.text, _opened(card.picture), card.centre)

    return kept_file(folder, f"{card.digest}.jpg", draw)


def _opened(picture: AcademyImage | None) -> Image.Image | None:
    """Its pixels; None when the file is gone or is no picture of pixels."""
    if picture is None:
        return None
    try:
        with picture.file.open("rb") as file, Image.open(file) as opened:
            opened.load()
            return opened.convert("RGB")
    except OSError:
        return None
