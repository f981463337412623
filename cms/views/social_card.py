"""Hands out the picture of a page for shared links; draws it the first time anybody asks and keeps it with the uploads."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from PIL import Image
from wagtail.models import Site

from cms.card_raster import draw_card
from cms.models import AcademyImage, AcademySettings
from cms.queries.social_cards import SocialCard, page_of_card, social_card

FOLDER = "deelbeelden"
YEAR = 365 * 24 * 60 * 60


@require_safe
def show(request: HttpRequest, key: UUID, digest: str) -> HttpResponse:
    """The card as it is now; an older address leads to it."""
    site = Site.find_for_request(request)
    page = page_of_card(key, get_language() or "")
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
    """From the folder of this page, which holds one card: what was drawn before for it goes."""
    name = f"{card.digest}.jpg"
    path = f"{folder}/{name}"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return bytes(kept.read())
    drawn = draw_card(card.text, _opened(card.picture), card.centre)
    for older in _files(folder):
        default_storage.delete(f"{folder}/{older}")
    default_storage.save(path, ContentFile(drawn))
    return drawn


def _files(folder: str) -> list[str]:
    try:
        return list(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []


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
