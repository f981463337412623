"""How far each page and snippet is translated, however many there are in one number of queries.

What a translation was made from is known: wagtail-localize keeps the source as it was at the last update, and of a page
that was translated by hand the revisions tell what stood there when it was published. The fields that differ are told.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Exists, Max, Model, OuterRef
from django.utils.text import capfirst
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Locale, Page, Revision, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog


class State(StrEnum):
    """In the order in which somebody should look at them."""

    BEHIND = "behind"
    MISSING = "missing"
    DRAFT = "draft"
    CURRENT = "current"


@dataclass(frozen=True)
class TranslationRow:
    """One page or snippet in one other language.

    `target` is None while nothing is there; `source_id` is that of wagtail-localize, None where it is not at work.
    `changed` names the fields that differ since `since`; it may be empty where texts are only waiting to be translated
    (`untranslated`) or published.
    """

    title: str
    model: type[Model]
    language: str
    source: int
    target: int | None
    state: State
    since: dt.datetime | None = None
    changed: Sequence[str] = ()
    untranslated: int = 0
    source_id: int | None = None

    @property
    def kind(self) -> str:
        return str(capfirst(self.model._meta.verbose_name))

    @property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)

    @property
    def needs_update(self) -> bool:
        """The source changed and its translators have not been told yet."""
        return self.state is State.BEHIND and self.source_id is not None and bool(self.changed)


def translation_rows() -> list[TranslationRow]:
    """Everything that is published in the language of the source, in each other language; what lags behind comes first."""
    source = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    targets = [locale for locale in Locale.objects.all() if locale.pk != source.pk]
    work = _Localized(targets)
    rows = [*_page_rows(source, targets, work), *_snippet_rows(source, targets, work)]
    order = list(State)
    return sorted(rows, key=lambda row: (order.index(row.state), row.title.lower(), row.language))


class _Localized:
    """What wagtail-localize knows, by translation key and locale."""

    def __init__(self, locales: Iterable[Locale]) -> None:
        self._locales = locales
        found = Translation.objects.filter(enabled=True, target_locale__in=list(locales)).select_related("source")
        self._by_key: dict[tuple[UUID, int], Translation] = {
            (translation.source.object_id, translation.target_locale_id): translation
            for translation in found.defer("source__content_json")
        }

    def of(self, key: UUID, locale: Locale) -> Translation | None:
        return self._by_key.get((key, locale.pk))

    @cached_property
    def built(self) -> Mapping[tuple[int, int], dt.datetime]:
        """When a translation was last made of what its source said, by source and locale."""
        logs = TranslationLog.objects.order_by().values_list("source", "locale").annotate(Max("created_at"))
        return {(source, locale): made_at for source, locale, made_at in logs}

    @cached_property
    def untranslated(self) -> Mapping[tuple[int, int], int]:
        """How many texts of a source wait, by source and locale."""
        counts: dict[tuple[int, int], int] = {}
        for locale in self._locales:
            done = StringTranslation.objects.filter(
                translation_of=OuterRef("string"), context=OuterRef("context"), locale=locale, has_error=False
            )
            waiting = StringSegment.objects.filter(~Exists(done)).order_by().values_list("source")
            counts.update({(source, locale.pk): count for source, count in waiting.annotate(Count("pk"))})
        return counts


def _page_rows(source: Locale, targets: Sequence[Locale], work: _Localized) -> list[TranslationRow]:
    pages = list(
        Page.objects.filter(locale=source, live=True, depth__gt=1, alias_of__isnull=True).select_related("content_type")
    )
    there = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(locale__in=targets, alias_of__isnull=True).only(
            "translation_key", "locale", "live", "last_published_at"
        )
    }
    pairs = [(page, locale, there.get((page.translation_key, locale.pk))) for page in pages for locale in targets]
    changes = _PageChanges([(page, target, work.of(page.translation_key, at)) for page, at, target in pairs if target])
    rows = []
    for page, locale, target in pairs:
        model: type[Model] = page.content_type.model_class() or Page
        facts = {"title": page.title, "model": model, "language": locale.language_code, "source": page.pk}
        if target is None:
            rows.append(TranslationRow(**facts, target=None, state=State.MISSING))
            continue
        translation = work.of(page.translation_key, locale)
        changed = changes.of(page, target)
        rows.append(
            _row(
                facts,
                target.pk,
                translation,
                work,
                changed,
                page.last_published_at,
                target.last_published_at,
                is_live=target.live,
            )
        )
    return rows


def _snippet_rows(source: Locale, targets: Sequence[Locale], work: _Localized) -> list[TranslationRow]:
    rows = []
    for model in get_snippet_models():
        if not issubclass(model, TranslatableMixin):
            continue
        there = {(one.translation_key, one.locale_id): one for one in model.objects.filter(locale__in=targets)}
        contents = _kept_contents(model)
        for one in model.objects.filter(locale=source):
            for locale in targets:
                facts = {"title": str(one), "model": model, "language": locale.language_code, "source": one.pk}
                target = there.get((one.translation_key, locale.pk))
                if target is None:
                    rows.append(TranslationRow(**facts, target=None, state=State.MISSING))
                    continue
                translation = work.of(one.translation_key, locale)
                before = contents.get(translation.source_id) if translation else None
                changed = _differences(model, before, _as_kept(one)) if before else ()
                built_at = work.built.get((translation.source_id, locale.pk)) if translation else None
                is_live = getattr(target, "live", True)
                rows.append(_row(facts, target.pk, translation, work, changed, None, built_at, is_live=is_live))
    return rows


def _row(
    facts: Mapping[str, Any],
    target: int,
    translation: Translation | None,
    work: _Localized,
    changed: Sequence[str],
    changed_at: dt.datetime | None,
    built_at: dt.datetime | None,
    *,
    is_live: bool,
) -> TranslationRow:
    source_id: int | None = translation.source_id if translation else None
    untranslated = 0
    if translation:
        untranslated = work.untranslated.get((translation.source_id, translation.target_locale_id), 0)
    told_at = translation.source.last_updated_at if translation else None
    since = None
    if changed:
        since = changed_at
    elif translation and (untranslated or built_at is None or (told_at and built_at < told_at)):
        since = told_at
    is_behind = bool(changed) or since is not None
    state = State.DRAFT if not is_live else State.BEHIND if is_behind else State.CURRENT
    return TranslationRow(
        **facts,
        target=target,
        state=state,
        since=since,
        changed=changed,
        untranslated=untranslated,
        source_id=source_id,
    )


class _PageChanges:
    """Which fields of pages changed since their translations were made; reads contents only where a date says so."""

    def __init__(self, pairs: Sequence[tuple[Page, Page, Translation | None]]) -> None:
        suspects = [pair for pair in pairs if self._may_differ(*pair)]
        by_hand = [(page, target) for page, target, translation in suspects if translation is None]
        revisions = self._revisions_then(by_hand)
        kept = dict(
            Translation.objects.filter(pk__in=[found.pk for _, _, found in suspects if found]).values_list(
                "pk", "source__content_json"
            )
        )
        wanted = {page.live_revision_id for page, _, _ in suspects} | set(revisions.values())
        contents = dict(Revision.objects.filter(pk__in=wanted - {None}).values_list("pk", "content"))
        self._found: dict[tuple[int, int], Sequence[str]] = {}
        for page, target, translation in suspects:
            now = contents.get(page.live_revision_id)
            before = json.loads(kept[translation.pk]) if translation else contents.get(revisions.get(target.pk))
            if now and before:
                model = page.content_type.model_class() or Page
                self._found[page.pk, target.pk] = _differences(model, before, now)

    def of(self, page: Page, target: Page) -> Sequence[str]:
        return self._found.get((page.pk, target.pk), ())

    @staticmethod
    def _may_differ(page: Page, target: Page, translation: Translation | None) -> bool:
        made_at = translation.source.last_updated_at if translation else target.last_published_at
        return bool(page.last_published_at and made_at and page.last_published_at > made_at)

    @staticmethod
    def _revisions_then(pairs: Sequence[tuple[Page, Page]]) -> dict[int, int]:
        """The revision of the source that stood there when its translation was published, by the pk of the translation."""
        history: dict[str, list[tuple[dt.datetime, int]]] = defaultdict(list)
        rows = Revision.objects.page_revisions().filter(object_id__in=[str(page.pk) for page, _ in pairs])
        for page_id, made_at, pk in rows.order_by("created_at", "pk").values_list("object_id", "created_at", "pk"):
            history[page_id].append((made_at, pk))
        found = {}
        for page, target in pairs:
            then = [pk for made_at, pk in history[str(page.pk)] if made_at <= target.last_published_at]
            if then:
                found[target.pk] = then[-1]
        return found


def _kept_contents(model: type[Model]) -> dict[int, dict[str, Any]]:
    """The sources of wagtail-localize of one model, by their pk."""
    label = {"source__specific_content_type__app_label": model._meta.app_label}
    found = Translation.objects.filter(**label, source__specific_content_type__model=model._meta.model_name)
    return {pk: json.loads(content) for pk, content in found.values_list("source", "source__content_json")}


def _as_kept(snippet: Model) -> dict[str, Any]:
    """As wagtail-localize writes it down."""
    data: dict[str, Any] = json.loads(json.dumps(get_serializable_data_for_fields(snippet), cls=DjangoJSONEncoder))
    return data


def _differences(model: type[Model], before: Mapping[str, Any], now: Mapping[str, Any]) -> Sequence[str]:
    """The names of the fields that differ and that a translation shows."""
    names = [field.field_name for field in get_translatable_fields(model)]
    return tuple(_label(model, name) for name in names if name in now and before.get(name) != now[name])


def _label(model: type[Model], name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))
