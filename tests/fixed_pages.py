"""The fixed pages of the site. They are made once in the database of each test process, and every test finds them there."""

from types import SimpleNamespace

from wagtail.models import Page, Site

from cms.models import HomePage, NewsIndexPage, ProgrammeIndexPage
from events.models import AgendaPage
from tests.job_queue import run_due_jobs


def make() -> None:
    """In place of the page and the site that Wagtail's migrations bring along."""
    root = Page.get_first_root_node()
    root.get_children().delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Academie Vakwerk", slug="home"))
    for page in (
        NewsIndexPage(title="Nieuws", slug="nieuws"),
        ProgrammeIndexPage(title="Opleidingen", slug="opleidingen"),
        AgendaPage(title="Agenda", slug="agenda"),
    ):
        home.add_child(instance=page)
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="Academie Vakwerk"
    )
    run_due_jobs()  # what the pages left for the search index would wait for the worker of every test


def find() -> SimpleNamespace:
    """`root`, `home`, `news`, `programmes`, `agenda` and the `site` that serves them."""
    site = Site.objects.get()
    home = HomePage.objects.get(pk=site.root_page_id)
    return SimpleNamespace(
        root=Page.get_first_root_node(),
        home=home,
        news=NewsIndexPage.objects.child_of(home).get(),
        programmes=ProgrammeIndexPage.objects.child_of(home).get(),
        agenda=AgendaPage.objects.child_of(home).get(),
        site=site,
    )
