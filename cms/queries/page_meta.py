"""What stands in the head of a page for whoever is no visitor: search engines, and the networks where links are shared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from wagtail.models import Page

from cms import hooks, structured_data
from cms.models import AcademySettings, HomePage, NewsPage, Organisation, Person, ProgrammePage
from cms.page_cache.remembered import remembered_of
from cms.queries.page_frame import PageFrame
from cms.queries.social_cards import SocialCard, social_card
from cms.structured_data import ArticleData, CourseData, Data, OrganisationData, PersonData

LOCALES = {"nl": "nl_NL", "en": "en_GB"}


@dataclass(frozen=True)
class PageMeta:
    """Everything is plain text; `image_url` is absolute, and "" for a page that has no card."""

    title: str
    description: str
    kind: str  # of Open Graph: "article" or "website"
    locale: str
    published: str
    card: SocialCard | None
    image_url: str
    structured_data: str


def page_meta(page: Page, request: HttpRequest, frame: PageFrame) -> PageMeta:
    """What machines read of a page; a preview has no structured data, because nobody but the editor sees it."""
    root = request.build_absolute_uri("/")
    meta = remembered_of(page, f"meta at {root}", lambda: _meta(page, request, frame))
    if getattr(request, "is_preview", False):
        return meta
    return replace(meta, structured_data=structured_data.as_script(_items(page, request, frame, meta)))


def _meta(page: Page, request: HttpRequest, frame: PageFrame) -> PageMeta:
    """All but the structured data."""
    card = social_card(page, academy=frame.academy.texts.name)
    image_url = request.build_absolute_uri(card.url) if card else ""
    label = str(getattr(page, "label", ""))
    title = page.seo_title or page.title
    return PageMeta(
        title=f"{label}: {title}" if label else title,
        description=page.search_description or str(getattr(page, "lead", "")) or frame.academy.texts.about,
        kind="article" if isinstance(page, NewsPage) else "website",
        locale=LOCALES[page.locale.language_code],
        published=page.published_on.isoformat() if isinstance(page, NewsPage) and page.published_on else "",
        card=card,
        image_url=image_url,
        structured_data="",
    )


def _items(page: Page, request: HttpRequest, frame: PageFrame, meta: PageMeta) -> Sequence[Data]:
    academy = _academy(frame.academy, request)
    items = []
    match page:
        case HomePage():
            items.append(structured_data.organisation(academy))
        case NewsPage():
            items.append(structured_data.article(_article(page, frame, meta, academy)))
        case ProgrammePage():
            items.append(structured_data.course(_course(page, request, frame, meta, academy)))
        case _:
            events = hooks.page_events(page, request)
            items += [
                structured_data.event(replace(event, image=meta.image_url, organiser=academy)) for event in events
            ]
    if frame.breadcrumbs:
        crumbs = [
            (crumb.title, request.build_absolute_uri(crumb.url) if crumb.url else frame.canonical_url)
            for crumb in frame.breadcrumbs
        ]
        items.append(structured_data.breadcrumbs(crumbs))
    return items


def _academy(academy: AcademySettings, request: HttpRequest) -> OrganisationData:
    root = request.build_absolute_uri("/")
    return OrganisationData(
        name=academy.texts.name,
        url=root,
        id=f"{root}#academie",
        kind="EducationalOrganization",
        legal_name=academy.legal_name,
        description=academy.texts.about,
        logo=request.build_absolute_uri(static("cms/favicon.svg")),
        email=academy.email,
        phone=academy.phone,
        street=academy.street,
        postcode=academy.postcode,
        city=academy.city,
        vat_number=academy.vat_number,
        kvk_number=academy.kvk_number,
    )


def _article(page: NewsPage, frame: PageFrame, meta: PageMeta, academy: OrganisationData) -> ArticleData:
    return ArticleData(
        url=frame.canonical_url,
        title=page.title,
        description=meta.description,
        language=page.locale.language_code,
        image=meta.image_url,
        publisher=academy,
        author=_person(page.author) if page.author else None,
        published_on=page.published_on,
        changed_at=timezone.localtime(page.last_published_at) if page.last_published_at else None,
        sponsor=_sponsor(page.sponsor) if page.sponsor else None,
        is_paid=page.disclosure == NewsPage.Disclosure.SPONSORED,
    )


def _course(
    page: ProgrammePage, request: HttpRequest, frame: PageFrame, meta: PageMeta, academy: OrganisationData
) -> CourseData:
    return CourseData(
        url=frame.canonical_url,
        title=page.title,
        description=meta.description,
        language=page.locale.language_code,
        image=meta.image_url,
        provider=academy,
        runs=hooks.page_events(page, request),
    )


def _person(person: Person) -> PersonData:
    return PersonData(person.name, person.function_text, person.organisation.name if person.organisation else "")


def _sponsor(organisation: Organisation) -> OrganisationData:
    return OrganisationData(organisation.name, organisation.website)
