"""The page after a form that anybody may send: the same for everybody, with one's own name only where it was typed.

Nobody learns from it who is registered or who waits, and the personal link goes by mail only.
"""

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cms.api import GuardedForm

COOKIE = "aanmelding"
SALT = "events.sign_up"
RECEIPT_LASTS = timedelta(minutes=10)


def to_receipt(request: HttpRequest, url: str, form: GuardedForm) -> HttpResponse:
    """Go to the receipt at `url` with the name and address that were just typed."""
    response = HttpResponseRedirect(url)
    who = {"name": form.cleaned_data["name"], "email": form.cleaned_data["email"]}
    # Only for this address, so that it keeps no other page out of the cache.
    response.set_cookie(
        COOKIE,
        signing.dumps(who, salt=SALT),
        max_age=RECEIPT_LASTS,
        path=url,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def typed_before(request: HttpRequest) -> dict[str, str]:
    """The `name` and `email` of whoever typed them; empty for anybody else."""
    try:
        who: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=RECEIPT_LASTS)
    except signing.BadSignature:
        return {}
    return who
