"""Hand the facts of a published webinar to its edition, which is the truth from then on."""

from django.db import transaction
from django.utils import timezone

from cms.api import User, move, record_audit
from events import hooks
from events.actions.change_edition import EditionFacts, SessionFacts, change_edition
from events.lifecycles import EDITION, EditionStatus
from events.models import Edition, Session, WebinarPage
from events.queries.offerings import source_of
from events.queries.snapshots import edition_view

OVER = {EditionStatus.CANCELLED, EditionStatus.COMPLETED}


@transaction.atomic
def schedule_webinar(*, page: WebinarPage, user: User | None = None) -> Edition | None:
    """Make the edition and session of this page, or change them to what the page says.

    A translation changes nothing: its source does. A webinar that was held or cancelled gets a new edition once its page
    has a later date. Raises NotAllowed when more people are registered than there would be places.
    """
    if source_of(page).pk != page.pk or not (page.starts_at and page.ends_at and page.capacity):
        return None
    edition: Edition | None = Edition.objects.filter(offering=page).order_by("-pk").first()
    if edition is None or (edition.status in OVER and _is_later(page, edition)):
        return _scheduled(page, user)
    if edition.status in OVER:
        return edition
    change_edition(edition_id=edition.pk, facts=_facts(page, edition), user=user)
    return edition


@transaction.atomic
def close_sign_up(*, page: WebinarPage, user: User | None = None) -> None:
    """Nobody can sign up for a page that is taken off the site; publishing it again opens it again."""
    if source_of(page).pk != page.pk:
        return
    open_now = Edition.objects.select_for_update(no_key=True).filter(
        offering=page, status__in=[EditionStatus.OPEN, EditionStatus.CONFIRMED]
    )
    now = timezone.now()
    for edition in open_now:
        if edition.closes_at is None or edition.closes_at > now:
            edition.closes_at = now
            edition.save(update_fields=["closes_at"])
            record_audit(edition, "events.sign_up_closed", user=user)


def _is_later(page: WebinarPage, edition: Edition) -> bool:
    last = edition.sessions.order_by("-ends_at").first()
    return last is None or (page.starts_at is not None and page.starts_at > last.ends_at)


def _scheduled(page: WebinarPage, user: User | None) -> Edition:
    edition: Edition = Edition.objects.create(
        offering=page,
        status=move(EDITION, EditionStatus.DRAFT, EditionStatus.OPEN),
        capacity=page.capacity,
        closes_at=page.closes_at,
    )
    facts = _session(page)
    Session.objects.create(edition=edition, **{name: value for name, value in vars(facts).items() if name != "pk"})
    record_audit(edition, "events.edition_scheduled", user=user)
    hooks.edition_changed(edition_view(edition, page.locale.language_code, title=page.title), {"status"})
    return edition


def _facts(page: WebinarPage, edition: Edition) -> EditionFacts:
    session = edition.sessions.order_by("pk").first()
    return EditionFacts(
        label=edition.label,
        minimum=min(edition.minimum, page.capacity or 0),
        capacity=page.capacity or 0,
        closes_at=page.closes_at,
        decision_date=edition.decision_date,
        pays_when=edition.pays_when,
        offer_hours=edition.offer_hours,
        consent_days=edition.consent_days,
        has_intake=edition.has_intake,
        gross_price_cents=edition.gross_price_cents,
        subsidy_scheme_id=edition.subsidy_scheme_id,
        vat_rule_id=edition.vat_rule_id,
        sessions=(_session(page, session.pk if session else None),),
    )


def _session(page: WebinarPage, pk: int | None = None) -> SessionFacts:
    if not (page.starts_at and page.ends_at):
        raise ValueError("A webinar without a time cannot be scheduled.")
    return SessionFacts(
        pk=pk,
        meeting=1,
        title="",
        description="",
        morning="",
        afternoon="",
        starts_at=page.starts_at,
        ends_at=page.ends_at,
        walk_in_at=page.walk_in_at,
        mode=Session.Mode.ONLINE.value,
        host_id=None,
        place="",
        address="",
        directions="",
        meeting_provider=page.meeting_provider or "link",
        medium=page.medium,
        meeting_url=page.meeting_url,
    )
