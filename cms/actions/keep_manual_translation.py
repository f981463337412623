"""Take over what was typed in a translation by hand, before wagtail-localize builds it from its own memory again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments, quote_path_component

from cms.audit import record_audit
from cms.contracts import NotAllowed
from cms.models import User


@transaction.atomic
def keep_manual_translation(*, translation: Translation, page: Page, user: User | None = None) -> None:
    """Write the texts, links and pictures of `page` (its latest version) into the memory that it will be built from.

    Raises NotAllowed when the page holds parts that its source has not: building it again would take them away.
    """
    segments = extract_segments(page.get_latest_revision_as_object())
    typed: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in segments:
        if isinstance(value, StringSegmentValue) and not value.is_empty():
            typed[value.path].append(value)
    wanted: dict[str, list[StringSegment]] = defaultdict(list)
    source = StringSegment.objects.filter(source=translation.source).select_related("context", "string")
    for segment in source.order_by("order"):
        wanted[segment.context.path].append(segment)
    _check(page, typed, wanted)
    for path, values in typed.items():
        for segment, value in zip(wanted[path], values, strict=True):
            _keep_text(translation, segment, value, user)
            _keep_links(translation, segment, value)
    _keep_choices(translation, segments)
    record_audit(page, "cms.translation_kept", user=user)


def _check(page: Page, typed: Mapping[str, list[Any]], wanted: Mapping[str, list[Any]]) -> None:
    strange = [path.split(".")[0] for path, values in typed.items() if len(values) != len(wanted.get(path, ()))]
    if strange:
        names = ", ".join(str(page._meta.get_field(name).verbose_name) for name in dict.fromkeys(strange))
        raise NotAllowed(
            _(
                "Met de hand staat hier meer of iets anders dan in de brontekst: %(fields)s. "
                "Dat zou verdwijnen. Maak de opbouw eerst gelijk aan die van de bron."
            )
            % {"fields": names}
        )


def _keep_text(translation: Translation, segment: StringSegment, value: StringSegmentValue, user: User | None) -> None:
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults={
            "data": value.string.data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )


def _keep_links(translation: Translation, segment: StringSegment, value: StringSegmentValue) -> None:
    before: dict[str, dict[str, str]] = json.loads(segment.attrs) or {}
    for tag, attributes in (value.attrs or {}).items():
        old, new = before.get(tag, {}).get("href"), attributes.get("href")
        if old and new and old != new:
            _override(translation, f"{segment.context.path}.{quote_path_component(old)}", new)


def _keep_choices(translation: Translation, segments: Iterable[Any]) -> None:
    """Pictures, dates and other fields that a translation may have of its own."""
    kept = {
        segment.context.path: json.loads(segment.data_json)
        for segment in OverridableSegment.objects.filter(source=translation.source).select_related("context")
    }
    for value in segments:
        if isinstance(value, OverridableSegmentValue) and value.path in kept and kept[value.path] != value.data:
            _override(translation, value.path, value.data)


def _override(translation: Translation, path: str, data: Any) -> None:
    context, _is_new = TranslationContext.objects.get_or_create(object_id=translation.source.object_id, path=path)
    SegmentOverride.objects.update_or_create(
        context=context,
        locale=translation.target_locale,
        defaults={"data_json": json.dumps(data, cls=DjangoJSONEncoder), "has_error": False},
    )
