"""The mails to somebody who waits for a place."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from events.mail_moments.moment import COMMON, LINK, Moment, Text

# In every mail to somebody on a waiting list.
OF_WAITING: Mapping[str, Text] = {
    "naam": gettext_lazy("de naam van wie op de wachtlijst staat"),
    "titel": COMMON["titel"],
    "wanneer": COMMON["wanneer"],
    "waar": COMMON["waar"],
    "plaatsen": gettext_lazy("op hoeveel plaatsen iemand wacht, zoals 2 plaatsen"),
    LINK: gettext_lazy("het adres van de eigen pagina, met de plek in de rij"),
}
_UNTIL: Mapping[str, Text] = {
    "uiterlijk": gettext_lazy("tot wanneer men kan beslissen, zoals 15 december 2026, 12.00 uur")
}
_WHAT: Mapping[str, Text] = {"gebeurd": gettext_lazy("wat er is gebeurd, in een of twee zinnen")}

OF_WAITING_LIST: Mapping[str, Moment] = {
    "waiting_joined": Moment(
        label=gettext_lazy("Wachtlijst: op de lijst"),
        when=gettext_lazy("als iemand zich op een wachtlijst zet"),
        heading=gettext_lazy("U staat op de wachtlijst"),
        subject=gettext_lazy("U staat op de wachtlijst: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU staat op de wachtlijst voor {titel}, voor {plaatsen}. Uw plek is nu {plek}.\n\nKomt er plaats vrij, "
            "dan bieden we die aan op volgorde. U krijgt dan een mail met de tijd waarin u kunt beslissen. Wie op meer plaatsen "
            "wacht, krijgt ze samen.\n\nOf er plaats komt, weten we niet. U zit nergens aan vast: op uw persoonlijke pagina ziet u "
            "waar u staat, en u kunt er van de lijst gaan."
        ),
        common=OF_WAITING,
        own={"plek": gettext_lazy("de hoeveelste men in de rij is")},
        action=gettext_lazy("Bekijk uw plek"),
    ),
    "waiting_requested": Moment(
        label=gettext_lazy("Na de sluiting: verzoek ontvangen"),
        when=gettext_lazy("als iemand na de sluiting van de aanmelding om een plaats vraagt"),
        heading=gettext_lazy("Uw verzoek is binnen"),
        subject=gettext_lazy("Uw verzoek is binnen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU vroeg om {plaatsen} bij {titel}. De aanmelding was al gesloten, dus een collega kijkt of het nog kan. U "
            "krijgt het antwoord per mail.\n\nU bent nog niet aangemeld, en u zit nergens aan vast."
        ),
        common=OF_WAITING,
        action=gettext_lazy("Bekijk uw verzoek"),
    ),
    "waiting_refused": Moment(
        label=gettext_lazy("Na de sluiting: verzoek afgewezen"),
        when=gettext_lazy("als een collega een verzoek na de sluiting afwijst"),
        heading=gettext_lazy("Het lukt helaas niet meer"),
        subject=gettext_lazy("Het lukt helaas niet meer: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU vroeg na de sluiting van de aanmelding om {plaatsen} bij {titel}. Dat lukt helaas niet meer. U bent niet "
            "aangemeld."
        ),
        common=OF_WAITING,
    ),
    "waiting_offered": Moment(
        label=gettext_lazy("Wachtlijst: er is plaats"),
        when=gettext_lazy("als er plaats is voor wie aan de beurt is"),
        heading=gettext_lazy("Er is plaats voor u"),
        subject=gettext_lazy("Er is plaats voor u: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nBij {titel} is plaats voor u. U bent aan de beurt. We houden {plaatsen} voor u vast.\n\nBeslis vóór "
            "{uiterlijk}. Daarna gaat het aanbod naar de volgende.\n\nU bent pas aangemeld als u op uw persoonlijke pagina ja zegt. "
            "Wilt u niet meer? Zeg dat daar ook, dan hoeft een ander minder lang te wachten."
        ),
        common=OF_WAITING,
        own=_UNTIL,
        required=frozenset(_UNTIL),
        action=gettext_lazy("Ja of nee zeggen"),
    ),
    "waiting_changed": Moment(
        label=gettext_lazy("Wachtlijst: gewijzigd"),
        when=gettext_lazy("als een dag, tijd of plaats verandert, aan wie op de lijst staat"),
        heading=gettext_lazy("Er is iets veranderd"),
        subject=gettext_lazy("Gewijzigd: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU wacht op plaats bij {titel}. Daaraan is iets veranderd. Hieronder staan de nieuwe gegevens.\n\nU "
            "houdt uw plek in de rij. Kunt u dan niet? Ga op uw persoonlijke pagina van de lijst."
        ),
        common=OF_WAITING,
        action=gettext_lazy("Bekijk uw plek"),
    ),
    "waiting_expired": Moment(
        label=gettext_lazy("Wachtlijst: te laat"),
        when=gettext_lazy("als iemand niet op tijd ja of nee zei op een aanbod"),
        heading=gettext_lazy("De tijd om te beslissen is voorbij"),
        subject=gettext_lazy("De tijd om te beslissen is voorbij: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU kon tot {uiterlijk} beslissen over de plaats bij {titel}. We hebben niets van u gehoord, dus de "
            "plaats gaat naar de volgende.\n\nU staat niet meer op de wachtlijst. Wilt u toch nog? Zet u dan opnieuw op de lijst; u "
            "komt achteraan."
        ),
        common=OF_WAITING,
        own=_UNTIL,
    ),
    "waiting_left": Moment(
        label=gettext_lazy("Wachtlijst: van de lijst"),
        when=gettext_lazy("als iemand van de lijst gaat of een aanbod afslaat"),
        heading=gettext_lazy("Van de wachtlijst"),
        subject=gettext_lazy("Van de wachtlijst: {titel}"),
        body=gettext_lazy("Beste {naam},\n\n{gebeurd}\n\nWas dit een vergissing? Bel of mail ons."),
        common=OF_WAITING,
        own=_WHAT,
        required=frozenset(_WHAT),
    ),
    "waiting_ended": Moment(
        label=gettext_lazy("Wachtlijst: gesloten"),
        when=gettext_lazy("als het begint of niet doorgaat, aan wie nog op de lijst staat"),
        heading=gettext_lazy("De wachtlijst is gesloten"),
        subject=gettext_lazy("De wachtlijst is gesloten: {titel}"),
        body=gettext_lazy("Beste {naam},\n\n{gebeurd}\n\nDe wachtlijst is daarmee gesloten. U hoeft niets te doen."),
        common=OF_WAITING,
        own=_WHAT,
        required=frozenset(_WHAT),
    ),
}
