from types import SimpleNamespace

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import User
from events.models import Edition, WebinarPage
from tests.factories.events import RegistrationFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db

START = local(2035, 12, 13, 12, 30)


def mistakes(page: WebinarPage, user: User, **changes: str) -> dict[str, list[str]]:
    typed = {
        "title": page.title,
        "slug": page.slug,
        "lead": "",
        "starts_at": "2035-12-13 12:30",
        "ends_at": "2035-12-13 14:00",
        "walk_in_at": "2035-12-13 12:15",
        "closes_at": "",
        "medium": "Webex",
        "capacity": "100",
        "meeting_url": "",
        "audience_text": "",
        "body": streamfield([]),
        "speakers": streamfield([]),
        "hosts": streamfield([]),
        "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "0"},
        **changes,
    }
    form_class = WebinarPage.get_edit_handler().get_form_class()
    form = form_class(nested_form_data(typed), instance=page, for_user=user)
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def test_the_form_says_beside_the_field_what_cannot_be(page_tree: SimpleNamespace, administrator: User) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, starts_at=START)
    page.save_revision().publish()
    for _number in range(2):
        RegistrationFactory.create(booking__edition=Edition.objects.get())

    assert mistakes(page, administrator) == {}
    assert mistakes(page, administrator, capacity="2") == {}
    assert mistakes(page, administrator, capacity="1") == {
        "capacity": ["Er zijn al 2 plaatsen bezet of toegezegd; minder kan niet."]
    }
    assert mistakes(page, administrator, ends_at="2035-12-13 12:30") == {
        "ends_at": ["De eindtijd ligt voor de begintijd."]
    }
    assert mistakes(page, administrator, walk_in_at="2035-12-13 12:45") == {
        "walk_in_at": ["De inloop begint na de begintijd."]
    }
    assert mistakes(page, administrator, closes_at="2035-12-13 12:31") == {
        "closes_at": ["Aanmelden kan hooguit tot het begin."]
    }


def test_the_form_offers_the_meeting_providers_that_are_on(page_tree: SimpleNamespace, administrator: User) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, starts_at=START)

    assert mistakes(page, administrator, meeting_provider="link") == {}
    (told,) = mistakes(page, administrator, meeting_provider="elsewhere")["meeting_provider"]
    assert "elsewhere" in told
