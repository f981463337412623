"""Writing to the academy: a contact page, a call for organisations, and what came in, in every state."""

import datetime as dt
import uuid

from cms.actions.accept_lead import accept_lead
from cms.actions.answer_lead import answer_lead
from cms.actions.apply_to_call import apply_to_call
from cms.actions.close_lead import close_lead
from cms.actions.receive_lead import LeadDetails, receive_lead
from cms.actions.refuse_lead import refuse_lead
from cms.actions.take_up_lead import take_up_lead
from cms.actions.withdraw_lead import withdraw_lead
from cms.demo.pages import DemoSite
from cms.demo.stream import stream
from cms.models import CallPage, CallPlace, ContactPage, Lead

# name, organisation, message
MESSAGES = [
    ("Karin Post", "Gemeente Zandhoven", "Ons team wil graag weten welk programma bij ons past. Kunt u mij bellen?"),
    ("Jelle Hofstra", "Waterschap Lange Leije", "Is de zaal bereikbaar met een rolstoel?"),
    ("Mirjam Koster", "", "Mag ik het verslag van het webinar gebruiken in een les?"),
    ("Bram Verhoeven", "Gemeente Vlietstad", "Graag een adres voor onze persberichten."),
]
# name, key of the organisation, kind of place
APPLICATIONS = [
    ("Tineke Vos", "lindewaard", "municipality"),
    ("Sjoerd Bakema", "uitvoering", "central_government"),
    ("Ilse de Graaf", "havermeer", "municipality"),
    ("Peter Kuipers", "merwestein", "municipality"),
]


def load_contact(site: DemoSite) -> ContactPage:
    """The page, with two people of two organisations, and four messages: new, in progress, answered and closed."""
    page: ContactPage = site.home.add_child(
        instance=ContactPage(
            title="Contact",
            slug="contact",
            show_in_menus=True,
            lead="Een vraag over een programma, over uw inschrijving of over ons? U krijgt binnen drie werkdagen antwoord.",
            contacts=stream(
                ("person", (site.people[key].pk, role))
                for key, role in [("willem", "vragen van organisaties"), ("marijn", "vragen over onderzoek")]
            ),
        )
    )
    page.save_revision(log_action=True).publish()
    _new, in_progress, answered, closed = (
        receive_lead(
            page=page,
            kind=Lead.Kind.CONTACT,
            form_key=uuid.uuid4(),
            details=_details(name, organisation, message),
            language="nl",
        )
        for name, organisation, message in MESSAGES
    )
    take_up_lead(lead_id=in_progress.pk)
    answer_lead(lead_id=answered.pk, text="Dat mag, als u ons als bron noemt. Veel plezier met de les!")
    close_lead(lead_id=closed.pk)
    for slug, name, organisation in INTERESTED:
        receive_lead(
            page=site.programmes[slug],
            kind=Lead.Kind.INTEREST,
            form_key=uuid.uuid4(),
            details=_details(name, organisation),
            language="nl",
        )
    return page


# A programme that is full, and one whose edition is still a draft.
INTERESTED = [
    ("modern-gezag-kleinere-gemeenten", "Yvonne Smeets", "Provincie Middenland"),
    ("ambtelijk-vakmanschap", "Hugo Brands", "Gemeente Vlietstad"),
    ("ambtelijk-vakmanschap", "Naima Haddad", "Waterschap Lange Leije"),
]


def load_call(site: DemoSite, *, today: dt.date) -> CallPage:
    """The call, with one organisation in and one that pulled out, was refused, or waits."""
    page: CallPage = site.home.add_child(
        instance=CallPage(
            title="Wie onderzoekt met ons mee?",
            slug="oproep-meedoen",
            lead="Met Hogeschool De Brink volgen we een jaar lang teams die hun eigen werk verbeteren. We zoeken nog organisaties.",
            places=stream(
                [
                    ("place", ("municipality", "", 2)),
                    ("place", ("central_government", "uitvoeringsorganisatie van het Rijk", 1)),
                ]
            ),
            closes_on=today + dt.timedelta(days=45),
            body=stream(
                [
                    ("heading", "Wat we vragen"),
                    (
                        "text",
                        "<p>Drie teams uit uw organisatie komen een jaar lang elke maand bij elkaar. Een onderzoeker kijkt mee. U krijgt een verslag, een gesprek met uw leiding en toegang tot wat de andere organisaties leren.</p><ul><li>Eén vast aanspreekpunt</li><li>Vier uur per medewerker per maand</li><li>Geen kosten: het fonds betaalt</li></ul>",
                    ),
                ]
            ),
            questions=stream([("question", "Welke teams zouden meedoen?")]),
            contacts=stream([("person", (site.people["marijn"].pk, "onderzoeksleider"))]),
            partners=stream(
                ("partner", (site.organisations[key].pk, role, ""))
                for key, role in [("brink", "onderzoek"), ("fonds", "financier")]
            ),
        )
    )
    page.save_revision(log_action=True).publish()
    places = {place.kind: place for place in CallPlace.objects.filter(call_key=page.translation_key)}
    accepted, _new, refused, withdrawn = (
        apply_to_call(
            page=page,
            place_id=places[kind].pk,
            form_key=uuid.uuid4(),
            details=_details(
                name,
                site.organisations[key].name,
                "Onze teams willen al langer hun casussen samen bespreken.",
                ("Welke teams zouden meedoen?", "Vergunningen, toezicht en het klantcentrum."),
            ),
            language="nl",
        )
        for name, key, kind in APPLICATIONS
    )
    accept_lead(lead_id=accepted.pk)
    refuse_lead(lead_id=refused.pk, reason="We zoeken een gemeente met meer dan 50.000 inwoners.")
    accept_lead(lead_id=withdrawn.pk)
    withdraw_lead(lead_id=withdrawn.pk)
    return page


def _details(name: str, organisation: str, message: str = "", *answers: tuple[str, str]) -> LeadDetails:
    return LeadDetails(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@deelnemers.example",
        organisation_name=organisation,
        message=message,
        answers=answers,
    )
