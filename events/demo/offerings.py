"""The agenda, the webinars and the editions of the demo, on coming dates."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from betalingen.demo import DemoRules
from cms.demo import DemoSite, stream
from events.actions.open_edition import open_edition
from events.demo.dates import coming, friday_before
from events.demo.questions import ADVISER_QUESTIONS, NETWORK_QUESTIONS, NETWORK_WORKGROUPS, WEBINAR_QUESTIONS
from events.models import AgendaPage, Edition, PaysWhen, Session, SessionPerson, WebinarPage

DAY = (dt.time(9, 30), dt.time(16, 30))
ROOM = "https://meet.vakwerk.example"


@dataclass(frozen=True)
class DemoOfferings:
    """Webinar pages by slug, editions by a short key."""

    agenda: AgendaPage
    webinars: Mapping[str, WebinarPage]
    editions: Mapping[str, Edition]


@dataclass(frozen=True)
class Webinar:
    """`door` is the walk-in time; `people` and `hosts` are (key, role[, receives])."""

    slug: str
    title: str
    lead: str
    date: dt.date
    start: dt.time
    end: dt.time
    door: dt.time
    capacity: int
    text: str
    people: Sequence[tuple[str, str]]
    hosts: Sequence[tuple[str, str, str]]
    themes: Sequence[str]
    medium: str = "Webex"


FOR_CIVIL_SERVANTS = (
    "Voor ambtenaren in beleid, uitvoering en toezicht, voor bestuurders en volksvertegenwoordigers. "
    "U hoeft niets voor te bereiden."
)
BOTH_RECEIVE = [
    ("academie", "organisator", "naam, e-mailadres en organisatie"),
    ("netwerk", "mede-organisator", "naam en organisatie"),
]


def webinars(today: dt.date) -> list[Webinar]:
    """The two invitations of 2022 on coming dates, one that was and one that is called off."""
    return [
        Webinar(
            slug="webinar-beroepscode",
            title="Een beroepscode voor ambtenaren: wie heeft er wat aan?",
            lead="Artsen hebben er een, advocaten ook. In anderhalf uur bekijken we samen wat een code voor u zou veranderen.",
            date=coming([dt.date(2022, 12, 13)], today=today)[0],
            start=dt.time(12, 30),
            end=dt.time(14),
            door=dt.time(12, 15),
            capacity=100,
            text="<p>Het werk voor de overheid wordt ingewikkelder en de druk groter. Een beroepscode kan houvast geven als u iets moet weigeren. Hij kan ook in een la verdwijnen.</p><p>Herkent u een van deze vragen?</p><ul><li>Waar staat dat u nee mag zeggen?</li><li>Wie bewaakt een code, en wie overtreedt hem?</li><li>Wat zou u er zelf in zetten?</li></ul>",
            people=[("anna", "gespreksleider"), ("marijn", "inleider"), ("fatima", "te gast")],
            hosts=BOTH_RECEIVE,
            themes=["vakmanschap"],
        ),
        Webinar(
            slug="webinar-vakmanschap-in-de-uitvoering",
            title="Vakmanschap in de uitvoering: wat hebt u nodig?",
            lead="Wie de regels uitvoert, ziet als eerste waar ze schuren. Hoe komt die kennis terecht waar de regels worden gemaakt?",
            date=coming([dt.date(2022, 11, 24)], today=today)[0],
            start=dt.time(15, 30),
            end=dt.time(17),
            door=dt.time(15, 15),
            capacity=40,
            text="<p>Een groot programma van het Rijk moet de uitvoering sterker maken. De directeur vertelt wat er gebeurt en wat nog niet lukt. Daarna bent u aan de beurt.</p><ul><li>Welke regel zou u morgen schrappen?</li><li>Wie luistert er als iets niet uitvoerbaar is?</li></ul>",
            people=[("marijn", "gespreksleider"), ("sietse", "te gast")],
            hosts=BOTH_RECEIVE,
            themes=["vakmanschap", "samenwerken"],
        ),
        Webinar(
            slug="webinar-tegenspraak",
            title="Tegenspraak als vak",
            lead="Een uur over de kunst van het oneens zijn met uw leidinggevende.",
            date=coming([dt.date(2023, 2, 14)], today=today)[0],
            start=dt.time(12, 30),
            end=dt.time(13, 30),
            door=dt.time(12, 20),
            capacity=60,
            text="<p>Tegenspreken is een vak. U leert wanneer het helpt, hoe u het brengt en wat u doet als niemand luistert.</p>",
            people=[("noor", "spreker")],
            hosts=BOTH_RECEIVE[:1],
            themes=["gezag"],
            medium="Teams",
        ),
        Webinar(
            slug="webinar-lastige-casus",
            title="Een lastige casus, en wat u er samen mee doet",
            lead="We werkten een casus uit die iedereen kent: de aanvraag die nergens past.",
            date=coming([dt.date(2023, 3, 7)], today=today)[0],
            start=dt.time(13),
            end=dt.time(14, 30),
            door=dt.time(12, 45),
            capacity=30,
            text="<p>Een gespreksleider, een casus en dertig collega’s. Dat leverde drie werkwijzen op die u morgen kunt proberen.</p>",
            people=[("anna", "gespreksleider")],
            hosts=BOTH_RECEIVE[:1],
            themes=["leren"],
        ),
    ]


def load_offerings(site: DemoSite, rules: DemoRules, *, today: dt.date) -> DemoOfferings:
    """Create everything with a date. Publishing a webinar makes its edition."""
    agenda = site.home.add_child(
        instance=AgendaPage(
            title="Agenda",
            slug="agenda",
            show_in_menus=True,
            lead="Een webinar is kosteloos; bij een programma ziet u de prijs vooraf.",
        )
    )
    # The menu follows the order of the pages: the agenda comes first.
    agenda.move(site.home, pos="first-child")
    agenda.refresh_from_db()
    site.home.buttons = stream(
        [
            ("button", ("Bekijk de agenda", agenda.pk)),
            ("button", ("Training voor uw team", site.programmes["goed-werk-in-uw-team"].pk)),
        ]
    )
    site.home.save_revision(log_action=True).publish()
    pages = {facts.slug: _load_webinar(agenda, facts, site) for facts in webinars(today)}
    editions = {slug: Edition.objects.get(offering=page) for slug, page in pages.items()}
    asking = editions["webinar-vakmanschap-in-de-uitvoering"]
    asking.questions = WEBINAR_QUESTIONS
    asking.save(update_fields=["questions"])
    return DemoOfferings(agenda, pages, editions | _load_editions(site, rules, today))


def at(date: dt.date, time: dt.time) -> dt.datetime:
    """That moment in the academy's time zone."""
    return timezone.make_aware(dt.datetime.combine(date, time))


