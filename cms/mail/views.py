"""The mailbox of the demo: everybody's mail, so it does not exist anywhere else."""

import base64
from uuid import UUID

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.models.message import Message

PAGE_SIZE = 25


def require_demo() -> None:
    """Elsewhere the page is unknown."""
    if not settings.DEMO:
        raise Http404


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mail first; ?aan= keeps those to an address that contains it."""
    require_demo()
    recipient = request.GET.get("aan", "").strip()
    messages = Message.objects.defer("text", "html", "attachments").order_by("-created_at", "-pk")
    if recipient:
        messages = messages.filter(recipient__icontains=recipient)
    page = Paginator(messages, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "cms/mailbox/index.html", {"page_obj": page, "recipient": recipient})


@never_cache
@require_safe
def message(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One mail: the HTML in a frame of its own, the plain text, the attachments."""
    require_demo()
    return render(request, "cms/mailbox/message.html", {"message": get_object_or_404(Message, public_id=public_id)})


@never_cache
@require_safe
@csp(  # type: ignore[arg-type]  # its types know no arguments from the address
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
    }
)
def body(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The HTML of a mail, as a mail program shows it: without scripts, links open outside the frame."""
    require_demo()
    html = get_object_or_404(Message, public_id=public_id).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


@never_cache
@require_safe
def attachment(_request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """An attachment as a download; they are numbered from 1."""
    require_demo()
    attachments = get_object_or_404(Message, public_id=public_id).attachments
    if not 1 <= number <= len(attachments):
        raise Http404
    chosen = attachments[number - 1]
    return HttpResponse(
        base64.b64decode(chosen["content"]),
        content_type=chosen["content_type"],
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=chosen["name"]) or ""},
    )
