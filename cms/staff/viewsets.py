"""Screens in the menu of the admin that are no list of one model."""

from typing import Any, ClassVar

from django.db.models import Model
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry


class ScreenViewSet(ViewSet):
    """For whoever has `permission_required` on `policy_model`; who has not does not see the menu item either."""

    policy_model: ClassVar[type[Model]]
    permission_required = "view"

    def get_menu_item(self, order: int | None = None) -> Any:
        item = super().get_menu_item(order)
        policy = policy_registry.get_by_type(self.policy_model)
        item.is_shown = lambda request: policy.user_has_permission(request.user, self.permission_required)
        return item

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {"permission_policy": policy_registry.get_by_type(self.policy_model)}
