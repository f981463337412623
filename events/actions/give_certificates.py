"""Give everybody who was there a certificate."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.api import AcademySettings, NotAllowed, User, record_audit
from events import hooks
from events.locking import locked_edition
from events.mails import mail_certificate
from events.models import Certificate
from events.queries.certificates import followed, without_certificate
from events.queries.snapshots import edition_view, registration_view
from events.queries.wording import half_days, local_date


@transaction.atomic
def give_certificates(*, edition_id: int, user: User | None = None) -> int:
    """To whoever attended, has none yet and is not objected to by a plugin, with a mail; returns how many.

    Raises NotAllowed before the last session has ended: nobody knows yet what was followed.
    """
    edition = locked_edition(edition_id)
    now = timezone.now()
    if edition.sessions.filter(ends_at__gt=now).exists():
        raise NotAllowed(_("De laatste bijeenkomst is nog niet geweest."))
    people = list(without_certificate(edition).select_for_update(of=("self",)).select_related("booking").order_by("pk"))
    if not people:
        return 0
    languages = {each.booking.language for each in people}
    views = {language: edition_view(edition, language) for language in languages}
    reasons = hooks.certificate_objections([registration_view(each, views[each.booking.language]) for each in people])
    people = [each for each in people if each.public_id not in reasons]
    if not people:
        return 0
    sessions = followed(edition, people)
    academies = {language: _academy_in(language) for language in languages}
    for each in people:
        was_at, language = sessions[each.pk], each.booking.language
        Certificate.objects.create(
            registration=each,
            given_at=now,
            language=language,
            name=each.name,
            title=views[language].title,
            academy=academies[language],
            days=sorted({local_date(session.starts_at).isoformat() for session in was_at}),
            half_days=half_days(was_at),
        )
        record_audit(each, "events.certificate_given", user=user)
        mail_certificate(registration_view(each, views[language]))
    record_audit(edition, "events.certificates_given", user=user, count=len(people))
    return len(people)


def _academy_in(language: str) -> str:
    academy = AcademySettings.objects.filter(site__is_default_site=True).first() or AcademySettings()
    with translation.override(language):
        return academy.texts.name
