"""Wagtail's page editor, where ours does more."""

from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page

from cms.staff.approval import ApprovePageView, EditPageView


class CreatePageView(CreateView):
    """A new page is made once, however often its form is sent.

    The editor saves it by itself while its author presses a button. Wagtail makes a page for each of these requests: the
    second fails, because the slug is taken. Here the form carries `new_page`, from which the translation key of the page
    follows, and the second request goes on with the page of the first.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            # The tree locks the parent too, but only after the slug was found to be free.
            get_object_or_404(Page.objects.select_for_update(no_key=True), pk=kwargs["parent_page_id"])
            made = Page.objects.filter(translation_key=self.translation_key).first()
            if made is None:
                return super().dispatch(request, *args, **kwargs)
            if self.expects_json_response:  # what the button sent is newer
                return self.json_error_response("invalid_revision", _("Deze pagina is intussen al bewaard."))
            edit = page_viewset_registry.as_view("edit", page_id_kwarg="page_id")
            return edit(request, page_id=made.pk)

    def post(self, request: HttpRequest) -> Any:
        self.page.translation_key = self.translation_key
        return super().post(request)

    @cached_property
    def new_page(self) -> str:
        """What the requests of one form have in common."""
        return self.request.POST.get("new_page") or str(uuid4())

    @property
    def translation_key(self) -> UUID:
        """Nobody can choose that of another page, or of somebody else's."""
        return uuid5(NAMESPACE_URL, f"{self.request.user.pk} {self.new_page}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"new_page": self.new_page}


class PageEditor(PageViewSet):
    """The screens of a page type. Wagtail's own would leave out what ours do more."""

    add_view_class = CreatePageView
    edit_view_class = EditPageView
    workflow_action_view_class = ApprovePageView
