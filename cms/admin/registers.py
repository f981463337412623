"""The registers in one menu: who and what pages, registrations and invoices refer to."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.widgets import SlugInput
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import Audience, Competence, Organisation, Person, SynonymSet, Theme


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("Personen")
    list_display = ["__str__", "function", Column("organisation", label=_("Organisatie"))]
    list_filter = ["organisation"]
    ordering = ["last_name", "first_name"]
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:  # noqa: ARG002
        return Person.objects.select_related("organisation")


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisaties")
    list_display = [
        "name",
        Column("get_kind_display", label=_("Soort"), sort_key="kind"),
        Column("inhabitants", label=_("Inwoners"), sort_key="inhabitants"),
        Column("people_count", label=_("Personen")),
        Column("kvk_number", label=_("KvK-nummer")),
    ]
    list_filter = ["kind"]
    ordering = ["name"]
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:  # noqa: ARG002
        return Organisation.objects.annotate(people_count=Count("people"))


class TermViewSet(SnippetViewSet):
    """A word that things are found under, in each language of the site."""

    list_display = ["name", "slug", LocaleColumn()]
    ordering = ["name"]
    panels = [TitleFieldPanel("name"), FieldPanel("slug", widget=SlugInput)]
    copy_view_enabled = False


class ThemeViewSet(TermViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Thema’s")


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "view"
    menu_label = _("Doelgroepen")


class CompetenceViewSet(SnippetViewSet):
    model = Competence
    icon = "pick"
    menu_label = _("Competenties")
    list_display = ["name", Column("get_dimension_display", label=_("Dimensie"), sort_key="dimension")]
    list_filter = ["dimension"]
    ordering = ["name"]
    copy_view_enabled = False


class SynonymSetViewSet(SnippetViewSet):
    model = SynonymSet
    icon = "search"
    menu_label = _("Synoniemen")
    list_display = ["words", Column("get_language_display", label=_("Taal"), sort_key="language")]
    list_filter = ["language"]
    ordering = ["words"]
    copy_view_enabled = False


class RegistersGroup(SnippetViewSetGroup):
    menu_label = _("Registers")
    menu_name = "registers"
    menu_icon = "list-ul"
    menu_order = 160
    items = (PersonViewSet, OrganisationViewSet, ThemeViewSet, AudienceViewSet, CompetenceViewSet, SynonymSetViewSet)
