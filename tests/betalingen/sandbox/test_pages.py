"""The hosted page over HTTP, without a browser: what stands there and where its buttons lead."""

import pytest
import requests
from stripe import StripeClient

from betalingen.sandbox import Sandbox
from betalingen.sandbox.render import clock_time, moment, money
from betalingen.sandbox.texts import DUTCH, ENGLISH
from tests.betalingen.sandbox.conftest import create

NBSP = "\N{NO-BREAK SPACE}"


def get(url: str | None, language: str = "nl") -> requests.Response:
    assert url is not None
    return requests.get(url, headers={"Accept-Language": language}, timeout=60)


def press(url: str | None, **form: str) -> requests.Response:
    assert url is not None
    return requests.post(url, data=form, allow_redirects=False, timeout=60)


def test_an_open_session(sandbox: Sandbox, client: StripeClient) -> None:
    page = get(create(client).url)

    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert '<html lang="nl">' in page.text
    assert "Dit is een demo: er wordt geen echt geld betaald." in page.text
    assert f"Betaal €{NBSP}3.100,00</button>" in page.text
    assert f"Leernetwerk HRM <small>2 × €{NBSP}1.550,00</small>" in page.text
    assert [name for name in ("iDEAL", "Creditcard", "SEPA-incasso") if f"<b>{name}</b>" in page.text] == [
        "iDEAL",
        "Creditcard",
        "SEPA-incasso",
    ]
    assert 'href="http://127.0.0.1:8000/betalen/x/">Annuleer en ga terug</a>' in page.text
    assert "http" not in page.text.replace("http://127.0.0.1:8000/betalen/x/", "")
    assert 'name="email"' not in page.text
    assert "style=" not in page.text
    assert "<script" not in page.text


def test_in_english_by_session_or_by_browser(client: StripeClient) -> None:
    english = get(create(client, locale="en").url, language="nl").text
    assert '<html lang="en">' in english
    assert "This is a demo: no real money is paid." in english
    assert "Pay €3,100.00</button>" in english
    automatic = create(client, locale="auto").url
    assert '<html lang="en">' in get(automatic, language="en-GB,en;q=0.9").text
    assert '<html lang="nl">' in get(automatic, language="de").text
    assert '<html lang="en">' in get(create(client, locale=None).url, language="en").text


def test_what_comes_from_the_site_is_escaped(client: StripeClient) -> None:
    line = {
        "quantity": 1,
        "price_data": {"currency": "eur", "unit_amount": 100, "product_data": {"name": "<b>$total</b> & meer"}},
    }
    page = get(create(client, line_items=[line], cancel_url='http://x.example/?a="><script>').url).text

    assert "&lt;b&gt;$total&lt;/b&gt; &amp; meer" in page
    assert "<script" not in page


@pytest.mark.parametrize(("method", "status"), [("ideal", "paid"), ("card", "paid"), ("sepa_debit", "unpaid")])
def test_pay(sandbox: Sandbox, client: StripeClient, method: str, status: str) -> None:
    session = create(client)

    answer = press(session.url, method=method, action="pay")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:8000/betalen/x/terug/?session={session.id}"
    found = client.v1.checkout.sessions.retrieve(session.id)
    assert (found.status, found.payment_status) == ("complete", status)


def test_the_buyers_address_is_asked_when_the_site_did_not_give_it(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client, customer_email=None)
    assert 'type="email"' in get(session.url).text

    press(session.url, method="ideal", action="pay", email=" demo@voorbeeld.example ")

    found = client.v1.checkout.sessions.retrieve(session.id)
    assert found.customer_details is not None
    assert found.customer_details.email == "demo@voorbeeld.example"


def test_fail_and_try_again(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client)

    answer = press(session.url, method="ideal", action="fail")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/pay/{session.id}?failed")
    page = get(f"{session.url}?failed").text
    assert "De betaling is niet gelukt." in page
    assert "Er is niets betaald." in page
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "unpaid"
    press(session.url, method="ideal", action="pay")
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_method_that_is_not_offered_does_nothing(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client, allowed_payment_method_types=["ideal"])

    for method in ("card", "", "bancontact"):
        answer = press(session.url, method=method, action="pay")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/pay/{session.id}")

    assert client.v1.payment_intents.list().data == []


