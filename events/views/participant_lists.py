"""Who takes part, for somebody of a co-provider who logged in with a code that went to their address."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.actions.read_list import read_list
from events.views.responses import personal


@require_safe
@login_required
@personal
def participants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list, or nothing: whoever may not read it does not learn whether there is one."""
    proved = EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True)
    found = read_list(edition=public_id, emails=list(proved))
    if found is None:
        raise Http404
    return render(
        request, "events/participant_list.html", {"shown": found, "breadcrumbs": [(_("Deelnemerslijst"), "")]}
    )
