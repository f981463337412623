"""The hosted payment page: what a buyer sees where Stripe's own page would be."""

from urllib.parse import parse_qs

from betalingen.sandbox import checkout, render, timers
from betalingen.sandbox.errors import Json
from betalingen.sandbox.messages import Request, Response, see_other
from betalingen.sandbox.objects import PAYMENT_METHODS, PaymentMethod
from betalingen.sandbox.render import Markup
from betalingen.sandbox.state import State
from betalingen.sandbox.store import PRIVATE
from betalingen.sandbox.texts import Texts, choose

_PREFIX = "/c/pay/"


def handle(state: State, request: Request) -> Response:
    """GET shows the page of a session, POST is one of its buttons."""
    timers.sweep(state)
    session = state.store.get(request.path.removeprefix(_PREFIX), kind="checkout.session")
    language = request.headers.get("accept-language", "")
    if session is None:
        texts = choose(None, language)
        return _message(state, texts, texts.unknown_title, texts.unknown_text, back=None, status=404)
    texts = choose(session["locale"], language)
    if session["status"] != "open":
        return _closed(state, texts, session)
    if request.method == "POST":
        return _press(state, session, parse_qs(request.body.decode("utf-8", errors="replace")))
    return _pay_page(state, texts, session, failed=request.query == "failed")


def success_address(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _press(state: State, session: Json, form: dict[str, list[str]]) -> Response:
    own_page = f"{_PREFIX}{session['id']}"
    with state.store.transaction():
        # Read again under the lock: two windows may show the same page.
        session = state.known(session["id"])
        method = _chosen(session, form)
        if method is None or session["status"] != "open":
            return see_other(own_page)
        if form.get("action") != ["pay"]:
            checkout.fail(state, session, method)
            return see_other(f"{own_page}?failed")
        checkout.pay(state, session, method, email=form.get("email", [""])[0].strip() or None)
        return see_other(success_address(session))


def _chosen(session: Json, form: dict[str, list[str]]) -> PaymentMethod | None:
    """The method that the buyer picked, when the session offers it."""
    for method in PAYMENT_METHODS:
        if form.get("method") == [method] and method in session["payment_method_types"]:
            return method
    return None


def _pay_page(state: State, texts: Texts, session: Json, *, failed: bool) -> Response:
    total = render.money(session["amount_total"], session["currency"], texts)
    content = render.fill(
        "pay.html",
        kind=texts.pay_kind,
        site=state.settings.site_name,
        title=texts.pay_title,
        until=texts.until,
        expires=render.moment(session["expires_at"], texts, now=state.clock.now()),
        failed=_failed_notice(texts) if failed else Markup(),
        how=texts.how,
        methods=_methods(texts, session),
        email=_email_field(texts) if session["customer_email"] is None else Markup(),
        pay=texts.pay,
        fail=texts.fail,
        cancel=_cancel(texts, session),
        your_order=texts.your_order,
        lines=_lines(texts, session),
        total_label=texts.total,
        total=total,
    )
    return render.page(texts, title=f"{texts.pay_kind} {total}", site=state.settings.site_name, content=content)


def _failed_notice(texts: Texts) -> Markup:
    return render.fill("failed.html", title=texts.failed, text=texts.failed_more)


def _methods(texts: Texts, session: Json) -> Markup:
    offered = session["payment_method_types"]
    return render.join(
        [
            render.fill(
                "method.html",
                value=method,
                checked="checked" if method == offered[0] else "",
                name=texts.methods[method][0],
                text=texts.methods[method][1],
            )
            for method in offered
        ]
    )


def _email_field(texts: Texts) -> Markup:
    return render.fill("email.html", label=texts.email, hint=texts.email_hint)


def _cancel(texts: Texts, session: Json) -> Markup:
    if session["cancel_url"] is None:
        return Markup()
    return render.fill("link.html", href=session["cancel_url"], text=texts.cancel)


def _lines(texts: Texts, session: Json) -> Markup:
    return render.join([_line(texts, line) for line in session[PRIVATE]["line_items"]])


def _line(texts: Texts, line: Json) -> Markup:
    each = render.money(line["price"]["unit_amount"], line["currency"], texts)
    return render.fill(
        "line.html",
        name=line["description"],
        pieces=render.fill("pieces.html", quantity=line["quantity"], each=each) if line["quantity"] > 1 else Markup(),
        amount=render.money(line["amount_total"], line["currency"], texts),
    )


def _closed(state: State, texts: Texts, session: Json) -> Response:
    if session["status"] == "expired":
        return _message(state, texts, texts.expired_title, texts.expired_text, back=session["cancel_url"])
    back = success_address(session)
    if session["payment_status"] == "paid":
        return _message(state, texts, texts.paid_title, texts.paid_text, back=back)
    return _message(state, texts, texts.waiting_title, texts.waiting_text, back=back)


def _message(state: State, texts: Texts, title: str, text: str, *, back: str | None, status: int = 200) -> Response:
    site = state.settings.site_name
    link = Markup() if back is None else render.fill("link.html", href=back, text=f"{texts.back} {site}")
    content = render.fill("message.html", kind=texts.pay_kind, site=site, title=title, text=text, back=link)
    return render.page(texts, title=title, site=site, content=content, status=status)
