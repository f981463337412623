"""What people write on a transfer. The generators write our numbers as people do, and things that are no number of ours."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from betalingen.bank_references import mentioned
from betalingen.documents.references import rf_reference
from betalingen.numbering import written

NUMBERS = st.builds(written, st.sampled_from(["FA", "OR"]), st.integers(2020, 2099), st.integers(1, 99_999))
WORDS = st.lists(st.sampled_from(["factuur", "kenmerk", "bedankt", "deelnemers", "leergang", "p.o."]), max_size=3)


def parts(number: str) -> tuple[str, str, str]:
    series, year, digits = number.split("-")
    return series, year, digits


@given(NUMBERS, WORDS, WORDS)
def test_a_whole_reference_is_exact(number: str, before: list[str], after: list[str]) -> None:
    reference = rf_reference(number)
    in_fours = " ".join(re.findall(".{1,4}", reference))

    assert mentioned("", " ".join([*before, reference, *after])).exact == {number}
    assert mentioned(in_fours, "").exact == {number}
    assert mentioned(reference.lower(), " ".join(after)).exact == {number}


@given(NUMBERS, st.integers(0, 96))
def test_wrong_check_digits_are_never_exact(number: str, check: int) -> None:
    reference = rf_reference(number)
    wrong = f"RF{check:02}{reference[4:]}"

    assert mentioned(wrong, wrong).exact == ({number} if wrong == reference else set())


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_never_exact(number: str, data: st.DataObject) -> None:
    reference = rf_reference(number)
    place = data.draw(st.integers(8, len(reference) - 1))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != reference[place]]))
    wrong = reference[:place] + digit + reference[place + 1 :]

    assert not mentioned(wrong, wrong).exact


@given(NUMBERS, st.sampled_from(["", " ", "-", ".", "/", " - "]), st.sampled_from(["0", ""]), WORDS, WORDS)
@example("FA-2026-0418", "", "0", [], ["2", "deelnemers"])
def test_carelessly_written_is_likely(
    number: str, between: str, zeros: str, before: list[str], after: list[str]
) -> None:
    series, year, digits = parts(number)
    shown = digits if zeros else digits.lstrip("0")
    text = " ".join([*before, between.join([series.lower(), year, shown]), *after])

    found = mentioned("", text)

    assert number in found.likely
    assert not found.exact


@given(NUMBERS, WORDS)
def test_a_reference_without_zeros_or_with_spaces_in_a_text_is_likely(number: str, after: list[str]) -> None:
    reference = rf_reference(number)
    series, year, digits = parts(number)
    short = f"{reference[:4]}{series}{year}{digits.lstrip('0')}"

    for text in (" ".join(re.findall(".{1,4}", reference)), short, reference.lower()):
        found = mentioned("", " ".join([text, *after]))
        assert number in found.exact | found.likely


def test_a_date_is_perhaps_and_no_more() -> None:
    found = mentioned("", "betaling van 2026-11 voor de leergang")

    assert (found.exact, found.likely) == (frozenset(), frozenset())
    assert found.perhaps == {"FA-2026-0011", "OR-2026-0011"}


@given(st.text(max_size=140))
def test_any_text_can_be_read(text: str) -> None:
    mentioned(text, text)
