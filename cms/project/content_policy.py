"""The Content-Security-Policy: our own files only; inline scripts and styles in the admin alone."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """Loosens the policy under /admin/, whose pages (Wagtail's) cannot do without. No nonce: that switches inline off."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, *args, **kwargs)
        if request.path_info.startswith("/admin/"):
            inline = {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
            parts.replace = inline | (parts.replace or {})
        if settings.STRIPE_API_BASE:
            # Browsers check the redirect of a form too: without this nobody reaches the sandbox's payment page.
            parts.update = {"form-action": [settings.STRIPE_API_BASE]} | (parts.update or {})
        return parts
