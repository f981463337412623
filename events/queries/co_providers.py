"""Organisations that offer something with us and receive data of participants, and what they read of an edition."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.api import Fact, Organisation, ProgrammePage
from events.models import Edition, ListReader, Registration, WebinarPage
from events.queries.attendance import expected_people
from events.queries.editions import card_of
from events.queries.wording import when_and_where

READ_FOR: Final = dt.timedelta(days=28)  # after the last session: to evaluate together


@dataclass(frozen=True)
class CoProvider:
    """An organisation on a page that receives data; `receives` says which, in the language of the page."""

    organisation: Organisation
    receives: str

    @property
    def told(self) -> str:
        """For whoever signs up."""
        return _("%(organisation)s ontvangt %(what)s.") % {"organisation": self.organisation, "what": self.receives}


@dataclass(frozen=True)
class ParticipantList:
    """What a reader sees: people with a definite place; their addresses only when a colleague chose so."""

    reader: ListReader
    title: str
    facts: Sequence[Fact]
    people: Sequence[Registration]


def co_providers(page: Page) -> list[CoProvider]:
    """In the order of the page, which is a specific one; at most one query."""
    match page:
        case WebinarPage():
            blocks: Any = page.hosts
        case ProgrammePage():
            blocks = page.partners
        case _:
            return []
    values = [block.value for block in blocks]
    return [
        CoProvider(value["organisation"], value["receives"])
        for value in values
        if value["organisation"] and value["receives"]
    ]


def participant_list(public_id: UUID, emails: Collection[str]) -> ParticipantList | None:
    """For somebody who proved that these addresses are theirs; None when they may not read it (any more)."""
    readers = ListReader.objects.annotate(address=Lower("email")).filter(
        edition__public_id=public_id, address__in=[email.lower() for email in emails]
    )
    related = [f"edition__{name}" for name in ("offering__locale", "vat_rule", "subsidy_scheme__funder")]
    reader = readers.select_related("organisation", *related).first()
    if reader is None or not holds(reader):
        return None
    edition: Edition = reader.edition
    card = card_of(edition)
    return ParticipantList(reader, card.title, when_and_where(card.view.sessions), expected_people(edition))


def holds(reader: ListReader) -> bool:
    """Whether the page still says that the organisation receives data, and it is not long over."""
    edition: Edition = reader.edition
    page = edition.offering.specific
    if reader.organisation not in [provider.organisation for provider in co_providers(page)]:
        return False
    last = edition.sessions.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return last is None or last > timezone.now() - READ_FOR
