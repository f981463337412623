"""Approving publishes: with contradictions in the text somebody looks first, as when they publish it themselves."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from cms.queries.page_checks import CheckedPage, checked
from cms.staff.screen import AdminScreen

APPROVE = "approve"


class EditPageView(EditView):
    """Approve in the editor, along with what was typed.

    The editor saves a page by itself while somebody presses a button. Both requests begin from the page as it was, so in
    Wagtail the one that saves a draft can take the page that was just published off the site again. Here one waits for the other.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> Any:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            get_object_or_404(Page.objects.select_for_update(no_key=True), pk=page_id)
            return super().dispatch(request, page_id, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Pressing a button of the workflow changes the form, so it is also saved by itself.
        if self.expects_json_response and "action-workflow-action" in request.POST:
            return self.json_error_response("invalid_revision", _("Deze pagina is intussen al bewaard."))
        return super().post(request, *args, **kwargs)

    def perform_workflow_action(self) -> Any:
        if self.workflow_action != APPROVE or not (found := checked([self.page])[0]).contradictions:
            return super().perform_workflow_action()
        self.save_action()
        comment = json.loads(self.request.POST.get("workflow-action-extra-data", "{}")).get("comment", "")
        then = self.next_url or reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])
        return ask(self.request, found, comment=comment, then=then)


class ApprovePageView(WorkflowActionView):
    """Approve on the first screen of the admin, and confirm that what was shown may go out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        draft = self.object.get_latest_revision_as_object()
        is_confirmed = request.POST.get("revision") == str(draft.latest_revision_id)
        if self.action_name == APPROVE and not is_confirmed:
            [found] = checked([draft])
            if found.contradictions:
                return ask(request, found, comment=request.POST.get("comment", ""), then=request.POST.get("next", ""))
        response = super().post(request, *args, **kwargs)
        if is_confirmed:
            messages.success(request, _("“%(title)s” is goedgekeurd.") % {"title": draft.title})
        return response


class ApprovalScreen(AdminScreen):
    """What the checks say about a page that somebody is about to approve."""

    page_title = gettext_lazy("Aandachtspunten")
    header_icon = "glasses"
    template_name = "cms/admin/approval.html"

    def get_page_subtitle(self) -> str:
        page: Page = self.kwargs["checked"].page
        return str(page.get_admin_display_title())


def ask(request: HttpRequest, found: CheckedPage, *, comment: str, then: str) -> Any:
    """The findings, and the button that approves this very revision after all; in the modal where that was asked from."""
    page = found.page
    arguments = [page.pk, APPROVE, page.current_workflow_task_state.pk]
    context = {
        "checked": found,
        "comment": comment,
        "next": then,
        "submit_url": reverse("wagtailadmin_pages:workflow_action", args=arguments),
    }
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return render_modal_workflow(
            request, "cms/admin/approval_modal.html", None, context, json_data={"step": "action"}
        )
    screen = ApprovalScreen()
    screen.setup(request, **context)
    return screen.get(request, **context)
