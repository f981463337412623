"""In-company: one request that waits, and offers in every state after it."""

import datetime as dt
import uuid

from betalingen.demo import DemoRules
from cms.demo import DemoSite
from events.actions.accept_quote import accept_quote
from events.actions.decline_quote import decline_quote
from events.actions.draft_quote import QuoteFacts, QuoteLineFacts, draft_quote
from events.actions.plan_editions import plan_editions
from events.actions.request_quote import Wish, request_quote
from events.actions.send_quote import send_quote
from events.models import Quote, Session
from events.queries.contract_plan import EditionPlan, PlannedRun, spread

LINES = (
    QuoteLineFacts("Voorbereiding met uw HR-team", 1, 75_000),
    QuoteLineFacts("Teamsessie, 2,5 uur, online", 15, 95_000),
    QuoteLineFacts("Eindverslag en gesprek", 1, 60_000),
)
AGREEMENTS = """U plant de teams zelf in met een eigen link. Een sessie heeft 10 tot 12 deelnemers uit hetzelfde team.
U betaalt per maand, voor de sessies die zijn gegeven.
Een sessie verzetten is kosteloos tot 10 werkdagen vooraf.
We bewaren casussen niet. Alleen de trainer ziet ze."""


def load_quotes(site: DemoSite, rules: DemoRules, *, today: dt.date) -> None:
    """Ask, draft, send, accept and decline."""
    _ask(site, "ambtelijk-vakmanschap", "oosterbeemd", "Hanna Prins", head_count=750, group_size=15, wish="Al onze medewerkers een dag op training, in 40 tot 50 groepen. Kan dat binnen een jaar?")  # fmt: skip
    team = "goed-werk-in-uw-team"
    _draft(_ask(site, team, "linge", "Gerard Kaya", head_count=60, group_size=12), site, rules, today)
    sent = _draft(_ask(site, team, "lindewaard", "Femke Scholten", head_count=170, group_size=12), site, rules, today)
    send_quote(quote_id=sent.pk)
    accepted = _draft(_ask(site, team, "uitvoering", "Emre Postma", head_count=180, group_size=12), site, rules, today)
    send_quote(quote_id=accepted.pk)
    accept_quote(
        quote_id=accepted.pk, name="Emre Postma", function="hoofd opleidingen", purchase_order_number="4500012345"
    )
    _plan(accepted, today)
    declined = _draft(_ask(site, team, "havermeer", "Carla Jansma", head_count=25, group_size=12), site, rules, today)
    send_quote(quote_id=declined.pk)
    decline_quote(quote_id=declined.pk, reason="Het budget is dit jaar op.")


def _plan(contract: Quote, today: dt.date) -> None:
    """Six of the fifteen, two of them for a team."""
    teams = ("Vergunningen", "Toezicht", "", "", "", "")
    days = spread(today + dt.timedelta(days=24), len(teams), 7)
    plan = EditionPlan(
        runs=tuple(PlannedRun(day=day, end=dt.time(12), team=team) for day, team in zip(days, teams, strict=True)),
        capacity=12,
        mode=Session.Mode.ONLINE,
        meeting_provider="link",
    )
    plan_editions(quote_id=contract.pk, plan=plan, planned_before=0)


def _ask(
    site: DemoSite, programme: str, organisation: str, contact: str, *, head_count: int, group_size: int, wish: str = ""
) -> Quote:
    request = request_quote(
        offering=site.programmes[programme],
        form_key=uuid.uuid4(),
        wish=Wish(
            organisation_name=site.organisations[organisation].name,
            contact_name=contact,
            email=f"{contact.lower().replace(' ', '.')}@deelnemers.example",
            head_count=head_count,
            group_size=group_size,
            period="komend voorjaar",
            wish=wish,
        ),
        language="nl",
    )
    return request.quotes.get()


def _draft(quote: Quote, site: DemoSite, rules: DemoRules, today: dt.date) -> Quote:
    return draft_quote(
        request_id=quote.request_id,
        facts=QuoteFacts(
            title="Goed werk in vijftien teams",
            introduction="Teamsessies van 2,5 uur waarin collega’s hun eigen casus meenemen.",
            agreements=AGREEMENTS,
            valid_until=today + dt.timedelta(days=30),
            vat_rule_id=rules.standard.pk,
            contact_id=site.people["willem"].pk,
            lines=LINES,
        ),
    )
