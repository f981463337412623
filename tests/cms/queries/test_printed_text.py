"""What of a running text can be read without the site."""

from cms.models import ProgrammePage
from cms.queries.printed_text import PrintedPart, printed_text
from tests.factories.cms import stream


def test_words_in_order_without_what_needs_the_site() -> None:
    page = ProgrammePage(
        body=stream(
            [
                ("heading", "Wat u doet"),
                (
                    "text",
                    '<p>Lees <a href="https://example.org">meer</a> [1].</p><p></p><ul><li><p>Een</p></li><li>Twee</li></ul>',
                ),
                ("text", "<h3>Hoe</h3><ol><li>Eerst</li></ol>"),
                ("download", {"document": None, "title": "Flyer"}),
                ("quote", {"text": "Zo.", "speaker": "Kees", "function": "begeleider"}),
                ("themes", {"themes": [{"title": "Macht", "text": "Wat is het?"}, {"title": "Gezag", "text": ""}]}),
                ("key_figures", {"figures": [{"figure": "60", "text": "deelnemers", "source": "lijst"}]}),
            ]
        )
    )

    assert printed_text(page.body) == [
        PrintedPart("heading", ("Wat u doet",)),
        PrintedPart("text", ("Lees meer.",)),
        PrintedPart("bullets", ("Een", "Twee")),
        PrintedPart("subheading", ("Hoe",)),
        PrintedPart("numbers", ("Eerst",)),
        PrintedPart("quote", ("Zo.", "Kees, begeleider")),
        PrintedPart("numbers", ("Macht: Wat is het?", "Gezag")),
        PrintedPart("bullets", ("60: deelnemers",)),
    ]
