import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation

# half past eleven in the evening of 14 December in UTC is already the 15th in the Netherlands
LATE = dt.datetime(2026, 12, 14, 23, 30, tzinfo=dt.UTC)
START = dt.datetime(2026, 12, 15, 12, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
END = dt.datetime(2026, 12, 15, 13, 0, tzinfo=dt.UTC)
DAYS = [dt.date(2027, 6, 10), dt.date(2027, 6, 11)]


def rendered(expression: str, language: str = "nl", **context: Any) -> str:
    with translation.override(language):
        return Template("{% load vakwerk %}" + expression).render(Context(context))


@pytest.mark.parametrize(
    ("expression", "value", "dutch", "english"),
    [
        ("{{ value|day }}", LATE, "dinsdag 15 december 2026", "Tuesday 15 December 2026"),
        ("{{ value|day }}", dt.date(2026, 12, 15), "dinsdag 15 december 2026", "Tuesday 15 December 2026"),
        ("{{ value|day }}", None, "", ""),
        ("{{ value|day_of_year }}", LATE, "dinsdag 15 december", "Tuesday 15 December"),
        ("{{ value|date_of }}", LATE, "15 december 2026", "15 December 2026"),
        ("{{ value|short_day }}", LATE, "di 15 dec", "Tue 15 Dec"),
        ("{{ value|month }}", LATE, "december 2026", "December 2026"),
        ("{{ value|weekday }}", LATE, "dinsdag", "Tuesday"),
        ("{{ value|month_name }}", LATE, "december", "December"),
        ("{{ value|clock }}", START, "12.30 uur", "12:30"),
        ("{{ value|clock }}", dt.time(0, 0), "0.00 uur", "0:00"),
        ("{{ value|clock }}", None, "", ""),
        ("{{ value|block }}", DAYS, "10/11 juni", "10/11 June"),
        ("{{ value|days }}", DAYS, "10/11 juni 2027", "10/11 June 2027"),
        ("{{ value|days }}", [], "", ""),
        ("{{ value|day_numbers }}", DAYS, "10/11", "10/11"),
        ("{{ value|weekdays }}", DAYS, "do en vr", "Thu and Fri"),
        ("{{ value|months }}", DAYS, "juni", "June"),
        ("{{ value|hours }}", 150, "2,5 uur", "2.5 hours"),
        ("{{ value|hours }}", dt.timedelta(hours=2, minutes=30), "2,5 uur", "2.5 hours"),
        ("{{ value|hours }}", None, "", ""),
        ("{{ value|half_days }}", 16, "16 dagdelen", "16 half-days"),
        ("{{ value|day_count }}", 8, "8 dagen", "8 days"),
        ("{{ value|number }}", 84200, "84.200", "84,200"),
        ("{{ value|euro }}", 155_000, "€\xa01.550,-", "€\xa01,550.00"),
        ("{{ value|euro }}", 0, "€\xa00,-", "€\xa00.00"),
        ("{{ value|euro }}", None, "", ""),
        ("{{ value|euro_table }}", -155_000, "−\xa0€\xa01.550,00", "−\xa0€\xa01,550.00"),
    ],
)
def test_filters(expression: str, value: Any, dutch: str, english: str) -> None:
    assert rendered(expression, "nl", value=value) == dutch
    assert rendered(expression, "en", value=value) == english


@pytest.mark.parametrize(
    ("expression", "dutch"),
    [
        ("{{ start|times:end }}", "12.30 – 14.00 uur"),
        ("{{ start|times_bare:end }}", "12.30 – 14.00"),
        ("{{ start|times:nothing }}", ""),
        ("{{ days.0|span:start }}", "10 juni 2027 t/m 15 december 2026"),
        ("{{ days.0|period:days.1 }}", "juni 2027"),
        ("{{ nothing|period:days.1 }}", ""),
    ],
)
def test_filters_of_two(expression: str, dutch: str) -> None:
    assert rendered(expression, start=START, end=END, days=DAYS, nothing=None) == dutch


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Bakker", "AB"),
        ("drs. Kees Mulder", "KM"),
        ("Els van den Berg, MSc", "EB"),
        ("prof. dr. Marijn Smit", "MS"),
        ("Rembrandt", "R"),
        ("", ""),
    ],
)
def test_a_monogram_has_the_letters_that_count(name: str, letters: str) -> None:
    assert rendered("{{ name|monogram }}", name=name) == letters


def test_page_numbers_leave_out_what_is_far() -> None:
    page = Paginator(range(200), 10).get_page(10)
    assert rendered("{% for n in page|page_numbers %}{{ n }} {% endfor %}", page=page) == "1 … 9 10 11 … 20 "


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        rendered("{% for c, v in columns|paired:cells %}{% endfor %}", columns=["a"], cells=["1", "2"])


@pytest.mark.parametrize(
    ("tag", "start"),
    [
        ("{% art_wall 7 %}", '<svg class="art" viewBox="0 0 320 160"'),
        ("{% art_gable 7 %}", '<svg class="art" viewBox="0 0 400 240"'),
        ("{% art_house 7 %}", '<svg class="art house" viewBox="0 0 240 260"'),
        ("{% art_frieze 7 %}", '<svg class="art house" viewBox="0 0 400 80"'),
        ("{% art_small_house %}", '<svg class="art" viewBox="0 0 160 227"'),
    ],
)
def test_drawings(tag: str, start: str) -> None:
    assert rendered(tag).startswith(start)


def test_without_a_request_there_is_no_frame() -> None:
    assert rendered("{% page_frame as frame %}{{ frame }}") == "None"
