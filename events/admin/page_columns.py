"""What the page explorer tells about webinars and programmes: when they are next, and how full that is."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView

from cms.api import ProgrammePage
from cms.staff import PageEditor
from events.admin.listing import TemplateColumn
from events.lifecycles import EditionStatus
from events.models import Edition, WebinarPage


def with_next_edition(pages: QuerySet[Any], now: dt.datetime) -> QuerySet[Any]:
    """Pages with `next_at`, `next_taken` and `next_capacity` of their next edition, also on a translation; None without."""
    coming = Edition.objects.filter(
        offering__translation_key=OuterRef("translation_key"),
        status__in=[EditionStatus.OPEN, EditionStatus.CONFIRMED],
        sessions__starts_at__gt=now,
    ).order_by("sessions__starts_at")
    annotated: QuerySet[Any] = pages.annotate(
        next_at=Subquery(coming.values("sessions__starts_at")[:1]),
        next_taken=Subquery(coming.values("taken")[:1]),
        next_capacity=Subquery(coming.values("capacity")[:1]),
    )
    return annotated


class OfferingIndexView(ExplorableIndexView):
    """Wagtail's explorer with two columns more."""

    @classproperty
    def base_columns(cls) -> list[Column]:  # noqa: N805
        known = ExplorableIndexView.base_columns
        extra = [
            TemplateColumn(
                "next_at",
                label=_("Eerstvolgende datum"),
                template="events/admin/cells/next_date.html",
                width="14%",
            ),
            TemplateColumn("seats", label=_("Plaatsen"), template="events/admin/cells/next_seats.html", width="8%"),
        ]
        return [*known[:3], *extra, *known[3:]]

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        return with_next_edition(super().annotate_queryset(pages), timezone.now())


class WebinarPageViewSet(PageEditor):
    model = WebinarPage
    name = "webinar_pages"
    index_view_class = OfferingIndexView


class ProgrammePageViewSet(PageEditor):
    model = ProgrammePage
    name = "programme_pages"
    index_view_class = OfferingIndexView
