"""Guards of forms that anybody may send without a session, in place of a CSRF token that would keep pages out of the cache.

Such a form acts with nobody's authority, so a forged one gains nothing but nuisance: another site that lets its visitors
send it, robots, floods. Hence: where does the request come from, a field that only robots fill in, how fast it was
filled in, and how often one address sends. None of it is a wall: whoever is refused reads why and can send again.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import AcademyForm
from cms.rate_limit import Limit, within

FASTEST = 250  # milliseconds in which nobody fills in a form, not even a password manager

# Whole town halls share one address, so it may send many; one mailbox gets few mails.
PER_ADDRESS = Limit("form-address", 60, timedelta(minutes=10))
PER_MAILBOX = Limit("form-mailbox", 8, timedelta(hours=1))
# Everybody who tries the demo sits at one address.
DEMO_PER_ADDRESS = Limit("form-address", 6_000, timedelta(minutes=10))


TOO_FAST = gettext_lazy("Er komen nu te veel aanvragen binnen. Wacht tien minuten en verstuur het dan nog eens.")


class GuardedForm(AcademyForm):
    """A form with a bait for robots and a key that makes sending it twice harmless.

    `form_key` and `elapsed` are filled in by a script where there is one: a cached page cannot carry them. Call
    `check_pace` after `is_valid`.
    """

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    elapsed = forms.IntegerField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=gettext_lazy("Laat dit veld leeg"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def check_robot(self) -> None:
        """Add a mistake when a robot seems to have filled it in."""
        elapsed = self.cleaned_data.get("elapsed")
        if self.cleaned_data.get("website") or (elapsed is not None and elapsed < FASTEST):
            self.add_error(None, _("Dit leek door een robot ingevuld. Kijk uw gegevens na en verstuur ze nog eens."))

    def check_pace(self, request: HttpRequest, mailbox: str) -> bool:
        """Count this one; False, with a mistake added, when this address or mailbox had too many."""
        is_slow_enough = within_pace(request, mailbox)
        if not is_slow_enough:
            self.add_error(None, TOO_FAST)
        return is_slow_enough

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_robot()
        return cleaned


def within_pace(request: HttpRequest, mailbox: str) -> bool:
    """Count one form from this address and for this mailbox; False when either had too many (say TOO_FAST)."""
    per_address = DEMO_PER_ADDRESS if settings.DEMO else PER_ADDRESS
    return within({per_address: client_address(request), PER_MAILBOX: mailbox})


def refuse_other_sites(request: HttpRequest) -> None:
    """Raise PermissionDenied for a form sent from a page of another site.

    Sec-Fetch-Site decides where the browser sends it. Without it the Origin decides; "null" says nothing, because pages
    with Referrer-Policy: no-referrer send it themselves. A request with neither comes from no browser of this decade.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        is_foreign = site not in {"same-origin", "none"}
    else:
        own = f"{request.scheme}://{request.get_host()}"
        is_foreign = origin not in {None, "null", own, *settings.CSRF_TRUSTED_ORIGINS}
    if is_foreign:
        raise PermissionDenied("Form sent from another site.")


def client_address(request: HttpRequest) -> str:
    """Who is on the line: behind our own proxy what that one added last, never what the client wrote itself."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
