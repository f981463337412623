"""What people read on the pages of the sandbox.

The sandbox runs without Django and so without its catalogue; a dataclass keeps both languages complete all the same.
"""

from dataclasses import dataclass

from betalingen.sandbox.errors import Json


@dataclass(frozen=True, kw_only=True)
class Texts:
    lang: str
    skip: str
    tagline: str
    demo: str
    demo_more: str
    pay_kind: str
    pay_title: str
    how: str
    email: str
    email_hint: str
    pay: str
    fail: str
    cancel: str
    failed: str
    failed_more: str
    your_order: str
    total: str
    until: str
    time_of_day: str
    other_day: str
    months: tuple[str, ...]
    paid_title: str
    paid_text: str
    waiting_title: str
    waiting_text: str
    expired_title: str
    expired_text: str
    unknown_title: str
    unknown_text: str
    back: str
    methods: Json
    overview_title: str
    overview_lead: str
    sessions: str
    events: str
    payouts: str
    faults: str
    nothing: str
    reference: str
    amount: str
    status: str
    made: str
    delivery: str
    actions: str
    open_page: str
    settle: str
    settle_failed: str
    expire: str
    refund: str
    refund_amount: str
    redeliver: str
    lose: str
    make_payout: str
    fault_kind: str
    fault_on: str
    fault_times: str
    fault_seconds: str
    fault_amount: str
    add_fault: str
    clear_faults: str
    not_possible: str
    states: Json


DUTCH = Texts(
    lang="nl",
    skip="Naar de inhoud",
    tagline="Betaalpagina van de demo",
    demo="Dit is een demo: er wordt geen echt geld betaald.",
    demo_more="Deze pagina staat op de plaats van de betaalpagina van Stripe. Vul geen gegevens van uzelf in.",
    pay_kind="Betalen",
    pay_title="Kies hoe u betaalt",
    how="Betaalwijze",
    email="E-mail",
    email_hint="Hier komt normaal het betaalbewijs binnen.",
    pay="Betaal",
    fail="Betaling laten mislukken",
    cancel="Annuleer en ga terug",
    failed="De betaling is niet gelukt.",
    failed_more="Er is niets betaald. Probeer het opnieuw of kies een andere betaalwijze.",
    your_order="Uw bestelling",
    total="Te betalen",
    until="U kunt hier betalen tot",
    time_of_day="{time} uur",
    other_day="{day} {month} om {time}",
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    paid_title="Deze bestelling is betaald",
    paid_text="U hoeft niets meer te doen.",
    waiting_title="Uw incasso is ontvangen",
    waiting_text="De bank verwerkt de betaling. Dat duurt in het echt een paar werkdagen en in deze demo even.",
    expired_title="Deze betaalpagina is verlopen",
    expired_text="Er is niets betaald. Ga terug en begin de betaling opnieuw.",
    unknown_title="Deze betaalpagina bestaat niet",
    unknown_text="Controleer de link, of begin de betaling opnieuw.",
    back="Terug naar",
    methods={
        "ideal": ("iDEAL", "Direct betaald met uw bank."),
        "card": ("Creditcard", "Direct betaald met Visa of Mastercard."),
        "sepa_debit": ("SEPA-incasso", "De bank schrijft het later af. Tot dan staat de betaling open."),
    },
    overview_title="Wat er in de zandbak gebeurt",
    overview_lead="Alles wat in het echt bij Stripe gebeurt, speelt deze demo hier na.",
    sessions="Betaalsessies",
    events="Gebeurtenissen en webhooks",
    payouts="Uitbetalingen",
    faults="Storingen",
    nothing="Nog niets",
    reference="Kenmerk",
    amount="Bedrag",
    status="Status",
    made="Gemaakt",
    delivery="Aflevering",
    actions="Doen",
    open_page="Open de betaalpagina",
    settle="Incasso lukt",
    settle_failed="Incasso mislukt",
    expire="Laat verlopen",
    refund="Betaal terug",
    refund_amount="Bedrag in centen",
    redeliver="Lever opnieuw af",
    lose="Raak kwijt",
    make_payout="Betaal het saldo uit",
    fault_kind="Soort",
    fault_on="Waarop (verzoek of gebeurtenis)",
    fault_times="Keren",
    fault_seconds="Seconden",
    fault_amount="Centen erbij of eraf",
    add_fault="Zet storing klaar",
    clear_faults="Haal alle storingen weg",
    not_possible="Dat kan nu niet.",
    states={
        "open": "Open",
        "paid": "Betaald",
        "waiting": "Wacht op de bank",
        "bounced": "Incasso mislukt",
        "expired": "Verlopen",
        "refunded": "Terugbetaald",
        "partly_refunded": "Deels terugbetaald",
        "pending": "Onderweg",
        "delivered": "Afgeleverd",
        "failed": "Mislukt",
        "held": "Vastgehouden",
        "lost": "Kwijt",
        "in_transit": "Onderweg",
    },
)