def _load_webinar(agenda: AgendaPage, facts: Webinar, site: DemoSite) -> WebinarPage:
    page = WebinarPage(
        title=facts.title,
        slug=facts.slug,
        lead=facts.lead,
        starts_at=at(facts.date, facts.start),
        ends_at=at(facts.date, facts.end),
        walk_in_at=at(facts.date, facts.door),
        capacity=facts.capacity,
        medium=facts.medium,
        meeting_url=f"{ROOM}/{facts.slug}",
        audience_text=FOR_CIVIL_SERVANTS,
        body=stream([("text", facts.text)]),
        speakers=stream(("person", (site.people[key].pk, role)) for key, role in facts.people),
        contact=site.people["anna"],
        hosts=stream(("partner", (site.organisations[key].pk, role, receives)) for key, role, receives in facts.hosts),
    )
    agenda.add_child(instance=page)
    page.themes.set(site.themes[slug] for slug in facts.themes)
    page.audiences.set(site.audiences[slug] for slug in ("beleid", "uitvoering"))
    page.save_revision(log_action=True).publish()
    return page


def _load_editions(site: DemoSite, rules: DemoRules, today: dt.date) -> dict[str, Edition]:
    network_dates = coming(
        [dt.date(2014, 6, 12), dt.date(2014, 9, 23), dt.date(2014, 9, 24), dt.date(2014, 11, 6), dt.date(2014, 12, 10), dt.date(2014, 12, 11), dt.date(2015, 1, 29), dt.date(2014, 5, 25)],
        today=today,
    )  # fmt: skip
    *network_dates, network_deadline = network_dates
    adviser_dates = coming(
        [dt.date(2016, 9, 8), dt.date(2016, 9, 22), dt.date(2016, 10, 13), dt.date(2016, 11, 10), dt.date(2016, 11, 24), dt.date(2016, 12, 1), dt.date(2016, 12, 8), dt.date(2016, 12, 22)],
        today=today,
    )  # fmt: skip
    council = [today + dt.timedelta(days=(3 - today.weekday()) % 7 + 7 * weeks) for weeks in (7, 9, 12, 15)]
    villages = [date + dt.timedelta(weeks=2, days=-1) for date in council]
    team = today + dt.timedelta(days=(1 - today.weekday()) % 7 + 7 * 5)
    network = Edition(
        offering=site.programmes["leernetwerk-hrm"],
        minimum=8,
        capacity=12,
        closes_at=at(network_deadline, dt.time(23, 59, 59)),
        decision_date=network_deadline + dt.timedelta(days=3),
        gross_price_cents=310_000,
        subsidy_scheme=rules.half_price,
        vat_rule=rules.standard,
        questions=NETWORK_QUESTIONS,
        workgroups=NETWORK_WORKGROUPS,
        sessions=days(
            network_dates,
            [
                (1, "Start: wat wilt u bereiken?", "U leert elkaar kennen en legt uw leerwensen naast elkaar.", "Kennismaken en uw vraag scherp krijgen", "Uw leerplan en de eerste opdracht"),
                (2, "Ruimte maken in regels", "We zijn te gast bij een van de deelnemers.", "Regels die helpen en regels die knellen", "Intervisie op twee casussen"),
                (2, "", "", "Bezoek aan een team", "Wat neemt u mee?"),
                (3, "Tussenstand", "Wat is gelukt, wat loopt vast?", "Voortgang van uw opdracht", "Nader in te vullen door de groep"),
                (4, "Laten zien", "Op de tweede dag komen collega’s en partners langs.", "Voorbereiden met uw buddy", "Oefenpresentaties"),
                (4, "", "", "Laatste voorbereidingen", "Slotmanifestatie met gasten"),
                (5, "Afsluiting", "U presenteert wat er is veranderd.", "Eindpresentaties", "Certificaat en vervolg"),
            ],
            place="Lindewaard",
        ),
    )  # fmt: skip
    _travel(network.sessions.all(), site)
    _staff(network.sessions.all(), site)
    adviser = Edition(
        offering=site.programmes["gehoord-als-adviseur"],
        minimum=8,
        capacity=12,
        closes_at=at(friday_before(adviser_dates[0], days=14), dt.time(23, 59, 59)),
        decision_date=adviser_dates[0] - dt.timedelta(days=13),
        pays_when=PaysWhen.GO_AHEAD,
        has_intake=True,
        questions=ADVISER_QUESTIONS,
        gross_price_cents=245_000,
        vat_rule=rules.exempt,
        cancellation_steps=[
            {"type": "step", "value": {"days": 28, "percentage": 0}},
            {"type": "step", "value": {"days": 14, "percentage": 50}},
        ],
        sessions=days(
            adviser_dates,
            [
                (number, title, "", "Theorie en voorbeelden", "Oefenen met uw eigen opdracht")
                for number, title in enumerate(
                    ["De vraag achter de vraag", "Luisteren en doorvragen", "Invloed zonder macht", "Weerstand als signaal", "Schrijven dat gelezen wordt", "Spreken dat blijft hangen", "Tussen bestuur en uitvoering", "Proeve: laat het zien"],
                    start=1,
                )
            ],
            place="Merwestein",
        ),
    )  # fmt: skip
    big = _council_edition(site, rules, "modern-gezag-grote-gemeenten", council, "Vlietstad", capacity=12)
    small = _council_edition(site, rules, "modern-gezag-kleinere-gemeenten", villages, "Lindewaard", capacity=10)
    case = Edition(
        offering=site.programmes["goed-werk-in-uw-team"],
        minimum=6,
        capacity=15,
        gross_price_cents=9_500,
        vat_rule=rules.standard,
        sessions=[
            Session(
                title="Uw lastigste casus",
                starts_at=at(team, dt.time(13)),
                ends_at=at(team, dt.time(15, 30)),
                walk_in_at=at(team, dt.time(12, 45)),
                mode=Session.Mode.ONLINE,
                medium="Teams",
                meeting_url=f"{ROOM}/casus",
            )
        ],
    )
    later = _council_edition(
        site,
        rules,
        "ambtelijk-vakmanschap",
        [date + dt.timedelta(weeks=20) for date in council],
        "Oosterbeemd",
        capacity=15,
    )
    editions = {"network": network, "adviser": adviser, "big": big, "small": small, "case": case, "later": later}
    for key, edition in editions.items():
        edition.save()
        if key != "later":
            open_edition(edition_id=edition.pk)
            edition.refresh_from_db()
    return editions


