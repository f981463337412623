"""Let somebody of a co-provider read who takes part in an edition."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.list_mails import mail_list_given
from events.locking import locked_edition
from events.models import ListReader
from events.queries.co_providers import co_providers


@dataclass(frozen=True, kw_only=True)
class ReaderFacts:
    """Who reads, for which organisation; `shows_email`: also the addresses of participants."""

    organisation_id: int
    name: str
    email: str
    shows_email: bool = False


@transaction.atomic
def give_list(*, edition_id: int, facts: ReaderFacts, user: User | None = None) -> ListReader:
    """Mail them where it is; they log in with a code that goes to the same address.

    Raises NotAllowed unless the page says that the organisation receives data: whoever signs up must have read it; and when
    somebody with this address reads it already.
    """
    edition = locked_edition(edition_id)
    page = edition.offering.specific
    if facts.organisation_id not in [provider.organisation.pk for provider in co_providers(page)]:
        raise NotAllowed(_("Op de pagina staat niet dat deze organisatie gegevens ontvangt."))
    if ListReader.objects.filter(edition=edition, email__iexact=facts.email).exists():
        raise NotAllowed(_("Wie dit e-mailadres heeft, leest de lijst al."))
    reader = ListReader.objects.create(
        edition=edition,
        organisation_id=facts.organisation_id,
        name=facts.name,
        email=facts.email,
        shows_email=facts.shows_email,
    )
    record_audit(edition, "events.list_given", user=user, organisation=reader.organisation.name)
    mail_list_given(reader)
    return reader
