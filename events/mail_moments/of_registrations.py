"""The mails to somebody who is registered, in the order in which somebody gets them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from events.calendar import Method
from events.mail_moments.moment import Moment, Text

# In the mails about one session.
OF_SESSION: Mapping[str, Text] = {
    "bijeenkomst": gettext_lazy("de titel van de dag; zonder titel die van het programma"),
    "dag": gettext_lazy("de dag van de bijeenkomst, zoals dinsdag 15 december 2026"),
    "tijd": gettext_lazy("van hoe laat tot hoe laat"),
    "inloop": gettext_lazy("hoe laat de inloop begint"),
}
_DECISION: Mapping[str, Text] = {"besluit": gettext_lazy("wanneer u besluit of het doorgaat, in een zin")}
_WORKGROUP: Mapping[str, Text] = {"werkgroep": gettext_lazy("in welke werkgroep iemand nu zit, in een zin")}
_MATERIAL: Mapping[str, Text] = {"materiaal": gettext_lazy("de titels van wat er klaarstaat")}
_NAMES: Mapping[str, Text] = {"uiterlijk": gettext_lazy("tot wanneer men de namen kan doorgeven, in een zin")}
_ITEM = gettext_lazy(
    "In de bijlage zit een afspraak voor uw agenda. De herinnering gaat bij de inloop. Bij meer bijeenkomsten heeft elke een eigen "
    "bestand; op uw persoonlijke pagina staan ze samen in één."
)
_ITEM_GONE = gettext_lazy("Met de bijlage verdwijnt de afspraak uit uw agenda.")

OF_REGISTRATIONS: Mapping[str, Moment] = {
    "waiting": Moment(
        label=gettext_lazy("Aanmelding ontvangen"),
        when=gettext_lazy("als wij de aanmelding eerst bekijken; de plaats is vastgehouden"),
        heading=gettext_lazy("Uw aanmelding is binnen"),
        subject=gettext_lazy("Uw aanmelding is binnen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nUw aanmelding voor {titel} is binnen. We houden een plaats voor u vast. {vervolg}"
        ),
        own={"vervolg": gettext_lazy("wat er nu gebeurt, en wanneer")},
        required=frozenset({"vervolg"}),
    ),
    "admitted": Moment(
        label=gettext_lazy("Toegelaten na de intake"),
        when=gettext_lazy("als u iemand toelaat en er nog iets moet gebeuren voor de plaats vaststaat"),
        heading=gettext_lazy("U bent toegelaten"),
        subject=gettext_lazy("U bent toegelaten: {titel}"),
        body=gettext_lazy("Beste {naam},\n\nGoed nieuws: u bent toegelaten tot {titel}. {vervolg}"),
        own={"vervolg": gettext_lazy("wat er nu gebeurt, en wanneer")},
        required=frozenset({"vervolg"}),
    ),
    "refused": Moment(
        label=gettext_lazy("Niet toegelaten na de intake"),
        when=gettext_lazy("als u iemand niet toelaat"),
        heading=gettext_lazy("U kunt niet meedoen"),
        subject=gettext_lazy("Over uw aanmelding voor {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nDank voor uw aanmelding en het gesprek. U kunt helaas niet meedoen aan {titel}. {toelichting}\n\n"
            "U betaalt niets. Hebt u vragen? Bel of mail ons gerust."
        ),
        own={"toelichting": gettext_lazy("wat u erover schrijft")},
        required=frozenset({"toelichting"}),
        has_link=False,
    ),
    "other_advice": Moment(
        label=gettext_lazy("Ander advies na de intake"),
        when=gettext_lazy("als u iemand een ander programma aanraadt"),
        heading=gettext_lazy("Ons advies: een ander programma"),
        subject=gettext_lazy("Ons advies over uw aanmelding voor {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nDank voor uw aanmelding en het gesprek. Wij denken dat {programma} beter bij u past dan {titel}. "
            "{toelichting}\n\nU leest er hier meer over: {adres}\n\nU betaalt niets, en uw plaats bij {titel} is vervallen."
        ),
        own={
            "toelichting": gettext_lazy("wat u erover schrijft"),
            "programma": gettext_lazy("de titel van het andere programma"),
            "adres": gettext_lazy("het adres van de pagina van het andere programma"),
        },
        required=frozenset({"toelichting", "adres"}),
        has_link=False,
    ),
    "held": Moment(
        label=gettext_lazy("Aanmelding onder voorbehoud"),
        when=gettext_lazy("als er pas wordt betaald zodra het doorgaat"),
        heading=gettext_lazy("We houden een plaats voor u vast"),
        subject=gettext_lazy("Uw plaats staat vast onder voorbehoud: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU bent aangemeld voor {titel}. {besluit}\n\nEr wordt pas betaald als het doorgaat. U hoeft "
            "nu niets te doen."
        ),
        own=_DECISION,
        required=frozenset(_DECISION),
    ),
    "decision_postponed": Moment(
        label=gettext_lazy("Besluit uitgesteld"),
        when=gettext_lazy("als u de beslisdatum verschuift"),
        heading=gettext_lazy("We beslissen later"),
        subject=gettext_lazy("We beslissen later: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nWe weten nog niet of er genoeg aanmeldingen zijn voor {titel}. Daarom nemen we meer tijd. "
            "{besluit}\n\nUw plaats blijft van u. Kunt u niet langer wachten? Meld u dan af op uw persoonlijke pagina."
        ),
        own=_DECISION,
        required=frozenset(_DECISION),
    ),
    "awaits_payment": Moment(
        label=gettext_lazy("Het gaat door, er moet nog worden betaald"),
        when=gettext_lazy("als u besluit dat een editie doorgaat en de besteller nu pas betaalt"),
        heading=gettext_lazy("Het gaat door"),
        subject=gettext_lazy("Het gaat door: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\n{titel} gaat door. Wie u aanmeldde, kreeg een mail om te betalen. Zodra dat is gebeurd, "
            "krijgt u een bevestiging. U hoeft niets te doen."
        ),
    ),
    "confirmed": Moment(
        label=gettext_lazy("Bevestiging"),
        when=gettext_lazy("zodra de plaats vast is: meteen als het gratis is, anders na betaling"),
        heading=gettext_lazy("U bent erbij"),
        subject=gettext_lazy("U bent aangemeld: {titel}"),
        body=gettext_lazy("Beste {naam},\n\nU bent aangemeld voor {titel}."),
        method=Method.REQUEST,
        closing=_ITEM,
    ),
    "to_name": Moment(
        label=gettext_lazy("Namen gevraagd"),
        when=gettext_lazy("aan wie plaatsen boekte waarvan de naam nog volgt, zodra die vast zijn"),
        heading=gettext_lazy("Wie komen er?"),
        subject=gettext_lazy("Wie komen er? {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU hebt plaatsen bij {titel} waarvan de naam nog volgt. Ze zijn van u. {uiterlijk} Elke "
            "deelnemer krijgt dan een eigen bevestiging."
        ),
        own=_NAMES,
        required=frozenset(_NAMES),
    ),
    "names_reminder": Moment(
        label=gettext_lazy("Namen nog niet bekend"),
        when=gettext_lazy(
            "om 10.00 uur, drie werkdagen voordat de namen bekend moeten zijn, aan wie ze nog niet doorgaf"
        ),
        heading=gettext_lazy("Wie komen er?"),
        subject=gettext_lazy("We missen nog namen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nVan een of meer van uw plaatsen bij {titel} weten we nog niet wie er komt. {uiterlijk} Elke deelnemer "
            "krijgt dan een eigen bevestiging."
        ),
        own=_NAMES,
        required=frozenset(_NAMES),
    ),
    "substituted": Moment(
        label=gettext_lazy("Plaats overgenomen"),
        when=gettext_lazy("aan wie een plaats had, als een collega die overneemt"),
        heading=gettext_lazy("Een collega komt in uw plaats"),
        subject=gettext_lazy("Een collega komt in uw plaats: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\n{opvolger} komt in uw plaats naar {titel}. U hoeft niets te doen.\n\nKlopt dit niet? Bel of "
            "mail ons."
        ),
        own={"opvolger": gettext_lazy("wie er in de plaats komt")},
        method=Method.CANCEL,
        closing=_ITEM_GONE,
        has_link=False,
    ),
    "edition_confirmed": Moment(
        label=gettext_lazy("Het gaat door"),
        when=gettext_lazy("als u besluit dat een editie doorgaat"),
        heading=gettext_lazy("Het gaat door"),
        subject=gettext_lazy("Het gaat door: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nEr zijn genoeg deelnemers: {titel} gaat door.\n\nU hoeft niets te doen. Kunt u toch niet? "
            "Meld u dan af op uw persoonlijke pagina."
        ),
    ),
    "edition_changed": Moment(
        label=gettext_lazy("Gewijzigd"),
        when=gettext_lazy("als een dag, tijd of plaats verandert"),
        heading=gettext_lazy("Er is iets veranderd"),
        subject=gettext_lazy("Gewijzigd: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nEr is iets veranderd aan {titel}. Hieronder staan de nieuwe gegevens.\n\nU blijft aangemeld. "
            "Kunt u dan niet? Meld u af op uw persoonlijke pagina."
        ),
        method=Method.REQUEST,
        closing=gettext_lazy("Met de bijlage verandert de afspraak in uw agenda mee."),
    ),
    "workgroup_changed": Moment(
        label=gettext_lazy("Andere werkgroep"),
        when=gettext_lazy("als u de werkgroep van een deelnemer kiest of verandert"),
        heading=gettext_lazy("Uw werkgroep is veranderd"),
        subject=gettext_lazy("Uw werkgroep bij {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nWe hebben uw werkgroep bij {titel} veranderd. {werkgroep}\n\nUw plaats blijft van u. Klopt dit niet? "
            "Bel of mail ons."
        ),
        own=_WORKGROUP,
        required=frozenset(_WORKGROUP),
    ),
    "reminder_day": Moment(
        label=gettext_lazy("Herinnering, de werkdag ervoor"),
        when=gettext_lazy("om 10.00 uur op de werkdag vóór elke bijeenkomst"),
        heading=gettext_lazy("Tot binnenkort"),
        subject=gettext_lazy("Herinnering: {titel}, {dag}"),
        body=gettext_lazy(
            "Beste {naam},\n\nWe zien u op {dag}, {tijd}: {bijeenkomst}. U bent welkom vanaf {inloop}.\n\nKunt u toch "
            "niet? Laat het ons dan weten."
        ),
        own=OF_SESSION,
        method=Method.REQUEST,
        closing=_ITEM,
    ),
    "reminder_hour": Moment(
        label=gettext_lazy("Herinnering, een uur ervoor"),
        when=gettext_lazy("een uur voor de inloop van elke bijeenkomst die online is"),
        heading=gettext_lazy("Straks begint het"),
        subject=gettext_lazy("Straks om {inloop}: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nOm {inloop} gaat de deur open voor {bijeenkomst}. U komt binnen met de knop hieronder."
        ),
        own=OF_SESSION,
    ),
    "material": Moment(
        label=gettext_lazy("Materiaal"),
        when=gettext_lazy("om 10.00 uur, zodra er iets te lezen of te kijken staat bij een bijeenkomst"),
        heading=gettext_lazy("Er staat iets voor u klaar"),
        subject=gettext_lazy("Er staat iets voor u klaar: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nOp uw persoonlijke pagina staat iets nieuws voor u klaar, bij {bijeenkomst} op {dag}: {materiaal}.\n\n"
            "Het is alleen voor deelnemers."
        ),
        own={**OF_SESSION, **_MATERIAL},
        required=frozenset(_MATERIAL),
    ),
    "after": Moment(
        label=gettext_lazy("Na afloop"),
        when=gettext_lazy("om 10.00 uur op de dag na de laatste bijeenkomst, aan wie erbij was of niet is afgevinkt"),
        heading=gettext_lazy("Dank voor uw deelname"),
        subject=gettext_lazy("Dank voor uw deelname: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\n{titel} is geweest. Dank dat u meedeed.\n\nOp uw persoonlijke pagina kunt u alles nog eens "
            "nakijken."
        ),
    ),
    "certificate": Moment(
        label=gettext_lazy("Certificaat"),
        when=gettext_lazy("als u certificaten geeft, aan wie aanwezig was"),
        heading=gettext_lazy("Uw certificaat"),
        subject=gettext_lazy("Uw certificaat: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU was erbij: {titel}. Daarom krijgt u een certificaat van deelname.\n\nHet staat op uw "
            "persoonlijke pagina, als pdf. Wie de code op het certificaat heeft, kan op onze site zien dat het echt is."
        ),
    ),
    "evaluate": Moment(
        label=gettext_lazy("Evaluatie"),
        when=gettext_lazy(
            "om 10.00 uur op de dag na elke bijeenkomst of na de laatste, zoals u bij de editie kiest, aan wie erbij was of "
            "niet is afgevinkt"
        ),
        heading=gettext_lazy("Wat vond u ervan?"),
        subject=gettext_lazy("Wat vond u van {titel}?"),
        body=gettext_lazy(
            "Beste {naam},\n\nDank dat u meedeed aan {titel}. Wat vond u ervan? U helpt ons met een paar antwoorden. Het kost u "
            "drie minuten.\n\nWe lezen uw antwoorden zonder uw naam, tenzij u die erbij wilt."
        ),
        own=OF_SESSION,
        action=gettext_lazy("Geef uw mening"),
    ),
    "cancelled": Moment(
        label=gettext_lazy("Afgemeld"),
        when=gettext_lazy("als de deelnemer zich afmeldt, of als u dat doet"),
        heading=gettext_lazy("U bent afgemeld"),
        subject=gettext_lazy("U bent afgemeld: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU bent afgemeld voor {titel}. Uw plaats is vrij voor een ander.\n\nWas dit een vergissing? "
            "Bel of mail ons."
        ),
        method=Method.CANCEL,
        closing=_ITEM_GONE,
        has_link=False,
    ),
    "no_consent": Moment(
        label=gettext_lazy("Geen akkoord van de budgethouder"),
        when=gettext_lazy("als wie over het geld beslist niet akkoord gaat, of niet op tijd antwoordt"),
        heading=gettext_lazy("Uw plaats is vervallen"),
        subject=gettext_lazy("Uw plaats is vervallen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nVoor uw deelname aan {titel} kwam geen akkoord op de kosten. Uw plaats is weer vrij en u betaalt "
            "niets.\n\nWie u aanmeldde, weet hier meer van."
        ),
        has_link=False,
    ),
    "withdrawn": Moment(
        label=gettext_lazy("Afgemeld vóór de plaats definitief was"),
        when=gettext_lazy("als iemand die nog geen definitieve plaats had zich afmeldt, of als u dat doet"),
        heading=gettext_lazy("U bent afgemeld"),
        subject=gettext_lazy("U bent afgemeld: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU bent afgemeld voor {titel}. Uw plaats is vrij voor een ander.\n\nWas dit een vergissing? "
            "Bel of mail ons."
        ),
        has_link=False,
    ),
    "edition_cancelled": Moment(
        label=gettext_lazy("Het gaat niet door"),
        when=gettext_lazy("als u besluit dat een editie niet doorgaat"),
        heading=gettext_lazy("Het gaat niet door"),
        subject=gettext_lazy("Het gaat niet door: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nHelaas gaat {titel} niet door. {reden}\n\nUw plaats is vervallen. Een order die nog open "
            "stond is geannuleerd; wat al is betaald, betalen we terug."
        ),
        own={"reden": gettext_lazy("de reden die u geeft als u de editie afzegt")},
        required=frozenset({"reden"}),
        method=Method.CANCEL,
        closing=_ITEM_GONE,
        has_link=False,
    ),
}

# What a colleague writes by hand; the text is not kept.
MESSAGE = Moment(
    label=gettext_lazy("Bericht"),
    when="",
    heading=gettext_lazy("Bericht over uw inschrijving"),
    subject=gettext_lazy("Over {titel}"),
    body=gettext_lazy("Beste {naam},\n\n"),
)
