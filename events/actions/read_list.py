"""Read who takes part in an edition, as a co-provider: on record, because it is personal data that leaves the house."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from cms.api import record_audit
from events.queries.co_providers import ParticipantList, participant_list


@transaction.atomic
def read_list(*, edition: UUID, emails: Collection[str]) -> ParticipantList | None:
    """The list, for somebody who proved that these addresses are theirs; None when they may not read it."""
    found = participant_list(edition, emails)
    if found:
        record_audit(found.reader.edition, "events.list_read", organisation=found.reader.organisation.name)
    return found
