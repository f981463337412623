import datetime as dt

import pytest
from django.utils import timezone

from events.lifecycles import QuoteStatus
from events.queries.quote_pages import quote_page
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_lines_and_sums() -> None:
    quote = QuoteFactory.create(vat_rule=VatRuleFactory.create(), agreements="U plant zelf.\n\n Verzetten mag. ")
    page = quote_page(quote.access_key)

    assert page is not None
    assert page.rows == [["Teamsessie", "15", "€ 950,00", "€ 14.250,00"]]
    assert page.sums == [("Zonder btw", "€ 14.250,00"), ("21 % btw", "€ 2.992,50"), ("Totaal", "€ 17.242,50")]
    assert page.agreements == ["U plant zelf.", "Verzetten mag."]
    assert page.can_be_answered


@pytest.mark.parametrize(
    ("head_count", "verdicts"),
    [
        (
            170,
            [
                (180, "U noemde 170 medewerkers: dat past."),
                (150, "U noemde 170 medewerkers, dan komt u 20 plaatsen tekort: reken op 17 groepen."),
            ],
        ),
        (
            180,
            [
                (180, "U noemde 180 medewerkers: dat past."),
                (150, "U noemde 180 medewerkers, dan komt u 30 plaatsen tekort: reken op 18 groepen."),
            ],
        ),
    ],
)
def test_past_het(head_count: int, verdicts: list[tuple[int, str]]) -> None:
    quote = QuoteFactory.create(vat_rule=VatRuleFactory.create(), request__head_count=head_count)
    page = quote_page(quote.access_key)

    assert page is not None
    assert [(fit.places, fit.verdict) for fit in page.fits] == verdicts


def test_without_a_group_size_nothing_is_said() -> None:
    page = quote_page(QuoteFactory.create(vat_rule=VatRuleFactory.create(), request__group_size=None).access_key)

    assert page is not None
    assert page.fits == []


@pytest.mark.parametrize("status", [QuoteStatus.REQUESTED, QuoteStatus.DRAFT])
def test_what_was_not_sent_is_not_there(status: QuoteStatus) -> None:
    assert quote_page(QuoteFactory.create(status=status).access_key) is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"status": QuoteStatus.ACCEPTED}, "Akkoord"),
        ({"status": QuoteStatus.DECLINED}, "Niet akkoord"),
        ({"status": QuoteStatus.WITHDRAWN}, "Ingetrokken"),
        ({"status": QuoteStatus.EXPIRED}, "Verlopen"),
        ({"valid_until": timezone.localdate() - dt.timedelta(days=1)}, "Verlopen"),
    ],
)
def test_an_answered_or_expired_offer_says_so(changes: dict[str, object], word: str) -> None:
    page = quote_page(QuoteFactory.create(vat_rule=VatRuleFactory.create(), **changes).access_key)

    assert page is not None
    assert (page.status.word, page.can_be_answered) == (word, False)


def test_a_replaced_version_points_to_the_new_one() -> None:
    old = QuoteFactory.create(vat_rule=VatRuleFactory.create(), status=QuoteStatus.WITHDRAWN)
    new = QuoteFactory.create(vat_rule=old.vat_rule, request=old.request, version=2)
    page = quote_page(old.access_key)

    assert page is not None
    assert (page.status.word, page.newer) == ("Vervangen", new)


def test_a_new_version_that_is_still_a_draft_stays_hidden() -> None:
    old = QuoteFactory.create(vat_rule=VatRuleFactory.create(), status=QuoteStatus.WITHDRAWN)
    QuoteFactory.create(request=old.request, version=2, status=QuoteStatus.DRAFT)
    page = quote_page(old.access_key)

    assert page is not None
    assert page.newer is None