def days(dates: Sequence[dt.date], texts: Sequence[tuple[int, str, str, str, str]], *, place: str) -> list[Session]:
    """Whole days on location from (meeting, title, description, morning, afternoon)."""
    return [
        Session(
            meeting=meeting,
            title=title,
            description=description,
            morning=morning,
            afternoon=afternoon,
            starts_at=at(date, DAY[0]),
            ends_at=at(date, DAY[1]),
            walk_in_at=at(date, dt.time(9)),
            place=place,
        )
        for date, (meeting, title, description, morning, afternoon) in zip(dates, texts, strict=True)
    ]


def _staff(sessions: Sequence[Session], site: DemoSite) -> None:
    """Two who guide the whole run, a guest on the first day of the second meeting; the start says what one learns, also in English."""
    for session in sessions:
        session.people = [
            SessionPerson(person=site.people[key], role=SessionPerson.Role.SUPERVISOR) for key in ("kees", "els")
        ]
    guest = SessionPerson(
        person=site.people["sietse"],
        role=SessionPerson.Role.GUEST,
        function="opdrachtgever van een deelnemer",
        function_en="client of a participant",
    )
    sessions[1].people.add(guest)
    start = sessions[0]
    start.goals = "Uw vraag in één zin zeggen\nEen opdracht kiezen die bij uw werk past"
    start.title_en, start.goals_en = (
        "Start: what do you want to achieve?",
        "Put your question in one sentence\nChoose an assignment that fits your work",
    )