def test_closed_sessions_say_so(sandbox: Sandbox, client: StripeClient) -> None:
    paid, waiting, expired = (create(client) for _ in range(3))
    sandbox.pay(paid.id)
    sandbox.pay(waiting.id, "sepa_debit")
    sandbox.expire(expired.id)

    assert "Deze bestelling is betaald" in get(paid.url).text
    assert f'/terug/?session={paid.id}">Terug naar Vakwerk</a>' in get(paid.url).text
    assert "Uw incasso is ontvangen" in get(waiting.url).text
    assert "Deze betaalpagina is verlopen" in get(expired.url).text
    assert 'href="http://127.0.0.1:8000/betalen/x/">Terug naar Vakwerk</a>' in get(expired.url).text
    for session in (paid, waiting, expired):
        assert press(session.url, method="ideal", action="pay").status_code == 200
    assert len(client.v1.charges.list().data) == 2


def test_the_page_expires_with_the_session(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client, expires_at=sandbox.now() + 31 * 60)
    sandbox.skip_time(32 * 60)

    assert "Deze betaalpagina is verlopen" in get(session.url).text


def test_an_unknown_session(sandbox: Sandbox) -> None:
    page = get(f"{sandbox.url}/c/pay/cs_test_none")

    assert page.status_code == 404
    assert "Deze betaalpagina bestaat niet" in page.text


def test_without_a_cancel_address_there_is_no_way_back(client: StripeClient) -> None:
    page = get(create(client, cancel_url=None).url)

    assert (page.status_code, "Annuleer" in page.text) == (200, False)


def test_only_for_this_machine_and_its_own_pages(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client)
    assert session.url is not None
    rebound = requests.get(session.url, headers={"Host": "evil.example"}, timeout=60)
    forged = requests.post(
        session.url, data={"method": "ideal", "action": "pay"}, headers={"Origin": "http://evil.example"}, timeout=60
    )

    assert (rebound.status_code, forged.status_code) == (403, 403)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"


def test_stylesheet(sandbox: Sandbox) -> None:
    answer = requests.get(f"{sandbox.url}/sandbox/sandbox.css", timeout=60)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert "http" not in answer.text


def test_other_addresses_are_unknown(sandbox: Sandbox) -> None:
    assert requests.get(f"{sandbox.url}/", timeout=60).status_code == 404


@pytest.mark.parametrize(
    ("cents", "currency", "dutch", "english"),
    [
        (155000, "eur", f"€{NBSP}1.550,00", "€1,550.00"),
        (5, "eur", f"€{NBSP}0,05", "€0.05"),
        (-123456789, "eur", f"-€{NBSP}1.234.567,89", "-€1,234,567.89"),
        (100, "usd", f"${NBSP}1,00", "$1.00"),
        (100, "gbp", f"GBP{NBSP}1,00", "GBP1.00"),
    ],
)
def test_money(cents: int, currency: str, dutch: str, english: str) -> None:
    assert (money(cents, currency, DUTCH), money(cents, currency, ENGLISH)) == (dutch, english)


def test_clock_time_is_that_of_the_netherlands() -> None:
    assert clock_time(1795340694) == "10.44"


def test_a_moment_names_the_day_when_it_is_not_today() -> None:
    now = 1795340694
    assert moment(now + 1800, DUTCH, now=now) == "11.14 uur"
    assert moment(now + 24 * 3600, DUTCH, now=now) == "23 november om 10.44 uur"
    assert moment(now + 24 * 3600, ENGLISH, now=now) == "23 November at 10.44"


def test_both_languages_have_the_same_methods_and_states() -> None:
    assert DUTCH.methods.keys() == ENGLISH.methods.keys()
    assert DUTCH.states.keys() == ENGLISH.states.keys()
