"""Ask the plugins, typed: the only place in this app that calls hooks."""

from collections.abc import Sequence, Set
from uuid import UUID

from django.utils.translation import gettext as _

from cms.api import NotContributed, check, contribution, contributions, react
from events import hookspecs
from events.contracts import (
    BookingDraft,
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
    Text,
)


def meeting_providers() -> list[MeetingProvider | MeetingService]:
    """Every place where an online session can meet."""
    return contributions(hookspecs.meeting_providers)


def meeting_provider(key: str) -> MeetingProvider | MeetingService | None:
    """The provider with this key; None for "" and for a provider that is switched off."""
    try:
        return contribution(hookspecs.meeting_providers, key) if key else None
    except NotContributed:
        return None


def meeting_provider_choices() -> list[tuple[str, Text]]:
    """For a form: the providers that are switched on; without one the link that somebody typed is shown as it is."""
    return [("", _("een link die u zelf invult")), *((found.key, found.label) for found in meeting_providers())]


def registration_steps(edition: EditionView) -> list[RegistrationStep]:
    """The steps this edition asks for, each behind the one it names in `after`."""
    waiting = [step for step in contributions(hookspecs.registration_steps) if step.applies_to(edition)]
    ordered: list[RegistrationStep] = []
    names = ["participants"]
    while names:
        name = names.pop(0)
        following = [step for step in waiting if step.after == name]
        waiting = [step for step in waiting if step.after != name]
        position = next((index + 1 for index, step in enumerate(ordered) if step.key == name), 0)
        ordered[position:position] = following
        names += [step.key for step in following]
    # What follows a step that is switched off or does not apply comes last, before the payment.
    return ordered + waiting


def mail_variables() -> list[MailVariable]:
    """What plugins add to the placeholders of mails."""
    return contributions(hookspecs.mail_variables)


def portal_sections(registration: RegistrationView) -> list[PortalSection]:
    """In the order in which they are shown."""
    found = contributions(hookspecs.portal_sections, registration=registration)
    return sorted(found, key=lambda section: section.order)


def portal_page(key: str) -> PortalPage | None:
    """None when no plugin that is switched on has pages with this key."""
    try:
        return contribution(hookspecs.portal_pages, key)
    except NotContributed:
        return None


def edition_screens() -> list[EditionScreen]:
    """What plugins know about an edition."""
    return contributions(hookspecs.edition_screens)


def certificate_objections(registrations: Sequence[RegistrationView]) -> dict[UUID, str]:
    """The first objection to each, a sentence for colleagues; who is not in it gets a certificate."""
    reasons: dict[UUID, str] = {}
    for objections in contributions(hookspecs.certificate_objections, registrations=registrations):
        for registration, reason in objections.reasons.items():
            reasons.setdefault(registration, str(reason))
    return reasons


def check_registration(draft: BookingDraft) -> None:
    """Raise NotAllowed when somebody objects."""
    check(hookspecs.check_registration, draft=draft)


def registration_confirmed(registration: RegistrationView) -> None:
    """Once it is known who comes."""
    if registration.is_named:
        react(hookspecs.registration_confirmed, registration=registration)


def registration_cancelled(registration: RegistrationView) -> None:
    """Of somebody; a seat without a name was nobody's."""
    if registration.is_named:
        react(hookspecs.registration_cancelled, registration=registration)


def edition_changed(edition: EditionView, changes: Set[str]) -> None:
    react(hookspecs.edition_changed, edition=edition, changes=changes)


def edition_copied(source: EditionView, copy: EditionView, days: int | None) -> None:
    react(hookspecs.edition_copied, source=source, copy=copy, days=days)


def quote_accepted(quote: QuoteView) -> None:
    react(hookspecs.quote_accepted, quote=quote)
