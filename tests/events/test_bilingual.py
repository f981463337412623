import pytest
from django.utils import translation

from events.bilingual import in_words_of_reader, marked


@pytest.mark.parametrize(
    ("language", "texts", "plain", "shown"),
    [
        ("nl", ("Macht & gezag", "Power & authority"), "Macht & gezag", "Macht & gezag"),
        ("en", ("Macht & gezag", "Power & authority"), "Power & authority", "Power & authority"),
        ("en", ("Macht & gezag", ""), "Macht & gezag", '<span lang="nl">Macht &amp; gezag</span>'),
        ("en", ("", ""), "", ""),
    ],
)
def test_english_for_who_reads_it_and_dutch_says_that_it_is(
    language: str, texts: tuple[str, str], plain: str, shown: str
) -> None:
    with translation.override(language):
        assert in_words_of_reader(*texts) == plain
        assert marked(*texts) == shown
