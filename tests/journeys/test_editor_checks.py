"""An editor pastes an invitation, sees what the checks say, and decides before it is published."""

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooSlow

from cms.models import User
from events.models import WebinarPage
from tests.factories.cms import NewsPageFactory, OrganisationFactory, PersonFactory, stream
from tests.journeys.accessibility import complaints
from tests.journeys.visitor import title

INVITATION = """\
Uitnodiging webinar ‘Zin van een code’

Academie Vakwerk nodigt u uit.

Datum Woensdag 15 december 2048
Tijd 12.30 – 14.00 uur. Digitale inloop vanaf 12.15 uur
Medium Webex

Anna Bakker gaat in gesprek met Joris van der Linden (programmamanager).
"""


def test_pasting_an_invitation(
    page_of: Callable[[User], Page], page_tree: SimpleNamespace, programme_manager: User
) -> None:
    PersonFactory.create(
        first_name="Anna", last_name="Bakker", organisation=OrganisationFactory.create(name="Academie Vakwerk")
    )
    desk = page_of(programme_manager)
    desk.goto("/admin/")
    desk.get_by_role("link", name="Plak uitnodiging").click()
    desk.get_by_label("De tekst van de uitnodiging").fill(INVITATION)
    desk.get_by_role("button", name="Lees de uitnodiging").click()

    expect(desk.get_by_text("“Woensdag 15 december 2048” klopt niet: 15 december 2048 is een dinsdag.")).to_be_visible()
    expect(desk.get_by_role("listitem").filter(has_text="Joris van der Linden (programmamanager)")).to_be_visible()
    expect(desk.get_by_label("Titel")).to_have_value("Zin van een code")
    expect(desk.get_by_label("Datum")).to_have_value("2048-12-15")
    expect(desk.get_by_label("Digitale inloop vanaf")).to_have_value("12:15")
    expect(desk.get_by_role("checkbox", name="Anna Bakker")).to_be_checked()
    assert complaints(desk) == []
    desk.get_by_label("Eindigt").fill("12:00")
    desk.get_by_role("button", name="Maak het concept").click()
    expect(desk.get_by_text("De eindtijd ligt voor de begintijd.")).to_be_visible()
    desk.get_by_label("Eindigt").fill("13:30")
    desk.get_by_role("button", name="Maak het concept").click()

    expect(desk.get_by_text("“Zin van een code” is gemaakt als concept.")).to_be_visible()
    expect(desk.locator("[name='starts_at']")).to_have_value("15-12-2048 12:30")
    expect(desk.locator("[name='ends_at']")).to_have_value("15-12-2048 13:30")
    assert not WebinarPage.objects.get().live


def test_a_contradiction_is_shown_before_it_is_published(
    page_of: Callable[[User], Page], page_tree: SimpleNamespace, moderator: User, page: Page
) -> None:
    article = NewsPageFactory.create(
        parent=page_tree.news, title="Nieuw webinar", slug="nieuw-webinar", live=False, body=stream([])
    )
    article.save_revision()
    desk = page_of(moderator)
    desk.goto(f"/admin/pages/{article.pk}/edit/")
    text = desk.get_by_role("region", name="Tekst", exact=True)
    text.get_by_role("button", name="Blok invoegen").click()
    text.get_by_role("option", name="Tekst").click()
    text.locator("[contenteditable=true]").click()
    desk.keyboard.type("Kom op woensdag 15 december 2048 langs.")

    # Saved by itself, and checked.
    link = desk.get_by_role("link", name="1 aandachtspunt")
    for _try in range(10):
        # Wagtail takes what is typed before its editor is ready for what stood there; another key, and it looks again.
        desk.keyboard.type(" ")
        with suppress(TooSlow):
            link.wait_for(timeout=3_000)
            break
    expect(link).to_be_visible()
    desk.get_by_role("button", name="Checks aan/uitzetten").click()
    told = "“woensdag 15 december 2048” klopt niet: 15 december 2048 is een dinsdag."
    expect(desk.locator("#vakwerk-checks").get_by_text(told)).to_be_visible()
    desk.get_by_role("button", name="Meer acties").click()
    desk.get_by_role("button", name="Publiceren", exact=True).click()

    expect(desk.get_by_text("De pagina is als concept bewaard en nog niet gepubliceerd.")).to_be_visible()
    expect(desk.get_by_text(told)).to_be_visible()
    assert complaints(desk) == []
    answer = page.goto("/nieuws/nieuw-webinar/")
    assert answer
    assert answer.status == 404
    desk.get_by_role("button", name="Toch publiceren").click()
    expect(desk.get_by_text("“Nieuw webinar” is gepubliceerd.")).to_be_visible()
    page.goto("/nieuws/nieuw-webinar/")
    expect(title(page)).to_have_text("Nieuw webinar")
