"""Pages with a form for visitors."""

from types import SimpleNamespace

import pytest

from cms.models import CallPlace
from tests.cms.views.typed import TYPED, people, place
from tests.factories.cms import CallPageFactory, ContactPageFactory, ProgrammePageFactory, stream


@pytest.fixture
def contact(page_tree: SimpleNamespace) -> SimpleNamespace:
    return place(ContactPageFactory.create(parent=page_tree.home, title="Contact", slug="contact", contacts=people(2)))


@pytest.fixture
def programme(page_tree: SimpleNamespace) -> SimpleNamespace:
    return place(ProgrammePageFactory.create(parent=page_tree.programmes, title="Modern Gezag"))


@pytest.fixture
def call(page_tree: SimpleNamespace) -> SimpleNamespace:
    page = CallPageFactory.create(
        parent=page_tree.home, title="Samen onderzoeken", questions=stream([("question", "Wie doet er mee?")])
    )
    page.save_revision().publish()
    places = {each.kind: each for each in CallPlace.objects.all()}
    found = place(page)
    found.municipality, found.state = places["municipality"], places["central_government"]
    found.typed = TYPED | {"place": found.municipality.pk, "question-1": "Drie teams."}
    return found
