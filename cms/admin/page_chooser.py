"""What Wagtail's dialog to choose a page begins with."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.models import Page


def list_what_fits(pages: Any, request: HttpRequest) -> Any:
    """Where one may choose only some kinds of pages the dialog lists these, instead of the tree they are in.

    Wagtail begins at what they have in common, which is the root as soon as there are two languages.
    """
    kinds = page_models_from_string(request.GET.get("page_type") or "wagtailcore.page")
    # And not a search, or a step deeper.
    is_first_screen = request.path == reverse("wagtailadmin_choose_page")
    if not is_first_screen or Page in kinds or "user_perms" in request.GET:
        return pages
    fitting: Any = Page.objects.type(*kinds).defer_streamfields().specific().select_related("locale")
    return fitting.order_by("locale", "-latest_revision_created_at")