ENGLISH = Texts(
    lang="en",
    skip="Skip to content",
    tagline="Payment page of the demo",
    demo="This is a demo: no real money is paid.",
    demo_more="This page stands in for Stripe’s payment page. Do not enter details of your own.",
    pay_kind="Pay",
    pay_title="Choose how to pay",
    how="Payment method",
    email="Email",
    email_hint="The receipt would normally go here.",
    pay="Pay",
    fail="Let the payment fail",
    cancel="Cancel and go back",
    failed="The payment did not succeed.",
    failed_more="Nothing was paid. Try again or choose another payment method.",
    your_order="Your order",
    total="To pay",
    until="You can pay here until",
    time_of_day="{time}",
    other_day="{day} {month} at {time}",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    paid_title="This order has been paid",
    paid_text="There is nothing left for you to do.",
    waiting_title="Your direct debit was received",
    waiting_text="The bank is processing the payment. In real life that takes a few working days; in this demo a moment.",
    expired_title="This payment page has expired",
    expired_text="Nothing was paid. Go back and start the payment again.",
    unknown_title="This payment page does not exist",
    unknown_text="Check the link, or start the payment again.",
    back="Back to",
    methods={
        "ideal": ("iDEAL", "Paid at once through your bank."),
        "card": ("Credit card", "Paid at once with Visa or Mastercard."),
        "sepa_debit": ("SEPA direct debit", "The bank collects it later. Until then the payment is open."),
    },
    overview_title="What happens in the sandbox",
    overview_lead="Everything that really happens at Stripe is played here by the demo.",
    sessions="Payment sessions",
    events="Events and webhooks",
    payouts="Payouts",
    faults="Faults",
    nothing="Nothing yet",
    reference="Reference",
    amount="Amount",
    status="Status",
    made="Made",
    delivery="Delivery",
    actions="Do",
    open_page="Open the payment page",
    settle="Debit succeeds",
    settle_failed="Debit fails",
    expire="Let it expire",
    refund="Refund",
    refund_amount="Amount in cents",
    redeliver="Deliver again",
    lose="Lose",
    make_payout="Pay out the balance",
    fault_kind="Kind",
    fault_on="On (request or event)",
    fault_times="Times",
    fault_seconds="Seconds",
    fault_amount="Cents more or less",
    add_fault="Set the fault",
    clear_faults="Remove all faults",
    not_possible="That is not possible now.",
    states={
        "open": "Open",
        "paid": "Paid",
        "waiting": "Waits for the bank",
        "bounced": "Debit failed",
        "expired": "Expired",
        "refunded": "Refunded",
        "partly_refunded": "Partly refunded",
        "pending": "Under way",
        "delivered": "Delivered",
        "failed": "Failed",
        "held": "Held",
        "lost": "Lost",
        "in_transit": "Under way",
    },
)


def choose(locale: str | None, accept_language: str) -> Texts:
    """The language of the session; `auto` and none follow the browser, as at Stripe."""
    wanted = locale if locale not in (None, "auto") else accept_language
    return ENGLISH if wanted and wanted.lower().startswith("en") else DUTCH
