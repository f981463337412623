"""Switching the tie between a translation and its source on again keeps what was typed by hand meanwhile."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.actions.keep_manual_translation import keep_manual_translation
from cms.contracts import NotAllowed
from cms.models import User


def keep_manual_work(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Runs before wagtail-localize switches it on, which it does when this returns None."""
    if request.method != "POST" or "localize-restart-translation" not in request.POST:
        return None
    stopped = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=False
    )
    translation = stopped.select_related("source", "target_locale").first()
    if translation is None:
        return None
    try:
        keep_manual_translation(translation=translation, page=page, user=cast("User", request.user))
    except NotAllowed as refusal:
        messages.error(request, str(refusal.reason))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None
