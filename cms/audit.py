"""Who did what to what: one line in Wagtail's own log, so that every history view shows it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, get_active_log_context, log, registry
from wagtail.models import ModelLogEntry

from cms.models.user import User


def record_audit(instance: models.Model, action: str, *, user: User | AnonymousUser | None = None, **data: Any) -> None:
    """Leave a line about `instance`, which a model with personal data names by its `audit_label`. `action` must be registered through Wagtail's `register_log_actions`.

    `data` holds facts that may be shown to staff and survive anonymisation: ids, states and amounts, never names or addresses.
    """
    author = user if isinstance(user, User) else None
    title = getattr(instance, "audit_label", None)
    if registry.get_log_model_for_instance(instance) is not ModelLogEntry:
        log(instance=instance, action=action, user=author, title=title, data=data)
        return
    context = get_active_log_context()
    line = ModelLogEntry(
        content_type=ContentType.objects.get_for_model(instance, for_concrete_model=False),
        object_id=str(instance.pk),
        label=title or ModelLogEntry.objects.get_instance_title(instance),
        action=action,
        timestamp=timezone.now(),
        user=author or context.user,
        uuid=context.uuid,
        data=data,
    )
    line.clean()
    # Wagtail's own way asks of each line whether its type and its author are there: the database knows.
    ModelLogEntry.objects.bulk_create([line])


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """What happens to leads, worded for Wagtail's history."""
    actions.register_action("cms.lead_received", _("Ontvangen"), _("Ontvangen"))
    actions.register_action("cms.lead_taken_up", _("In behandeling"), _("In behandeling genomen"))
    actions.register_action("cms.lead_answered", _("Beantwoord"), _("Beantwoord"))
    actions.register_action("cms.lead_accepted", _("Toegelaten"), _("Toegelaten, plaats toegekend"))
    actions.register_action("cms.lead_refused", _("Afgewezen"), _("Afgewezen"))
    actions.register_action("cms.lead_withdrawn", _("Teruggetrokken"), _("Teruggetrokken, plaats teruggegeven"))
    actions.register_action("cms.lead_left", _("Van de lijst"), _("Wilde niet meer op de hoogte blijven; gewist"))
    actions.register_action("cms.lead_closed", _("Gesloten"), _("Gesloten"))
    actions.register_action("cms.call_places_changed", _("Plaatsen gewijzigd"), _("Plaatsen van de oproep overgenomen"))
