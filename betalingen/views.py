"""The pages of paying, and the door for providers' notifications."""

import logging
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.db import DatabaseError, InterfaceError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from betalingen import hooks
from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.take_notification import take_notification
from betalingen.actions.welcome_back import UNDECIDED, welcome_back
from betalingen.contracts import NotificationRefused, ProviderUnavailable
from betalingen.models import Instalment, Invoice
from betalingen.queries.invoice_files import pdf_of, ubl_of
from betalingen.queries.payment_page import PaymentPage, payment_page
from cms.api import NotAllowed

logger = logging.getLogger(__name__)

LARGEST_NOTIFICATION: Final = 256 * 1024


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order_page(request: HttpRequest, access_key: str) -> HttpResponse:
    """An order and its button; the button leads to the provider, twice to the same payment."""
    page = _page_or_404(access_key)
    if request.method != "POST":
        return _order(request, page)
    try:
        address = begin_payment(order=page.order.pk, instalment=_instalment(page))
    except NotAllowed as refusal:
        return _order(request, _page_or_404(access_key), refusal=str(refusal.reason), status=409)
    except ProviderUnavailable as error:
        logger.warning("order %s cannot be paid now: %s", page.order.number, error)
        return _order(request, _page_or_404(access_key), is_unavailable=True, status=503)
    return HttpResponseRedirect(address, status=303)


@never_cache
@require_GET
def return_page(request: HttpRequest, access_key: str) -> HttpResponse:
    """Where the provider sends the customer back to, with its reference of the payment as `session_id`."""
    page = _page_or_404(access_key)
    attempt = welcome_back(
        order=page.order.pk,
        instalment=_instalment(page),
        provider_reference=request.GET.get("session_id", ""),
    )
    if attempt is None:
        raise Http404
    page = _page_or_404(access_key)
    is_waiting = page.order.status == "open" and attempt.status in UNDECIDED
    context = {"page_data": page, "is_waiting": is_waiting, "breadcrumbs": _breadcrumbs(page)}
    return render(request, "betalingen/return.html", context)


@never_cache
@require_GET
def invoice_pdf(request: HttpRequest, access_key: str, document: UUID) -> HttpResponse:  # noqa: ARG001
    """An invoice or a credit note, for whoever has the key of its order or of its instalment."""
    invoice = _document_or_404(access_key, document)
    return file_response(invoice.number, "pdf", pdf_of(invoice))


@never_cache
@require_GET
def invoice_ubl(request: HttpRequest, access_key: str, document: UUID) -> HttpResponse:  # noqa: ARG001
    """The same for a machine; there is none for whom no e-invoice can be made."""
    invoice = _document_or_404(access_key, document)
    return file_response(invoice.number, "xml", ubl_of(invoice))


def _document_or_404(access_key: str, document: UUID) -> Invoice:
    """The key of an order does not open what another is asked of it."""
    mine = Q(instalment=None, order__access_key=access_key) | Q(instalment__access_key=access_key)
    return get_object_or_404(Invoice, mine, public_id=document)


def file_response(number: str, extension: str, content: bytes) -> HttpResponse:
    """A file to be kept, by its number; raises Http404 when there is nothing in it."""
    if not content:
        raise Http404
    content_type = "application/pdf" if extension == "pdf" else "application/xml"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{number}.{extension}"'},
    )


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Store a provider's message and leave it to a job. What cannot be stored now gets a 503, and is sent again."""
    body = request.read(LARGEST_NOTIFICATION + 1)
    if len(body) > LARGEST_NOTIFICATION:
        return HttpResponse(status=413)
    try:
        notification = hooks.payment_provider(provider).read_notification(body, request.headers)
    except hooks.NotContributed:
        raise Http404 from None
    except NotificationRefused as refusal:
        _note_refusal(provider, refusal)
        return HttpResponse(status=400)
    try:
        take_notification(provider=provider, notification=notification)
    except (DatabaseError, InterfaceError):
        logger.exception("a notification of %s could not be stored", provider)
        return HttpResponse(status=503)
    return HttpResponse(status=200)


def _instalment(page: PaymentPage) -> int | None:
    """The pk of what is paid here, when that is a part of the order."""
    return page.payer.pk if isinstance(page.payer, Instalment) else None


def _page_or_404(access_key: str) -> PaymentPage:
    page = payment_page(access_key)
    if page is None:
        raise Http404
    return page


def _order(
    request: HttpRequest, page: PaymentPage, *, refusal: str = "", is_unavailable: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "page_data": page,
        "refusal": refusal,
        "is_unavailable": is_unavailable,
        "breadcrumbs": _breadcrumbs(page),
    }
    return render(request, "betalingen/order.html", context, status=status)


def _breadcrumbs(page: PaymentPage) -> list[tuple[str, str]]:
    return [(_("Betalen"), ""), (page.order.number, "")]


def _note_refusal(provider: str, refusal: NotificationRefused) -> None:
    """At most one line a minute: whoever sends rubbish must not fill the log."""
    if cache.add(f"betalingen:refused:{provider}", 1, timeout=60):
        logger.warning("a notification of %s was refused: %s", provider, refusal)
