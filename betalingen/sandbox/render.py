"""Fills the page templates: plain `$name` slots, everything escaped unless it is `Markup`."""

from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from betalingen.sandbox.messages import Response
from betalingen.sandbox.texts import Texts

_FOLDER = Path(__file__).parent / "templates"
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Markup(str):
    """HTML that is already safe."""

    __slots__ = ()


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / name).read_text(encoding="utf-8"))


def fill(template: str, /, **slots: str | int) -> Markup:
    """The template with its slots filled; a slot without a value raises KeyError."""
    safe = {key: value if isinstance(value, Markup) else escape(str(value)) for key, value in slots.items()}
    return Markup(_template(template).substitute(safe))


def join(parts: list[Markup]) -> Markup:
    return Markup("\n".join(parts))


def page(texts: Texts, *, title: str, site: str, content: Markup, status: int = 200) -> Response:
    html = fill(
        "page.html",
        lang=texts.lang,
        title=title,
        site=site,
        skip=texts.skip,
        tagline=texts.tagline,
        demo=texts.demo,
        demo_more=texts.demo_more,
        content=content,
    )
    return Response(status=status, body=html.encode(), headers=_PAGE_HEADERS)


@cache
def stylesheet() -> Response:
    body = (_FOLDER / "sandbox.css").read_bytes()
    return Response(body=body, headers={"Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=300"})


def money(cents: int, currency: str, texts: Texts) -> str:
    """`€ 1.550,00` in Dutch, `€1,550.00` in English."""
    sign = "-" if cents < 0 else ""
    symbol = {"eur": "€", "usd": "$"}.get(currency, currency.upper())
    amount = f"{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
    if texts.lang == "nl":
        return f"{sign}{symbol}\N{NO-BREAK SPACE}{amount.translate(str.maketrans(',.', '.,'))}"
    return f"{sign}{symbol}{amount}"


def clock_time(seconds: int) -> str:
    """`14.05` for people in the Netherlands."""
    return datetime.fromtimestamp(seconds, _AMSTERDAM).strftime("%H.%M")


def moment(seconds: int, texts: Texts, *, now: int) -> str:
    """`14.05 uur` today and `23 november om 14.05 uur` on another day."""
    then, today = datetime.fromtimestamp(seconds, _AMSTERDAM), datetime.fromtimestamp(now, _AMSTERDAM).date()
    time = texts.time_of_day.format(time=clock_time(seconds))
    if then.date() == today:
        return time
    return texts.other_day.format(day=then.day, month=texts.months[then.month - 1], time=time)
