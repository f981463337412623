"""What is said of pictures before they are on a page."""

from types import SimpleNamespace

import pytest

from cms.prose import Finding, Kind
from cms.queries.page_checks import checked
from tests.factories.cms import AcademyImageFactory, NewsPageFactory, stream

pytestmark = pytest.mark.django_db

TOLD = (
    "Bij “Oefening” staat niet dat wie herkenbaar in beeld is toestemming gaf. Vink het aan bij de afbeelding, ook als er niemand"
    " op staat."
)


def test_a_picture_of_people_who_were_not_asked(page_tree: SimpleNamespace) -> None:
    unasked = AcademyImageFactory.create(title="Oefening", portrait_consent=False)
    asked = AcademyImageFactory.create()
    blocks = [
        ("figure", {"image": {"image": shown.pk, "alt_text": "Een oefening", "decorative": False}, "caption": ""})
        for shown in (asked, unasked)
    ]
    page = NewsPageFactory.create(parent=page_tree.news, image=unasked, body=stream(blocks))

    [found] = checked([page])

    told = [(finding.where, finding.sentence) for finding in found.findings if finding.kind is Kind.PORTRAIT]
    assert told == [("Afbeelding", TOLD), ("Tekst, blok 2", TOLD)]
    assert not Finding(Kind.PORTRAIT, TOLD).is_contradiction

    unasked.portrait_consent = True
    unasked.save()
    [found] = checked([page])
    assert not [finding for finding in found.findings if finding.kind is Kind.PORTRAIT]
