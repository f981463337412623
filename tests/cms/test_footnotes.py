"""References in a text to its notes."""

import pytest

from cms.footnotes import link_references

FIRST = '<sup><a href="#noot-1" id="verwijzing-1" aria-label="Noot 1">1</a></sup>'
AGAIN = '<sup><a href="#noot-1" aria-label="Noot 1">1</a></sup>'


def test_the_first_reference_alone_gets_an_anchor() -> None:
    seen: set[int] = set()

    assert (
        link_references("<p>Zo is het.[1] Heus.[1]</p>", count=1, seen=seen) == f"<p>Zo is het.{FIRST} Heus.{AGAIN}</p>"
    )
    assert link_references("<p>Ook hier.[1]</p>", count=1, seen=seen) == f"<p>Ook hier.{AGAIN}</p>"
    assert seen == {1}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Artikel [3] en [0].</p>",
        "<p>Zie [de wet].</p>",
        '<p><a href="/boek/">het boek [1]</a></p>',
        '<img alt="[1]">',
    ],
)
def test_other_brackets_stay_as_they_are(html: str) -> None:
    seen: set[int] = set()

    assert link_references(html, count=2, seen=seen) == html
    assert seen == set()


def test_after_a_link_references_work_again() -> None:
    html = link_references('<a href="/x/">[1]</a>[1]', count=1, seen=set())

    assert html == f'<a href="/x/">[1]</a>{FIRST}'


def test_without_notes_nothing_is_a_reference() -> None:
    assert link_references("<p>Zie [1].</p>", count=0, seen=set()) == "<p>Zie [1].</p>"
