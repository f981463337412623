"""What a kind of mail is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from events.calendar import Method

Text = str | Promise

LINK = "persoonlijke_link"

# In every mail about a registration.
COMMON: Mapping[str, Text] = {
    "naam": gettext_lazy("de naam van de deelnemer"),
    "titel": gettext_lazy("de titel van het programma of webinar"),
    "wanneer": gettext_lazy("de datum of data, en de tijd"),
    "waar": gettext_lazy("de plaats of het medium"),
    "nummer": gettext_lazy("het nummer van de inschrijving"),
    "organisatie": gettext_lazy("waar de deelnemer werkt"),
    LINK: gettext_lazy("het adres van de eigen pagina van de deelnemer"),
}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One kind of mail. `subject` and `body` are what it says until an editor writes something else.

    `required` placeholders carry what a colleague or a step says to these people: a text must hold them. A mail with a
    `method` takes the calendar item along. `closing` stands below the facts and is not the editor's. With an `action` the button has these
    words, and leads to a page of its own instead of to the personal page.
    """

    label: Text
    when: Text
    heading: Text
    subject: Text
    body: Text
    common: Mapping[str, Text] = field(default_factory=lambda: COMMON)
    own: Mapping[str, Text] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    method: Method | None = None
    closing: Text = ""
    has_link: bool = True
    action: Text = ""

    @property
    def placeholders(self) -> Mapping[str, Text]:
        """What may stand between braces, with its meaning."""
        return {**self.common, **self.own}
