"""Finance's screens of claims on funders."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.models import SubsidyClaim, SubsidyScheme
from betalingen.pricing import SubsidyTreatment
from cms.models import User
from tests.betalingen.actions.test_subsidy_claims import gathered, granted, invoiced, submitted
from tests.factories.betalingen import BankLineFactory, SubsidySchemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]
LogIn = Callable[[User], Client]
TODAY = timezone.localdate()


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


@pytest.fixture
def scheme() -> SubsidyScheme:
    found: SubsidyScheme = SubsidySchemeFactory.create(funder__name="Fonds Werken")
    return found


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_from_gathering_to_money_following_the_screen(finance: Client, scheme: SubsidyScheme) -> None:
    invoiced(scheme, "test:1", 2)
    assert "Nog niet aangevraagd, bij alle financiers samen: € 3.100,00." in text(finance, reverse("claims:index"))

    asked = {"funder": scheme.funder_id, "year": TODAY.year}
    response = finance.post(reverse("claims:add"), asked)
    claim = SubsidyClaim.objects.get()
    here = reverse("claims:inspect", args=[claim.pk])
    assert response["Location"] == here
    assert "nog open: € 3.100,00" in text(finance, here)

    def decide(name: str, button: str, **typed: object) -> None:
        address = reverse(f"claims:{name}", args=[claim.pk])
        assert address in text(finance, here)
        assert button in text(finance, address)
        assert finance.post(address, typed)["Location"] == here

    decide("submit", "Ja, ingediend", submitted_on=TODAY, funder_reference="DUS-9")
    decide("decide", "Leg vast", granted="2.000,00", decided_on=TODAY)
    decide("receive", "Boek", amount="2.000,00", received_on=TODAY, bank_reference="NL-1")
    assert "Niet alles is toegekend." in text(finance, here)
    decide("write_off", "Ja, boek af", reason="Boven het plafond")

    page = text(finance, here)
    assert "Deze aanvraag is klaar." in page
    assert "Afgeboekt: € 1.100,00. Boven het plafond" in page
    assert "<dt>Nog open</dt> <dd> <strong>€ 0,00</strong> </dd>" in page


def test_a_refusal_stands_in_the_form_with_what_was_typed(finance: Client, scheme: SubsidyScheme) -> None:
    address = reverse("claims:add")
    response = finance.post(address, {"funder": scheme.funder_id, "year": TODAY.year})
    assert "Er is niets aan te vragen" in response.content.decode()
    assert f'<option value="{scheme.funder_id}" selected>' in response.content.decode()
    assert not SubsidyClaim.objects.exists()


def test_who_begins_what_a_colleague_just_began_is_led_to_it(
    finance: Client, scheme: SubsidyScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoiced(scheme, "test:1")
    asked = {"funder": scheme.funder_id, "year": TODAY.year}
    finance.post(reverse("claims:add"), asked)
    invoiced(scheme, "test:2")
    claim = SubsidyClaim.objects.get()
    # Both looked before either of them had written anything.
    monkeypatch.setattr("betalingen.actions.gather_claim.open_claim", lambda **_asked: None)
    response = finance.post(reverse("claims:add"), asked)
    page = " ".join(response.content.decode().split())
    assert "Iemand anders begint op dit moment aan dezelfde aanvraag." in page
    assert f'<a href="{reverse("claims:inspect", args=[claim.pk])}">Ga naar aanvraag {claim.number}</a>' in page
    assert f'<option value="{scheme.funder_id}" selected>' in page
    assert SubsidyClaim.objects.get() == claim


def test_what_a_funder_pays_is_confirmed_at_the_bank_and_shown_on_the_claim(
    finance: Client, scheme: SubsidyScheme, bookkeeper: User
) -> None:
    invoiced(scheme, "test:1", 2)
    claim = granted(scheme, bookkeeper, 310_000)
    proposed = BankLineFactory.create(state="proposed", match="claim", claim=claim, amount_cents=300_000)
    unknown = BankLineFactory.create(statement=proposed.statement, amount_cents=10_000)
    here = reverse("claims:inspect", args=[claim.pk])
    book = reverse("bank:book", args=[proposed.pk])
    statement = reverse("bank:inspect", args=[proposed.statement_id])

    assert book in text(finance, here)
    listed = text(finance, statement)
    assert (claim.number in listed, "€ 100,00 te weinig" in listed) == (True, True)
    question = text(finance, book)
    assert ("geboekt op deze subsidieaanvraag" in question, claim.number in question) == (True, True)
    assert finance.post(book)["Location"] == statement

    choose = reverse("bank:choose", args=[unknown.pk])
    assert f"?number={claim.number}" in text(finance, choose)
    assert f'value="{claim.number}"' in text(finance, f"{choose}?number={claim.number}")
    assert finance.post(choose, {"number": claim.number.lower()})["Location"] == statement

    page = text(finance, here)
    assert "Deze aanvraag is klaar." in page
    assert page.count(f'href="{statement}"') == 2
    assert claim.number in text(finance, f"{reverse('bank:lines')}?q=Fonds Werken")


def test_more_than_must_still_come_stays_in_the_form(finance: Client, scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    claim = granted(scheme, bookkeeper, 155_000)
    line = BankLineFactory.create(amount_cents=155_001)
    response = finance.post(reverse("bank:choose", args=[line.pk]), {"number": claim.number})
    page = response.content.decode()
    assert "Dit is meer dan er van deze aanvraag nog moet komen." in page
    assert f'value="{claim.number}"' in page


def test_more_than_was_asked_stays_in_the_form(finance: Client, scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    claim = submitted(scheme, bookkeeper)
    address = reverse("claims:decide", args=[claim.pk])
    response = finance.post(address, {"granted": "9.999,00", "decided_on": TODAY})
    assert "Dit is meer dan er is aangevraagd." in response.content.decode()
    assert 'value="9.999,00"' in response.content.decode()
    assert SubsidyClaim.objects.get().state == "submitted"


@pytest.mark.parametrize("words", ["SA-", "Fonds Werken", "DUS-9", "Lindewaard", "FA-"])
def test_a_claim_is_found_by_any_of_its_references(
    words: str, finance: Client, scheme: SubsidyScheme, bookkeeper: User
) -> None:
    invoiced(scheme, "test:1")
    invoiced(scheme, "test:2")
    claim = submitted(scheme, bookkeeper)
    address = reverse("claims:inspect", args=[claim.pk])
    page = text(finance, f"{reverse('claims:index')}?q={words}")
    assert page.count(f'href="{address}"') >= 1
    assert "<dt>Aanvragen</dt> <dd> 1 </dd>" in page
    assert address not in text(finance, f"{reverse('claims:index')}?q=zzz")


def test_filters_narrow_the_list_and_its_totals(finance: Client, scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    granted(scheme, bookkeeper, 155_000)
    other = SubsidySchemeFactory.create()
    invoiced(other, "test:2", 2)
    gathered(other, bookkeeper)
    index = reverse("claims:index")

    assert "<dt>Aangevraagd</dt> <dd> € 4.650,00 </dd>" in text(finance, index)
    assert "<dt>Aangevraagd</dt> <dd> € 1.550,00 </dd>" in text(finance, f"{index}?funder={scheme.funder_id}")
    assert "<dt>Aangevraagd</dt> <dd> € 3.100,00 </dd>" in text(finance, f"{index}?state=open")
    assert "<dt>Aanvragen</dt> <dd> 2 </dd>" in text(finance, f"{index}?year={TODAY.year}")
    yesterday = TODAY - dt.timedelta(days=1)
    assert "Aangevraagd</dt>" not in text(finance, f"{index}?submitted_on_to={yesterday}")


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    count: int,
    finance: Client,
    scheme: SubsidyScheme,
    bookkeeper: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        invoiced(scheme, f"test:{number}")
    claim = gathered(scheme, bookkeeper)
    for address, queries in ((reverse("claims:index"), 19), (reverse("claims:inspect", args=[claim.pk]), 20)):
        finance.get(address)
        with django_assert_num_queries(queries):
            finance.get(address)


def test_a_refused_subsidy_in_the_price_tells_which_vat_comes_back(finance: Client, bookkeeper: User) -> None:
    linked = SubsidySchemeFactory.create(funder__name="Fonds Werken", treatment=SubsidyTreatment.LINKED)
    invoiced(linked, "test:1", 2)
    claim = granted(linked, bookkeeper, 0)
    address = reverse("claims:write_off", args=[claim.pk])

    page = text(finance, address).replace("\xa0", " ")

    assert "Er is € 3.100,00 niet toegekend" in page
    assert "Daarin zit € 538,02 btw, die niet meer verschuldigd is (artikel 29 " in page
    assert "Het verlies is € 2.561,98." in page
    told = page.partition("Dit komt in het journaal")[2].partition("</table>")[0]
    accounts = ["niet toegekende subsidie", "te ontvangen subsidie", "af te dragen btw", "niet toegekende subsidie"]
    assert re.findall(f">({'|'.join(accounts)})<", told) == accounts
    assert (told.count("€ 3.100,00"), told.count("€ 538,02")) == (2, 2)

    finance.post(address, {"reason": "Afgewezen"})
    claim.refresh_from_db()
    assert (claim.written_off_cents, claim.written_off_vat_cents) == (310_000, 53_802)
    assert "Er is geen verschil (meer) om af te boeken." in text(finance, address)


def test_a_refused_subsidy_without_vat_speaks_of_none(finance: Client, scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    claim = granted(scheme, bookkeeper, 0)

    page = text(finance, reverse("claims:write_off", args=[claim.pk]))

    told = page[page.index("Er is €") : page.index("</table>")]
    assert "btw" not in told
