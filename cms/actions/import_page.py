"""Make one page of an imported article, or bring the one that an earlier import made up to date."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import unquote

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.actions.enclosures import Enclosures
from cms.actions.import_body import to_stream
from cms.actions.import_redirect import import_redirect
from cms.audit import record_audit
from cms.imports.document import Article
from cms.imports.outcome import Outcome, Result
from cms.models import ContentPage, ImportRecord, NewsPage
from cms.queries.import_desk import Desk

_LONGEST_KEY: Final = 500
_LONGEST_SLUG: Final = 80
_NOON: Final = dt.time(12)


@transaction.atomic
def import_page(article: Article, enclosures: Enclosures, desk: Desk) -> Outcome:
    """Create or update the draft, with its author, themes, pictures and the redirect from its old address.

    What an editor changed, published or removed stays as it is; the outcome says so.
    """
    key = _stored_key(article.key)
    record = ImportRecord.objects.select_for_update(of=("self",)).select_related("page").filter(key=key).first()
    if record is None:
        twin = ImportRecord.objects.filter(source_digest=article.digest, page__isnull=False).first()
        if twin is not None:
            note = _("Staat al op de site, uit %(key)s.") % {"key": twin.key}
            return Outcome(Result.UNCHANGED, article.title, twin.page_id, (note,))
    elif record.page is None:
        return Outcome(Result.GONE, article.title, None, (_("De pagina is verwijderd en komt niet terug."),))
    elif not record.is_untouched:
        return _left_alone(article, record)
    return _write(article, key, record, enclosures, desk)


def _left_alone(article: Article, record: ImportRecord) -> Outcome:
    if record.source_digest == article.digest:
        return Outcome(Result.UNCHANGED, article.title, record.page_id)
    note = _("De bron is veranderd, en een redacteur paste deze pagina aan: niets overschreven.")
    return Outcome(Result.KEPT, article.title, record.page_id, (note,))


def _write(article: Article, key: str, record: ImportRecord | None, enclosures: Enclosures, desk: Desk) -> Outcome:
    model = desk.model_for(article)
    page: NewsPage | ContentPage = record.page.specific if record and record.page else model(live=False)
    notes = list(article.notes)
    fields: dict[str, Any] = {
        "title": article.title,
        "lead": article.lead,
        "image_id": enclosures.image_id(article.picture, notes),
        "body": to_stream(article, enclosures, notes),
    }
    if article.published_on:
        fields["first_published_at"] = timezone.make_aware(dt.datetime.combine(article.published_on, _NOON))
    if isinstance(page, NewsPage):
        fields |= _facts_of_news(article, desk, notes)
    else:
        _note_facts_without_place(article, notes)
    theme_ids = fields.pop("theme_ids", [])
    digest = hashlib.sha256(repr((fields, theme_ids)).encode()).hexdigest()
    if record and record.content_digest == digest:
        return _unchanged(article, record)
    for name, value in fields.items():
        setattr(page, name, value)
    if isinstance(page, NewsPage):
        page.themes.set(desk.themes_with(theme_ids))
    if record is None:
        _place(page, article, desk)
    else:
        page.save()
    revision = page.save_revision(clean=False)  # an editor fills in what a draft lacks
    if article.address and (todo := import_redirect(article.address, page, desk.site)):
        notes.append(todo)
    facts = {"page": page, "revision": revision, "source_digest": article.digest, "content_digest": digest}
    ImportRecord.objects.update_or_create(key=key, defaults={**facts, "notes": notes})
    record_audit(page, "cms.page_import_updated" if record else "cms.page_imported", revision=revision.pk)
    return Outcome(Result.UPDATED if record else Result.CREATED, article.title, page.pk, tuple(notes))


def _place(page: NewsPage | ContentPage, article: Article, desk: Desk) -> None:
    parent = Page.objects.get(pk=desk.parents[article.kind])
    if article.parent_key:
        above = ImportRecord.objects.filter(key=_stored_key(article.parent_key), page__isnull=False).first()
        if above and above.page and isinstance(page, ContentPage) and isinstance(above.page.specific, ContentPage):
            parent = above.page
    wish = slugify(unquote(article.slug)) or slugify(article.title) or "pagina"
    page.slug = find_available_slug(parent, wish[:_LONGEST_SLUG].strip("-"))
    parent.add_child(instance=page)


def _facts_of_news(article: Article, desk: Desk, notes: list[str]) -> dict[str, Any]:
    author_id = desk.people.find(article.author) if article.author else None
    if article.author and author_id is None:
        notes.append(_("Auteur “%(name)s” staat niet in het register van personen.") % {"name": article.author.name})
    if article.published_on is None:
        notes.append(_("Geen datum gevonden: vul hem in voor u publiceert."))
    found = {name: desk.theme(name) for name in article.categories}
    if unknown := [name for name, theme in found.items() if theme is None]:
        notes.append(_("Geen thema op de site: %(names)s.") % {"names": _quoted(unknown)})
    return {
        "published_on": article.published_on,
        "kind": _kind(article.title),
        "author_id": author_id,
        "theme_ids": sorted({theme.pk for theme in found.values() if theme}),
    }


def _note_facts_without_place(article: Article, notes: list[str]) -> None:
    if article.author:
        notes.append(_("Auteur “%(name)s”: een gewone pagina noemt geen auteur.") % {"name": article.author.name})
    if article.categories:
        names = _quoted(article.categories)
        notes.append(_("Een gewone pagina heeft geen thema’s: %(names)s.") % {"names": names})


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _kind(title: str) -> str:
    first_word = title.split()[0].lower().rstrip(":") if title.split() else ""
    kinds = {"verslag": NewsPage.Kind.REPORT, "interview": NewsPage.Kind.INTERVIEW}
    return kinds.get(first_word, NewsPage.Kind.NEWS).value


def _unchanged(article: Article, record: ImportRecord) -> Outcome:
    """The page would get what it has, also where something else about its source changed."""
    if record.source_digest != article.digest:
        record.source_digest = article.digest
        record.save(update_fields=["source_digest", "updated_at"])
    return Outcome(Result.UNCHANGED, article.title, record.page_id)


def _stored_key(key: str) -> str:
    if len(key) <= _LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: _LONGEST_KEY - len(digest) - 1]}-{digest}"
