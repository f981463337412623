"""The picture beside a shared link: where it is, and what it shows. Its address changes with what it shows.

Working out the address costs no query. Drawing happens when somebody asks for the picture (views/social_card.py).
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cms.art import Point
from cms.card_raster import HEIGHT, WIDTH, CardText
from cms.models import AcademyImage, IntroMixin

DESIGN = 1  # raise it when card_raster draws differently: all cards get a new address


@dataclass(frozen=True)
class SocialCard:
    """`url` is without the host; `alt` says what the picture says."""

    url: str
    digest: str
    alt: str
    text: CardText
    picture: AcademyImage | None
    centre: Point = (0.5, 0.5)  # of the picture, in fractions of its size
    width: int = WIDTH
    height: int = HEIGHT


def social_card(page: Page, *, academy: str) -> SocialCard | None:
    """The card of a page; None for a type without lead and picture."""
    return _card(page, academy) if isinstance(page, IntroMixin) else None


def _card(page: Any, academy: str) -> SocialCard:
    language = page.locale.language_code
    with translation.override(language):
        text = CardText(page.title, page.card_kind, page.label, academy, page.slug)
        digest = _digest(text, page.image)
        url = reverse("cms:social_card", args=[page.translation_key, digest])
    alt = ". ".join(part for part in (text.label, text.kind, text.title) if part)
    return SocialCard(url, digest, alt, text, page.image, _centre(page.image))


def _digest(text: CardText, picture: AcademyImage | None) -> str:
    """A picture that is replaced gets a new file name."""
    parts = [str(DESIGN), text.title, text.kind, text.label, text.academy, text.seed]
    if picture:
        parts.append(f"{picture.file.name} {_centre(picture)}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _centre(picture: AcademyImage | None) -> Point:
    focus = picture.get_focal_point() if picture else None
    if picture is None or focus is None:
        return 0.5, 0.5
    across, down = focus.centroid
    return across / picture.width, down / picture.height
