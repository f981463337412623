"""A page type of the plugin: the site knows nothing of it."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class ReadingListPage(Page):
    """Books to read before the first day."""

    books = models.TextField("boeken", help_text="Elke regel is een boek.")

    content_panels = [*Page.content_panels, FieldPanel("books")]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "vakwerk_example/reading_list.html"

    class Meta:
        verbose_name = "leeslijst"
