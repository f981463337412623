"""Dutch is the source language: what is written in the code is what people read."""

import polib
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext


def test_no_catalogue_of_wagtail_or_django_changes_our_dutch() -> None:
    catalogue = polib.pofile(str(settings.BASE_DIR / "cms" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    with translation.override("nl"):
        shown = {entry.msgid: _shown(entry) for entry in catalogue if not entry.obsolete}
    assert len(shown) > 1000
    assert {written: read for written, read in shown.items() if written != read} == {}


def _shown(entry: polib.POEntry) -> str:
    if entry.msgid_plural:
        return ngettext(entry.msgid, entry.msgid_plural, 1)
    return pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)
