"""A site to measure: one programme with everything on it, and ten or ten thousand of whatever might slow it down."""

import datetime as dt
import itertools

from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import AcademySettings, HomePage, NewsIndexPage, NewsPage, ProgrammeIndexPage, ProgrammePage
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import AgendaPage, Booking, Edition, Registration, Session
from tests.factories.betalingen import SubsidySchemeFactory, VatRuleFactory
from tests.factories.cms import (
    AcademyImageFactory,
    AudienceFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
    stream,
)
from tests.factories.events import EditionFactory

HOST = "www.vakwerk.example"
PROGRAMME = "/opleidingen/leergang/"
ARTICLE = "/nieuws/bericht/"
TEXT = f"<p>{'Een leergang is een gebouw: eerst het gebint, dan de wanden. ' * 12}</p>"


def make() -> None:
    """A home page, an article and a programme with three editions, eight people, eight partners and a picture."""
    root = Page.get_first_root_node()
    root.get_children().delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Academie Vakwerk", slug="home"))
    Site.objects.all().delete()
    site = Site.objects.create(hostname=HOST, port=443, root_page=home, is_default_site=True)
    AcademySettings.for_site(site)
    news = home.add_child(instance=NewsIndexPage(title="Nieuws", slug="nieuws", show_in_menus=True))
    index = home.add_child(instance=ProgrammeIndexPage(title="Opleidingen", slug="opleidingen", show_in_menus=True))
    home.add_child(instance=AgendaPage(title="Agenda", slug="agenda", show_in_menus=True))
    article = NewsPage(
        title="Bericht",
        slug="bericht",
        lead="Kort.",
        published_on=timezone.localdate(),
        body=stream([("text", TEXT)] * 6),
    )
    news.add_child(instance=article)
    theme = ThemeFactory.create()
    article.themes.add(theme)
    article.save()
    page = _programme(index)
    page.themes.add(theme)
    page.audiences.add(AudienceFactory.create())
    page.save()
    terms = {"gross_price_cents": 310_000, "vat_rule": VatRuleFactory.create()}
    for _number in range(3):
        EditionFactory.create(
            offering=page, sessions=8, minimum=8, taken=5, subsidy_scheme=SubsidySchemeFactory.create(), **terms
        )
    index.add_child(instance=ProgrammePage(title="Andere leergang", slug="andere", kind=ProgrammePage.Kind.COURSE))


def _programme(index: Page) -> ProgrammePage:
    people = [PersonFactory.create(photo=AcademyImageFactory(), bio="Drie zinnen. " * 6) for _number in range(8)]
    partners = [OrganisationFactory.create(logo=AcademyImageFactory()) for _number in range(8)]
    page = ProgrammePage(
        title="Leergang",
        slug="leergang",
        kind=ProgrammePage.Kind.COURSE,
        lead="Acht dagen in acht maanden.",
        image=AcademyImageFactory(),
        body=stream([("text", TEXT)] * 4),
        people=stream([("person", {"person": each.pk, "role": "docent", "function": ""}) for each in people]),
        partners=stream(
            [("partner", {"organisation": each.pk, "role": "partner", "receives": ""}) for each in partners]
        ),
        contact=people[0],
        in_company=True,
    )
    index.add_child(instance=page)
    return page


def grow(count: int) -> None:
    """So many more articles with the theme of the programme, editions to come, editions that were, and registrations for the
    measured edition."""
    _articles(count)
    other = ProgrammePage.objects.get(slug="andere")
    measured = Edition.objects.filter(offering__slug="leergang").latest("pk")
    now = timezone.now()
    for days in (-100, 200):
        made = Edition.objects.bulk_create(
            Edition(offering=other, status=EditionStatus.OPEN, capacity=12) for _number in range(count // 2)
        )
        moments = itertools.cycle(now + dt.timedelta(days=days, minutes=minute) for minute in range(1_000))
        Session.objects.bulk_create(
            Session(edition=edition, starts_at=at, ends_at=at + dt.timedelta(hours=7))
            for edition, at in zip(made, moments, strict=False)
        )
    booking = Booking.objects.create(edition=measured, name="Veel", email="veel@example.org")
    Registration.objects.bulk_create(
        Registration(
            number=f"B{count}-{number}",
            booking=booking,
            edition=measured,
            name=f"Persoon {number}",
            email=f"p{count}.{number}@example.org",
            status=RegistrationStatus.CANCELLED,
        )
        for number in range(count)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _articles(count: int) -> None:
    """Copies of the article, straight into the tables: the page tree makes one at a time."""
    source = NewsPage.objects.get(slug="bericht")
    known = Page.objects.filter(path__startswith=source.path[: -source.steplen], depth=source.depth).count()
    columns = [field.column for field in Page._meta.local_concrete_fields if field.column not in _OWN]
    own = [field.column for field in NewsPage._meta.local_concrete_fields if field.column != "page_ptr_id"]
    quoted, quoted_own = (", ".join(f'"{name}"' for name in names) for names in (columns, own))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH copies AS (
                INSERT INTO wagtailcore_page (path, slug, url_path, translation_key, {quoted})
                SELECT left(path, -4) || 'Z' || lpad(number::text, 3, '0'), slug || number,
                       url_path || number || '/', gen_random_uuid(), {quoted}
                FROM wagtailcore_page, unnest(%s::text[]) AS number WHERE id = %s RETURNING id
            ), articles AS (
                INSERT INTO cms_newspage (page_ptr_id, {quoted_own})
                SELECT copies.id, {quoted_own} FROM copies, cms_newspage WHERE page_ptr_id = %s RETURNING page_ptr_id
            )
            INSERT INTO cms_newspage_themes (newspage_id, theme_id)
            SELECT page_ptr_id, theme_id FROM articles, cms_newspage_themes WHERE newspage_id = %s
            """,  # noqa: S608  # names of columns
            [[_step(known + number) for number in range(count)], source.pk, source.pk, source.pk],
        )


_OWN = {"id", "path", "slug", "url_path", "translation_key"}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _step(number: int) -> str:
    """Three digits of the page tree's own numbers."""
    return "".join(_DIGITS[number // 36**place % 36] for place in (2, 1, 0))
