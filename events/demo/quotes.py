"""In-company: one request that waits, and offers in every state after it."""

import datetime as dt
import uuid
from dataclasses import replace

from betalingen.demo import DemoRules
from cms.demo import DemoSite
from events.actions.accept_quote import accept_quote
from events.actions.ask_questions import ask_questions
from events.actions.complete_edition import complete_edition
from events.actions.confirm_edition import confirm_edition
from events.actions.decline_quote import decline_quote
from events.actions.draft_follow_up import draft_follow_up
from events.actions.draft_quote import QuoteFacts, QuoteLineFacts, draft_quote
from events.actions.give_certificates import give_certificates
from events.actions.note_attendance import note_attendance
from events.actions.plan_editions import plan_editions
from events.actions.request_quote import Wish, request_quote
from events.actions.send_quote import send_quote
from events.actions.send_report import send_report
from events.actions.word_report import word_report
from events.demo.bookings import Crowd, moved_to_last_month
from events.demo.evaluation import load_evaluation
from events.demo.questions import DEPARTMENTS, TEAM_QUESTIONS, answered
from events.models import Edition, Quote, Registration, Session
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
    asked = _ask(site, team, "vlietstad", "Yasmin Kuipers", head_count=12, group_size=12)
    _pilot(asked, site, rules, today)


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


def _pilot(asked: Quote, site: DemoSite, rules: DemoRules, today: dt.date) -> None:
    """One session that was held last month, and the offer for the rest of the organisation that came of it."""
    facts = replace(
        _facts(site, rules, today),
        title="Pilot: Goed werk in één team",
        introduction="Eén teamsessie om te ervaren of dit past bij uw organisatie.",
        lines=(QuoteLineFacts("Teamsessie, 2,5 uur, online", 1, 95_000),),
        is_pilot=True,
    )
    pilot = draft_quote(request_id=asked.request_id, facts=facts)
    send_quote(quote_id=pilot.pk)
    accept_quote(quote_id=pilot.pk, name="Yasmin Kuipers", function="HR-adviseur", purchase_order_number="VL-2207")
    run = PlannedRun(day=today + dt.timedelta(days=24), start=dt.time(9, 30), end=dt.time(12))
    [edition] = plan_editions(
        quote_id=pilot.pk,
        plan=EditionPlan(runs=(run,), capacity=12, mode=Session.Mode.ONLINE, meeting_provider="link"),
        planned_before=0,
    )
    _hold(edition, site.organisations["vlietstad"].name)
    remarks = (
        "De groep pakte de casussen zelf op. We raden aan om per afdeling verder te gaan, met een leidinggevende erbij."
    )
    word_report(quote_id=pilot.pk, remarks=remarks, department_question=TEAM_QUESTIONS[0]["value"]["label"])
    send_report(quote_id=pilot.pk)
    follow_up = draft_follow_up(quote_id=pilot.pk, head_count=140)
    send_quote(quote_id=follow_up.pk)


def _hold(edition: Edition, employer: str) -> None:
    """Eleven people of three departments, ten of whom came."""
    ask_questions(edition_id=edition.pk, questions=TEAM_QUESTIONS)
    edition.refresh_from_db()
    crowd = Crowd([employer])
    for number in range(11):
        crowd.book(edition, answers=[answered(TEAM_QUESTIONS[0], DEPARTMENTS[number % len(DEPARTMENTS)])])
    confirm_edition(edition_id=edition.pk)
    session = moved_to_last_month(Session.objects.get(edition=edition))
    listed = list(Registration.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True))
    note_attendance(session_id=session.pk, listed=listed, present=listed[:10])
    complete_edition(edition_id=edition.pk)
    give_certificates(edition_id=edition.pk)
    load_evaluation(Edition.objects.get(pk=edition.pk))


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
    return draft_quote(request_id=quote.request_id, facts=_facts(site, rules, today))


def _facts(site: DemoSite, rules: DemoRules, today: dt.date) -> QuoteFacts:
    return QuoteFacts(
        title="Goed werk in vijftien teams",
        introduction="Teamsessies van 2,5 uur waarin collega’s hun eigen casus meenemen.",
        agreements=AGREEMENTS,
        valid_until=today + dt.timedelta(days=30),
        vat_rule_id=rules.standard.pk,
        contact_id=site.people["willem"].pk,
        lines=LINES,
    )
