"""Notation and drawings for templates: `{% load vakwerk %}`.

The filters write `cms.notation` in the active language. They take a date, or an aware moment that is first brought to
Dutch time; nothing in, nothing out. Amounts never break between the sign and the figures.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import art, notation
from cms.components import Filter
from cms.queries.page_frame import PageFrame, page_frame
from cms.queries.page_meta import PageMeta, page_meta
from cms.seat_bar import SeatBar, seat_bar

register = template.Library()

Day = dt.date | dt.datetime | None
Moment = dt.time | dt.datetime | None


def _language() -> notation.Language:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def _date(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _time(value: dt.time | dt.datetime) -> dt.time:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).time() if timezone.is_aware(value) else value.time()
    return value


def _day_filter(name: str, write: Callable[[dt.date, notation.Language], str]) -> None:
    def written(value: Day) -> str:
        return write(_date(value), _language()) if value else ""

    register.filter(name, written)


_day_filter("day", notation.day)  # dinsdag 13 december 2026
_day_filter("day_of_year", notation.day_of_year)  # dinsdag 13 december
_day_filter("date_of", notation.date_of)  # 13 december 2026
_day_filter("short_day", notation.short_day)  # di 13 dec
_day_filter("month", notation.month)  # december 2026
_day_filter("weekday", notation.weekday)  # dinsdag
_day_filter("month_name", notation.month_name)  # december


@register.filter
def block(dates: Sequence[dt.date]) -> str:
    """23/24 september"""
    return notation.block([_date(date) for date in dates], _language()) if dates else ""


@register.filter
def days(dates: Sequence[dt.date]) -> str:
    """10/11 juni en 4 november 2027"""
    return notation.days([_date(date) for date in dates], _language())


@register.filter
def day_numbers(dates: Sequence[dt.date]) -> str:
    """10/11"""
    return notation.day_numbers([_date(date) for date in dates]) if dates else ""


@register.filter
def weekdays(dates: Sequence[dt.date]) -> str:
    """do en vr"""
    return notation.weekdays([_date(date) for date in dates], _language()) if dates else ""


@register.filter
def months(dates: Sequence[dt.date]) -> str:
    """juni"""
    return notation.months([_date(date) for date in dates], _language()) if dates else ""


@register.filter
def span(first: Day, last: Day) -> str:
    """`first|span:last`: 10 juni 2027 t/m 27 januari 2028"""
    return notation.span(_date(first), _date(last), _language()) if first and last else ""


@register.filter
def period(first: Day, last: Day) -> str:
    """`first|period:last`: juni 2027 t/m januari 2028"""
    return notation.period(_date(first), _date(last), _language()) if first and last else ""


@register.filter
def clock(value: Moment) -> str:
    """12.15 uur"""
    return "" if value is None else notation.clock(_time(value), _language())


@register.filter
def times(start: Moment, end: Moment) -> str:
    """`start|times:end`: 12.30 – 14.00 uur"""
    return "" if start is None or end is None else notation.times(_time(start), _time(end), _language())


@register.filter
def times_bare(start: Moment, end: Moment) -> str:
    """`start|times_bare:end`: 12.30 – 14.00"""
    return "" if start is None or end is None else notation.times_bare(_time(start), _time(end), _language())


@register.filter
def hours(duration: int | dt.timedelta | None) -> str:
    """Minutes or a timedelta: 2,5 uur"""
    if duration is None:
        return ""
    minutes = round(duration.total_seconds() / 60) if isinstance(duration, dt.timedelta) else duration
    return notation.hours(minutes, _language())


@register.filter
def half_days(count: int | None) -> str:
    """16 dagdelen"""
    return "" if count is None else notation.half_days(count, _language())


@register.filter
def day_count(count: int | None) -> str:
    """8 dagen"""
    return "" if count is None else notation.day_count(count, _language())


@register.filter
def number(value: int | None) -> str:
    """84.200"""
    return "" if value is None else notation.number(value, _language())


@register.filter
def euro(cents: int | None) -> str:
    """Cents in running text: € 1.550,-"""
    return "" if cents is None else _unbroken(notation.euro(cents, _language()))


@register.filter
def euro_table(cents: int | None) -> str:
    """Cents in a table: € 1.550,00"""
    return "" if cents is None else _unbroken(notation.euro_table(cents, _language()))


def _unbroken(amount: str) -> str:
    return amount.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def monogram(name: str) -> str:
    """The letters that stand where a photo is missing: the first of the first and of the last word that counts, so
    "drs. Kees Mulder" is KM."""
    words = [word for word in name.split(",")[0].split() if not word.endswith(".")]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def paired(columns: Sequence[object], cells: Sequence[object]) -> Iterator[tuple[object, object]]:
    """`columns|paired:row`: each cell of a table with its column."""
    return zip(columns, cells, strict=True)


@register.filter
def chosen_count(filters: Sequence[Filter]) -> int:
    """How many filters leave something out."""
    return sum(each.is_chosen for each in filters)


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers around a page of a list, with an ellipsis where they are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def seats(taken: int, minimum: int | None, maximum: int) -> SafeString:
    """How full it is, as components/seats.html draws it."""
    return _drawn_seats(taken, minimum, maximum, _language())


@lru_cache(maxsize=1_000)  # the same bars come back all day, and a bar is fifty nodes
def _drawn_seats(taken: int, minimum: int | None, maximum: int, _language: notation.Language) -> SafeString:
    return render_to_string("components/seats.html", {"taken": taken, "minimum": minimum, "maximum": maximum})


@register.simple_tag(name="seat_bar")
def seat_bar_tag(taken: int, minimum: int | None, maximum: int) -> SeatBar:
    """The bays of components/seats.html."""
    return seat_bar(taken, minimum, maximum)


_drawn_once = lru_cache(maxsize=500)  # a seed is always drawn the same


@register.simple_tag
@_drawn_once
def art_wall(seed: object) -> SafeString:
    """A wall of four by two bays: the picture of a card that has none."""
    return art.inline_svg(art.wall(str(seed)))


@register.simple_tag
@_drawn_once
def art_gable(seed: object) -> SafeString:
    """A wall of five by three bays: the picture of an article that has none."""
    return art.inline_svg(art.wall(str(seed), columns=5, rows=3))


@register.simple_tag
@_drawn_once
def art_house(seed: object) -> SafeString:
    """The house on the sill under a title."""
    return art.inline_svg(art.house(str(seed)), "art house")


@register.simple_tag
@_drawn_once
def art_frieze(seed: object) -> SafeString:
    """One braced beam on the sill under the title of a list."""
    return art.inline_svg(art.frieze(str(seed)), "art house")


@register.simple_tag
def art_small_house() -> SafeString:
    """The house of an empty state."""
    return art.inline_svg(art.small_house())


@register.simple_block_tag
def title(content: SafeString, **facts: object) -> SafeString:
    """The storey with the title of a page: `facts` as components/title.html names them, and what stands under the lead."""
    return render_to_string("components/title.html", {"below": content, **facts})


@register.simple_tag(name="page_frame", takes_context=True)
def page_frame_tag(context: Context) -> PageFrame | None:
    """What stands around every page; None where no request is known (error 500) or it names a foreign host (error 400)."""
    request: Any = context.get("request")
    if request is None:
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    return page_frame(request, page=context.get("page"), breadcrumbs=context.get("breadcrumbs") or ())


@register.simple_tag(name="page_meta", takes_context=True)
def page_meta_tag(context: Context, frame: PageFrame | None) -> PageMeta | None:
    """What machines read of the page; None on a screen that is no page of the site."""
    page = context.get("page")
    return page_meta(page, context["request"], frame) if page and frame else None
