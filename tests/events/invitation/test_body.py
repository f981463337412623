"""Plain text as the blocks of a page."""

import pytest

from events.invitation import Link, as_blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Een zin.\n\nNog een zin.", [("text", "<p>Een zin.</p><p>Nog een zin.</p>")]),
        ("Aanmelden\nDeelname is kosteloos.", [("heading", "Aanmelden"), ("text", "<p>Deelname is kosteloos.</p>")]),
        (
            "We bespreken:\n• macht\n• gezag\nTot dan!",
            [("text", "<p>We bespreken:</p><ul><li>macht</li><li>gezag</li></ul><p>Tot dan!</p>")],
        ),
        (
            "Kijk op https://a.example/x?y=1&z=2.",
            [("text", '<p>Kijk op <a href="https://a.example/x?y=1&amp;z=2">https://a.example/x?y=1&amp;z=2</a>.</p>')],
        ),
        ("<script>alert(1)</script> & meer.", [("text", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; meer.</p>")]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert as_blocks(text) == expected


def test_links_become_a_list() -> None:
    assert as_blocks("Een zin.", [Link("Het programma", "https://a.example/")]) == [
        ("text", "<p>Een zin.</p>"),
        ("text", '<ul><li><a href="https://a.example/">Het programma</a></li></ul>'),
    ]
