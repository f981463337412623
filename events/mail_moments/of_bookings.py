"""The mails to whoever registered themselves or others: about the places together, and what they cost.

Who takes part and what it costs stands below each of them.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from events.mail_moments.moment import COMMON, LINK, Moment, Text

_COMMON: Mapping[str, Text] = {
    "naam": gettext_lazy("de naam van wie aanmeldde"),
    "titel": COMMON["titel"],
    "wanneer": COMMON["wanneer"],
    "waar": COMMON["waar"],
    "organisatie": gettext_lazy("de organisatie waarvoor iemand aanmeldde"),
    LINK: gettext_lazy("het adres van het overzicht van de aanmelding"),
}
_WITH_ORDER: Mapping[str, Text] = {
    **_COMMON,
    "ordernummer": gettext_lazy("het nummer van de order"),
    "bedrag": gettext_lazy("wat de plaatsen samen kosten, met btw"),
}
_PAY: Mapping[str, Text] = {"betaling": gettext_lazy("hoe en wanneer er wordt betaald, in een of twee zinnen")}
_HOLDER: Mapping[str, Text] = {"budgethouder": gettext_lazy("wie over het geld beslist")}
_OVERVIEW = gettext_lazy("Bekijk uw overzicht")
_PAY_NOW = gettext_lazy("Betaal nu")

OF_BOOKINGS: Mapping[str, Moment] = {
    "booking_held": Moment(
        label=gettext_lazy("Wie aanmeldde: onder voorbehoud"),
        when=gettext_lazy("aan wie aanmeldde, als er pas wordt betaald zodra het doorgaat"),
        heading=gettext_lazy("De plaatsen worden vastgehouden"),
        subject=gettext_lazy("Aanmelding {ordernummer}, u betaalt nog niets: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nU meldde aan voor {titel}. We houden de plaatsen vast. {besluit}\n\nGaat het niet door, dan "
            "betaalt u niets. {betaling}"
        ),
        common=_WITH_ORDER,
        own={"besluit": gettext_lazy("wanneer u besluit of het doorgaat, in een zin"), **_PAY},
        required=frozenset({"besluit", "betaling"}),
        action=_OVERVIEW,
    ),
    "booking_received": Moment(
        label=gettext_lazy("Wie aanmeldde: ontvangen, nog betalen"),
        when=gettext_lazy("aan wie aanmeldde en meteen online betaalt, vóór de betaling"),
        heading=gettext_lazy("Uw aanmelding is binnen"),
        subject=gettext_lazy("Uw aanmelding is binnen, u kunt nu betalen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nUw aanmelding voor {titel} is binnen. We houden de plaatsen vast. {betaling}\n\nHebt u al betaald? "
            "Dan hoeft u niets te doen."
        ),
        common=_WITH_ORDER,
        own=_PAY,
        required=frozenset(_PAY),
        action=_PAY_NOW,
    ),
    "payment_asked": Moment(
        label=gettext_lazy("Wie aanmeldde: het gaat door, nu betalen"),
        when=gettext_lazy("aan wie aanmeldde, als u besluit dat het doorgaat en er nu wordt betaald"),
        heading=gettext_lazy("Het gaat door"),
        subject=gettext_lazy("Het gaat door, u kunt nu betalen: {titel}"),
        body=gettext_lazy("Beste {naam},\n\n{titel} gaat door. U hield plaatsen vast. {betaling}"),
        common=_WITH_ORDER,
        own=_PAY,
        required=frozenset(_PAY),
        action=_PAY_NOW,
    ),
    "admission_payment": Moment(
        label=gettext_lazy("Wie aanmeldde: toegelaten, nu betalen"),
        when=gettext_lazy("aan wie aanmeldde, als na de intake over iedereen is beslist en er nu wordt betaald"),
        heading=gettext_lazy("Toegelaten"),
        subject=gettext_lazy("Toegelaten, u kunt nu betalen: {titel}"),
        body=gettext_lazy("Beste {naam},\n\nWie hieronder staat, is toegelaten tot {titel}. {betaling}"),
        common=_WITH_ORDER,
        own=_PAY,
        required=frozenset(_PAY),
        action=_PAY_NOW,
    ),
    "consent_awaited": Moment(
        label=gettext_lazy("Wie aanmeldde: wacht op akkoord"),
        when=gettext_lazy("aan wie aanmeldde, als een ander over het geld beslist"),
        heading=gettext_lazy("De plaatsen wachten op akkoord"),
        subject=gettext_lazy("De plaatsen wachten op akkoord: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nDe plaatsen voor {titel} houden we vast. {budgethouder} kreeg een mail met de vraag om akkoord op "
            "de kosten. Antwoorden kan {uiterlijk}.\n\nKomt er geen akkoord, dan vervallen de plaatsen en betaalt u niets. U "
            "hoort van ons hoe het verder gaat."
        ),
        common=_COMMON,
        own={
            **_HOLDER,
            "uiterlijk": gettext_lazy("tot wanneer die kan antwoorden, zoals tot 15 december 2026, 12.00 uur"),
        },
        required=frozenset({"uiterlijk"}),
        action=_OVERVIEW,
    ),
    "consent_payment": Moment(
        label=gettext_lazy("Wie aanmeldde: akkoord, nu betalen"),
        when=gettext_lazy("aan wie aanmeldde, als de budgethouder akkoord geeft en er nu wordt betaald"),
        heading=gettext_lazy("Er is akkoord"),
        subject=gettext_lazy("Akkoord, u kunt nu betalen: {titel}"),
        body=gettext_lazy("Beste {naam},\n\n{budgethouder} gaf akkoord op de kosten van {titel}. {betaling}"),
        common=_WITH_ORDER,
        own={**_HOLDER, **_PAY},
        required=frozenset(_PAY),
        action=_PAY_NOW,
    ),
    "consent_refused": Moment(
        label=gettext_lazy("Wie aanmeldde: geen akkoord"),
        when=gettext_lazy("aan wie aanmeldde, als de budgethouder nee zegt of niet op tijd antwoordt"),
        heading=gettext_lazy("Er kwam geen akkoord"),
        subject=gettext_lazy("Geen akkoord, de plaatsen zijn vervallen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\n{gebeurd}\n\nDe plaatsen bij {titel} zijn weer vrij en u betaalt niets. Mag het alsnog? Meld u dan "
            "opnieuw aan, zolang er plaats is."
        ),
        common=_COMMON,
        own={**_HOLDER, "gebeurd": gettext_lazy("wat de budgethouder zei, met de reden")},
        required=frozenset({"gebeurd"}),
        has_link=False,
    ),
    "booking_confirmed": Moment(
        label=gettext_lazy("Wie aanmeldde: bevestiging"),
        when=gettext_lazy("aan wie aanmeldde voor iets dat geld kost, zodra de plaatsen vast zijn"),
        heading=gettext_lazy("De plaatsen zijn vast"),
        subject=gettext_lazy("Bevestiging {ordernummer}: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nDe plaatsen voor {titel} zijn vast. {betaling}\n\nAlle deelnemers kregen een eigen mail met hun "
            "persoonlijke link."
        ),
        common=_WITH_ORDER,
        own=_PAY,
        required=frozenset(_PAY),
        action=_OVERVIEW,
    ),
    "booking_expired": Moment(
        label=gettext_lazy("Wie aanmeldde: niet betaald"),
        when=gettext_lazy("aan wie aanmeldde, als de betaling niet op tijd kwam"),
        heading=gettext_lazy("Uw plaats is vervallen"),
        subject=gettext_lazy("Uw plaats is vervallen: {titel}"),
        body=gettext_lazy(
            "Beste {naam},\n\nWe kregen geen betaling voor {titel}. Daarom is uw plaats vervallen en weer vrij voor een ander. U "
            "hoeft niets te betalen.\n\nWilt u toch meedoen? Meld u opnieuw aan, zolang er plaats is. Heeft u wel betaald? Bel of "
            "mail ons, dan zoeken we het uit."
        ),
        common=_COMMON,
        action=gettext_lazy("Bekijk uw aanmelding"),
    ),
}
