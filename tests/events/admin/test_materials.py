"""Adding, changing and taking away what participants get to read."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from events.models import Edition, Material, Session
from tests.factories.cms import ContentPageFactory, DocumentFactory, stream
from tests.factories.events import EditionFactory, MaterialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory.create(sessions=2)
    return made


def add(client: Client, day: Session, **changes: Any) -> Any:
    data = {"session": day.pk, "title": "Casus", "document": "", "url": "", "release": "at_once", "days": "0"}
    return client.post(reverse("editions:add_material", args=[day.edition_id]), data | changes)


def of(material: Material, name: str) -> str:
    return reverse(f"editions:{name}_material", args=[material.pk])


def said(edition: Edition) -> list[str]:
    lines = ModelLogEntry.objects.for_instance(edition).filter(action__startswith="events.material").order_by("pk")
    return [line.formatter.format_message(line) for line in lines]


def test_a_document_is_added_changed_and_taken_away(manager: Client, edition: Edition) -> None:
    first, second = edition.sessions.order_by("starts_at")
    document = DocumentFactory.create()
    screen = reverse("editions:inspect", args=[edition.pk])
    assert add(manager, first, document=document.pk).headers["Location"] == screen
    material = Material.objects.get()
    assert (material.session, material.document, material.released_at) == (first, document, None)

    assert f'value="{document.pk}"' in manager.get(of(material, "change")).content.decode()
    changed = {"session": second.pk, "title": "Casus 2", "document": document.pk, "release": "before", "days": "7"}
    manager.post(of(material, "change"), changed)
    material = Material.objects.get()
    assert (material.session, material.title, material.release, material.days) == (second, "Casus 2", "before", 7)
    assert "Casus 2" in manager.get(screen).content.decode()

    manager.post(of(material, "remove"))
    assert not Material.objects.exists()
    document.refresh_from_db()
    assert said(edition) == [
        "Materiaal toegevoegd: Casus",
        "Materiaal gewijzigd: Casus 2",
        "Materiaal weggehaald: Casus 2",
    ]


def test_a_link_is_enough(manager: Client, edition: Edition) -> None:
    add(manager, edition.sessions.all()[0], url="https://example.org/lezen", release="after", days="")
    material = Material.objects.get()
    assert (material.url, material.document, material.release, material.days) == (
        "https://example.org/lezen",
        None,
        "after",
        0,
    )


@pytest.mark.parametrize(
    ("changes", "field", "mistake"),
    [
        ({}, "document", "Kies een document, of vul hieronder een adres in."),
        (
            {"url": "https://example.org/", "document": "own"},
            "url",
            "Kies een document of vul een adres in, niet allebei.",
        ),
        ({"url": "javascript:alert(1)"}, "url", "Voer een geldige URL in."),
        ({"url": "https://example.org/", "title": ""}, "title", "Dit is een verplicht veld."),
        ({"url": "https://example.org/", "days": "366"}, "days", "365"),
        ({"url": "https://example.org/", "session": "0"}, "session", "geldige keuze"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    changes: dict[str, Any], field: str, mistake: str, manager: Client, edition: Edition
) -> None:
    if "document" in changes:
        changes = changes | {"document": DocumentFactory.create().pk}
    response = add(manager, edition.sessions.all()[0], **{"title": "Wat ik typte", **changes})
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert mistake in errors[field][0]
    assert changes.get("title", "Wat ik typte") in response.content.decode()
    assert not Material.objects.exists()


def test_a_day_of_another_edition_cannot_be_chosen(manager: Client, edition: Edition) -> None:
    foreign = EditionFactory.create().sessions.get()
    data = {"session": foreign.pk, "title": "Casus", "url": "https://example.org/", "release": "at_once"}
    manager.post(reverse("editions:add_material", args=[edition.pk]), data)
    assert not Material.objects.exists()


def test_a_document_that_stands_on_a_page_is_for_everybody_and_refused(
    manager: Client, edition: Edition, page_tree: SimpleNamespace
) -> None:
    document = DocumentFactory.create()
    link = f'<p><a linktype="document" id="{document.pk}">het verslag</a></p>'
    page = ContentPageFactory.create(parent=page_tree.home, body=stream([("text", link)]))
    ReferenceIndex.create_or_update_for_object(page)  # as the worker does
    html = add(manager, edition.sessions.all()[0], document=document.pk).content.decode()
    assert "Dit document staat ook op een pagina en is dus voor iedereen." in html
    assert not Material.objects.exists()


def test_a_document_may_be_material_twice(manager: Client, edition: Edition) -> None:
    document = DocumentFactory.create()
    for session in edition.sessions.all():
        add(manager, session, document=document.pk)
    assert Material.objects.count() == 2


def test_the_screen_costs_as_many_queries_with_one_as_with_thirty(
    manager: Client, edition: Edition, django_assert_num_queries: Any
) -> None:
    session = edition.sessions.all()[0]
    MaterialFactory.create(session=session)
    screen = reverse("editions:inspect", args=[edition.pk])
    manager.get(screen)
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(screen)
    MaterialFactory.create_batch(29, session=session)
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(screen)


SCREEN_QUERIES = 31