def _travel(sessions: Sequence[Session], site: DemoSite) -> None:
    """Participants receive each other in turn; one place is not found yet, and the last day is online."""
    hosts = ["lindewaard", "merwestein", "merwestein", "linge", "vlietstad", "vlietstad"]
    places = ["Lindewaard", "Merwestein", "Merwestein", "", "Vlietstad", "Vlietstad"]
    *days_out, last = sessions
    for session, host, place in zip(days_out, hosts, places, strict=True):
        session.host, session.place = site.organisations[host], place
    last.mode, last.place, last.medium, last.meeting_url = Session.Mode.ONLINE, "", "Webex", f"{ROOM}/afsluiting"


def _council_edition(
    site: DemoSite, rules: DemoRules, slug: str, dates: Sequence[dt.date], place: str, *, capacity: int
) -> Edition:
    titles = ["Macht of gezag?", "Waar uw gezag vandaan komt", "Uw eigen profiel", "Laten zien wat u anders doet"]
    return Edition(
        offering=site.programmes[slug],
        minimum=8,
        capacity=capacity,
        closes_at=at(friday_before(dates[0], days=10), dt.time(23, 59, 59)),
        decision_date=dates[0] - dt.timedelta(days=9),
        gross_price_cents=95_000,
        vat_rule=rules.standard,
        sessions=days(
            dates,
            [
                (number, title, "", "Inleiding en gesprek", "Oefenen in kleine groepen")
                for number, title in enumerate(titles, start=1)
            ],
            place=place,
        ),
    )
