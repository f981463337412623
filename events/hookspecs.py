"""Every hook of editions and registrations.

A plural noun contributes, `check_...` may refuse (raise cms.api.NotAllowed), the past tense reacts: inside the
transaction of the fact, without the network; an error takes the fact back.
"""

from collections.abc import Sequence, Set

from cms.api import hookspec
from events.contracts import (
    BookingDraft,
    CertificateObjections,
    EditionScreen,
    EditionView,
    MailVariable,
    MeetingProvider,
    MeetingService,
    PortalPage,
    PortalSection,
    QuoteView,
    RegistrationStep,
    RegistrationView,
)


@hookspec
def meeting_providers() -> Sequence[MeetingProvider | MeetingService]:
    """Places where online sessions meet."""


@hookspec
def registration_steps() -> Sequence[RegistrationStep]:
    """Screens of the registration for a programme, beside participants, payment and check."""


@hookspec
def mail_variables() -> Sequence[MailVariable]:
    """More that editors may fill into the mails about a registration."""


@hookspec
def portal_sections(registration: RegistrationView) -> Sequence[PortalSection]:
    """Pieces of the personal page of a participant, below the facts. Asked each time the page is shown."""


@hookspec
def portal_pages() -> Sequence[PortalPage]:
    """Pages under the personal page of a participant."""


@hookspec
def edition_screens() -> Sequence[EditionScreen]:
    """Screens of the admin about one edition, beside those of the house."""


@hookspec
def certificate_objections(registrations: Sequence[RegistrationView]) -> Sequence[CertificateObjections]:
    """Who of these, who were there, may not have a certificate yet; in a fixed number of queries for all of them. They are asked
    about again the next time that certificates are given."""


@hookspec
def check_registration(draft: BookingDraft) -> None:
    """May these people take part? Asked before anything is stored; seats are guarded elsewhere."""


@hookspec
def registration_confirmed(registration: RegistrationView) -> None:
    """Somebody has a definite place: free, paid, or to be paid on invoice."""


@hookspec
def registration_cancelled(registration: RegistrationView) -> None:
    """Somebody's place is given back: by themselves, by the academy, because the payment did not come in time, or
    because they are not admitted.

    `registration.status` tells which: "cancelled", "expired", "refused" or "other_advice".
    """


@hookspec
def edition_changed(edition: EditionView, changes: Set[str]) -> None:
    """Facts changed that people rely on.

    `changes` holds the names of what changed: "starts_at", "ends_at", "walk_in_at", "place", "mode", "medium",
    "meeting_url", "status", "capacity", "title".
    """


@hookspec
def edition_copied(source: EditionView, copy: EditionView, days: int | None) -> None:
    """Somebody made an edition out of another: what belongs to the old one and is not of its people can come along.

    Its first session is `days` later than that of `source`, None when one of them has no sessions. Sessions with the same place in the order
    of time belong together as long as there are as many.
    """


@hookspec
def quote_accepted(quote: QuoteView) -> None:
    """An organisation said yes to a quote; its order stands in betalingen under the reference "quote:<public_id>"."""
