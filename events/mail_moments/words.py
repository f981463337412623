"""What an editor writes: checked while it is written, and filled in when it is sent.

A text is plain: paragraphs with blank lines between them, and placeholders such as {naam}.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.html import escape, format_html, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.mail_moments.moment import LINK, Text

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


class WrongText(Exception):
    """A text with a placeholder that does not exist, or without one it needs; `reason` says it to who wrote it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class MailWords:
    """Subject and body, with placeholders."""

    subject: str
    body: str


def check_words(words: MailWords, known: Mapping[str, Text], required: frozenset[str] = frozenset()) -> dict[str, str]:
    """What is wrong with subject and body, by the name of the field; empty when nothing is."""
    mistakes = {}
    for name, text in (("subject", words.subject), ("body", words.body)):
        try:
            _check(text, known)
        except WrongText as mistake:
            mistakes[name] = mistake.reason
    missing = sorted(required - set(PLACEHOLDER.findall(words.body)))
    if missing and "body" not in mistakes:
        told = _("{%(name)s} moet in de tekst staan: anders lezen deelnemers niet %(meaning)s.")
        mistakes["body"] = told % {"name": missing[0], "meaning": known[missing[0]]}
    return mistakes


def _check(text: str, known: Mapping[str, Text]) -> None:
    for name in PLACEHOLDER.findall(text):
        if name in known:
            continue
        near = get_close_matches(name.strip().lower(), known, n=1, cutoff=0.5)
        told = _("{%(name)s} bestaat niet. Bedoelt u {%(near)s}?") if near else _("{%(name)s} bestaat niet.")
        raise WrongText(told % {"name": name, "near": near[0] if near else ""})
    if set(PLACEHOLDER.sub("", text)) & {"{", "}"}:
        raise WrongText(_("Er staat een accolade te veel. Een invulveld ziet eruit als {naam}."))


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in, as plain text. One that is not known (any more) stays as it was typed."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def filled_in_html(text: str, values: Mapping[str, str]) -> SafeString:
    """The same as HTML. Addresses in the text become links; those in a value do not, as visitors type names themselves."""
    html = PLACEHOLDER.sub(
        lambda found: _value(found[1], values.get(found[1], found[0])), urlize(text, autoescape=True)
    )
    return mark_safe(linebreaks(html))  # noqa: S308  # urlize and _value escaped each piece of it


def _value(name: str, value: str) -> str:
    return format_html('<a href="{0}">{0}</a>', value) if name == LINK else escape(value)
