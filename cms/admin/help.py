"""One page of help in the admin, in the words of the house; each part shows only to whom it concerns."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms import hooks
from cms.queries.new_pages import new_pages


class HelpView(WagtailAdminTemplateMixin, TemplateView):
    """How to do the work that this user's groups allow."""

    page_title = _("Zo werkt het")
    header_icon = "help"
    template_name = "cms/admin/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = policy_registry.get_by_type(Page)
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "new_pages": new_pages(user),
            "writes": policy.user_has_permission(user, "add"),
            "publishes": policy.user_has_permission(user, "publish"),
            "parts": hooks.help_parts(self.request),
        }
