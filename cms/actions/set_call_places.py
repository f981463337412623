"""Hand the places of a published call over to the rows that count them."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from cms.audit import record_audit
from cms.models import CallPage, CallPlace, User


@transaction.atomic
def set_call_places(*, page: CallPage, user: User | None = None) -> None:
    """What the page says is the truth from now on, but never fewer places than were given.

    A translation changes nothing: its source does. A kind that is gone from the page keeps what it has given.
    """
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return
    wanted = {block.value["kind"]: block.value for block in page.places}
    for kind, value in wanted.items():
        place, _is_new = CallPlace.objects.get_or_create(
            call_key=page.translation_key, kind=kind, defaults={"places": value["places"], "label": value["label"]}
        )
        CallPlace.objects.filter(pk=place.pk).update(places=Greatest(F("taken"), value["places"]), label=value["label"])
    CallPlace.objects.filter(call_key=page.translation_key).exclude(kind__in=wanted).update(places=F("taken"))
    record_audit(page, "cms.call_places_changed", user=user, places=sum(value["places"] for value in wanted.values()))
