"""The checks of a page before it is published: beside the editor, on a screen of their own, and before contradictions go out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages as admin_messages
from wagtail.models import Page

from cms.queries.page_checks import CheckedPage, checked
from cms.staff.screen import AdminScreen


class PageChecksView(AdminScreen):
    """What the checks say about the latest draft; a POST publishes that draft after all."""

    page_title = gettext_lazy("Aandachtspunten")
    header_icon = "glasses"
    template_name = "cms/admin/checks.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.permissions.can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> Any:
        page = get_object_or_404(Page, pk=self.kwargs["page_id"])
        return page.get_latest_revision_as_object() if page.latest_revision_id else page.specific

    @cached_property
    def permissions(self) -> Any:
        return self.draft.permissions_for_user(self.request.user)

    @property
    def may_publish(self) -> bool:
        can_publish: bool = self.permissions.can_publish() and not self.permissions.page_locked()
        return can_publish and self.draft.has_unpublished_changes and self.draft.latest_revision_id is not None

    @property
    def is_scheduled(self) -> bool:
        return self.draft.go_live_at is not None and self.draft.go_live_at > timezone.now()

    def get_page_subtitle(self) -> str:
        return str(self.draft.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "draft": self.draft,
            "checked": checked([self.draft])[0],
            "may_publish": self.may_publish,
            "is_scheduled": self.is_scheduled,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Publish the draft that was shown; one that somebody changed meanwhile is shown again first."""
        if not self.may_publish:
            raise PermissionDenied
        if request.POST.get("revision") != str(self.draft.latest_revision_id):
            admin_messages.warning(request, _("Iemand wijzigde de pagina intussen. Kijk nog eens."))
            return HttpResponseRedirect(request.path)
        revision = self.draft.latest_revision
        PublishPageRevisionAction(revision, user=request.user).execute(skip_permission_checks=True)
        told = _("“%(title)s” is ingepland.") if self.is_scheduled else _("“%(title)s” is gepubliceerd.")
        admin_messages.success(request, told % {"title": self.draft.title})
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[self.draft.get_parent().pk]))


def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:  # noqa: ARG001  # Wagtail's hook
    """Wagtail saved a draft and is about to publish it: with contradictions in it somebody looks first."""
    if not _check(page).contradictions:
        return None
    # A page that is published while it is made stands live already, without a version to show.
    Page.objects.filter(pk=page.pk, live_revision=None, first_published_at=None).update(
        live=False, has_unpublished_changes=True
    )
    return HttpResponseRedirect(reverse("vakwerk_page_checks", args=[page.pk]))


def tell_after_saving(request: HttpRequest, page: Page) -> None:
    """A message with the way to the checks; the editor's own list follows each automatic saving."""
    if "application/json" in request.headers.get("Accept", ""):
        return
    count = len(_check(page).findings)
    if count:
        told = ngettext("%(count)s aandachtspunt in de tekst.", "%(count)s aandachtspunten in de tekst.", count)
        button = admin_messages.button(reverse("vakwerk_page_checks", args=[page.pk]), _("Bekijken"))
        admin_messages.warning(request, told % {"count": count}, buttons=[button])


def _check(page: Page) -> CheckedPage:
    return checked([page])[0]
