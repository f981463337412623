"""Who may do what in the admin with editions, registrations and quotes: Django's permissions, minus what nobody may."""

from collections.abc import Collection
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from events.lifecycles import HOSTING, EditionStatus
from events.models import (
    Alumnus,
    Edition,
    Evaluation,
    HostInvitation,
    Quote,
    QuoteRequest,
    Registration,
    WaitingListEntry,
)


class LimitedPolicy(ModelPermissionPolicy):
    """A model of which some verbs do not exist, not even for an administrator: what people agreed to is never deleted."""

    def __init__(self, model: type[Any], verbs: Collection[str]) -> None:
        super().__init__(model)
        self.verbs = frozenset(verbs)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.verbs and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        return bool(super().user_has_any_permission(user, self.verbs.intersection(actions)))

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        return super().users_with_any_permission(self.verbs.intersection(actions))


class EditionPolicy(ModelPermissionPolicy):
    """A draft that nobody signed up for or was asked to receive may be thrown away; any other edition is history."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Edition) -> bool:
        if action == "delete" and not is_disposable(instance):
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


def is_disposable(edition: Edition) -> bool:
    """Whether the edition leaves no trace with anybody."""
    if edition.status != EditionStatus.DRAFT or edition.bookings.exists():
        return False
    return not HostInvitation.objects.filter(session__edition=edition, status__in=HOSTING).exists()


def register_policies() -> None:
    """Before any viewset is made: Wagtail asks for the policies then."""
    register_permission_policy(Edition, EditionPolicy(Edition))
    register_permission_policy(Registration, LimitedPolicy(Registration, {"view", "add", "change"}))
    register_permission_policy(WaitingListEntry, LimitedPolicy(WaitingListEntry, {"view", "change"}))
    register_permission_policy(Evaluation, LimitedPolicy(Evaluation, {"view"}))
    register_permission_policy(Alumnus, LimitedPolicy(Alumnus, {"view"}))
    register_permission_policy(QuoteRequest, LimitedPolicy(QuoteRequest, {"view"}))
    register_permission_policy(Quote, LimitedPolicy(Quote, {"view", "add", "change"}))
