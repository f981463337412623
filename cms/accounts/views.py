"""The two account pages that allauth does not have."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from cms.accounts.demo import ensure_demo_staff
from cms.accounts.second_factor import remember_second_factor


class SecondStepView(LoginRequiredMixin, TemplateView):
    """Explains to a new colleague why a second step is needed, and offers the choice."""

    template_name = "account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()})
        return super().get_context_data(**kwargs) | {"next": wanted if is_ours else ""}


# Only the demo has it, and its buttons stand on pages without a session; being logged in by another site harms nobody.
@csrf_exempt
@require_POST
def demo_login(request: HttpRequest, role: str) -> HttpResponse:
    """Log in as one of the demo's colleagues, with every factor."""
    if not settings.DEMO:
        raise Http404
    colleagues = ensure_demo_staff()
    if role not in colleagues:
        raise Http404
    user = colleagues[role]
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    remember_second_factor(request, user, "totp")
    return redirect("wagtailadmin_home")
