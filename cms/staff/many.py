"""One decision about many rows of a list."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.contracts import NotAllowed
from cms.lifecycle import MoveNotAllowed


class DecisionOnMany(PermissionCheckedMixin, BulkAction):
    """Each row is decided by itself, so that one refusal does not stop the others; Wagtail would run all in one
    transaction, ours each take their own, in the lock order of the house.

    Subclasses set `models`, `index_view`, `question`, Wagtail's words, `act(row)` and `done(count)`. A row has a `name`.
    """

    permission_required = "change"
    template_name = "cms/admin/decision_on_many.html"
    index_view: ClassVar[type[IndexView]]
    question: str | Promise = ""

    @abstractmethod
    def act(self, row: Any) -> None:
        """Call the action for one row."""

    @abstractmethod
    def done(self, count: int) -> str:
        """What to say when it went well for `count` rows."""

    @classmethod
    def get_queryset(cls, model: type[Model], object_ids: Any) -> QuerySet[Any]:  # noqa: ARG003
        rows: QuerySet[Any] = cls.index_view.queryset
        return rows.filter(pk__in=list(object_ids))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:  # noqa: ARG002
        """“All in this list” are those that the filters and the search let through."""
        listing = self.index_view(model=self.model)
        listing.setup(self.request)
        listing.index_results_url = listing.index_url = "-"  # without an address Wagtail leaves the search out
        return listing.get_queryset().values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"question": self.question, "display_name": self.display_name}

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        rows, _without_access = self.get_actionable_objects()
        count = 0
        for row in rows:
            try:
                self.act(row)
            except NotAllowed as refusal:
                messages.error(self.request, f"{row.name}: {refusal.reason}")
            except MoveNotAllowed:
                told = _("%(name)s: dit kan niet bij de stand “%(state)s”.")
                messages.error(self.request, told % {"name": row.name, "state": row.get_status_display()})
            else:
                count += 1
        if count:
            messages.success(self.request, self.done(count))
        return HttpResponseRedirect(self.next_url)
