import pytest

from cms.seat_bar import seat_bar

LETTERS = {"in": "#", "need": "o", "": "."}


def drawn(taken: int, minimum: int | None, maximum: int) -> str:
    """`#` taken, `o` still needed, `.` open, `|` behind the bay of the minimum."""
    return "".join(LETTERS[bay.filling] + "|" * bay.is_minimum for bay in seat_bar(taken, minimum, maximum).bays)


@pytest.mark.parametrize(
    ("taken", "minimum", "maximum", "bar"),
    [
        (6, 8, 12, "######oo|...."),
        (9, 8, 12, "########|#..."),
        (12, 8, 12, "########|####"),
        (13, 8, 12, "########|####"),
        (0, 8, 12, "oooooooo|...."),
        (3, None, 5, "###.."),
        (3, 0, 5, "###.."),
        (16, 16, 16, "################|"),
    ],
)
def test_one_bay_a_place(taken: int, minimum: int | None, maximum: int, bar: str) -> None:
    assert drawn(taken, minimum, maximum) == bar


@pytest.mark.parametrize(
    ("taken", "minimum", "maximum", "bar"),
    [
        (0, None, 500, "............"),
        (1, None, 500, "#..........."),
        (250, None, 500, "######......"),
        (499, None, 500, "###########."),
        (500, None, 500, "############"),
        (39, 40, 120, "###o|........"),
        (40, 40, 120, "####|........"),
        (1, 2, 120, "o|..........."),
        (2, 2, 120, "#|..........."),
    ],
)
def test_many_places_in_proportion(taken: int, minimum: int | None, maximum: int, bar: str) -> None:
    assert drawn(taken, minimum, maximum) == bar


@pytest.mark.parametrize(
    ("minimum", "maximum", "label"),
    [(8, 12, "under"), (9, 12, "tight"), (12, 12, "tight"), (4, 12, "low"), (5, 12, "under"), (None, 12, "")],
)
def test_where_the_word_minimum_finds_room(minimum: int | None, maximum: int, label: str) -> None:
    assert seat_bar(0, minimum, maximum).label == label


def test_the_last_bay_carries_the_maximum() -> None:
    assert [bay.is_last for bay in seat_bar(0, None, 3).bays] == [False, False, True]
