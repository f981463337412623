"""The plain pages of the demo: who the academy is, and what it owes its visitors to tell. (title, slug, lead, blocks)"""

from typing import Any

PLAIN_PAGES: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
    (
        "Over ons",
        "over-ons",
        "Wij maken training met mensen die het werk zelf doen.",
        [
            (
                "text",
                "<p>Vakwerk is een huis van balken: elk deel draagt het andere. Zo zien wij publiek werk ook. In onze programma’s leren ambtenaren van elkaar, met een docent die het vak kent.</p>",
            )
        ],
    ),
    (
        "Privacy",
        "privacy",
        "Wat we van u bewaren, waarom, en hoe lang.",
        [
            ("heading", "Als u zich aanmeldt"),
            (
                "text",
                "<p>We vragen uw naam, e-mailadres en organisatie. Die gebruiken we om u te mailen over die bijeenkomst. Organiseren we samen met een ander, dan staat op de pagina wat die ontvangt. Meer krijgt niemand.</p><p>Twee jaar na de bijeenkomst wissen we deze gegevens.</p>",
            ),
            ("heading", "Als u betaalt of een offerte vraagt"),
            (
                "text",
                "<p>Dan vragen we ook wat op een factuur moet staan. Facturen bewaren we zeven jaar, omdat de wet dat vraagt. Uw bankgegevens zien wij niet: betalen gaat via een betaaldienst.</p>",
            ),
            ("heading", "Als u alleen leest"),
            (
                "text",
                "<p>Dan bewaren we niets over u. Deze site zet geen cookies om u te volgen en haalt niets op bij andere bedrijven.</p>",
            ),
            ("heading", "Uw rechten"),
            (
                "text",
                "<p>U mag zien wat we van u hebben, het laten verbeteren en het laten wissen. Mail ons; u krijgt binnen een maand antwoord. Bent u het niet met ons eens? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.</p>",
            ),
        ],
    ),
    (
        "Toegankelijkheid",
        "toegankelijkheid",
        "Iedereen moet zich hier kunnen aanmelden. Dit is onze toegankelijkheidsverklaring.",
        [
            ("heading", "Wat u mag verwachten"),
            (
                "text",
                "<p>Deze site werkt met alleen een toetsenbord, met een schermlezer, zonder JavaScript, op 200 % vergroot en op een klein scherm. Kleuren hebben genoeg contrast, ook in de donkere stand. U krijgt overal zoveel tijd als u nodig heeft.</p>",
            ),
            ("heading", "Hoe ver we zijn"),
            (
                "text",
                "<p>We werken naar de norm WCAG 2.2, niveau A en AA. We toetsen elke nieuwe versie zelf, met een programma en met de hand. Een onafhankelijk bureau heeft de site nog niet onderzocht. Daarom noemen we dit status C: de eerste maatregelen zijn genomen.</p>",
            ),
            ("heading", "Wat nog niet goed is"),
            (
                "text",
                "<ul><li>Oudere documenten die u kunt downloaden zijn niet altijd voor te lezen. Vraag ons om een andere vorm.</li><li>Een webinar heeft geen ondertiteling tijdens de uitzending. De opname wel, binnen een week.</li><li>De pagina waarop u betaalt is van de betaaldienst.</li></ul>",
            ),
            ("heading", "Loopt u vast?"),
            (
                "text",
                "<p>Mail of bel ons. We helpen u meteen verder en laten binnen vijf werkdagen weten hoe we het oplossen. Bent u niet tevreden over ons antwoord? Dan kunt u terecht bij de Nationale ombudsman of het College voor de Rechten van de Mens.</p>",
            ),
        ],
    ),
    (
        "Voorwaarden",
        "voorwaarden",
        "Wat u van ons mag verwachten en wij van u.",
        [
            (
                "text",
                "<p>Tot en met de laatste dag om aan te melden kunt u kosteloos afzeggen. Gaat een programma niet door, dan krijgt u binnen vijf werkdagen alles terug.</p>",
            )
        ],
    ),
]

# By the slug of the Dutch page.
ENGLISH_PLAIN: dict[str, dict[str, Any]] = {
    "privacy": {
        "title": "Privacy",
        "slug": "privacy",
        "lead": "What we keep about you, why, and how long.",
        "body": [
            ("heading", "When you sign up"),
            (
                "text",
                "<p>We ask for your name, e-mail address and organisation. We use them to write to you about that meeting. If we organise it with somebody else, the page says what they receive. Nobody gets more.</p><p>Two years after the meeting we delete these data.</p>",
            ),
            ("heading", "When you pay or ask for a quote"),
            (
                "text",
                "<p>Then we also ask for what an invoice must say. We keep invoices for seven years, because the law requires it. We do not see your bank details: a payment service handles those.</p>",
            ),
            ("heading", "When you only read"),
            (
                "text",
                "<p>Then we keep nothing about you. This site sets no cookies to follow you and asks nothing of other companies.</p>",
            ),
            ("heading", "Your rights"),
            (
                "text",
                "<p>You may see what we hold, have it corrected and have it deleted. Send us an e-mail; you will have an answer within a month. If you disagree with us, you can complain to the Dutch Data Protection Authority.</p>",
            ),
        ],
    },
    "toegankelijkheid": {
        "title": "Accessibility",
        "slug": "accessibility",
        "lead": "Everybody must be able to sign up here. This is our accessibility statement.",
        "body": [
            ("heading", "What you may expect"),
            (
                "text",
                "<p>This site works with a keyboard alone, with a screen reader, without JavaScript, enlarged to 200 % and on a small screen. Colours have enough contrast, also in the dark scheme. You get as much time as you need everywhere.</p>",
            ),
            ("heading", "How far we are"),
            (
                "text",
                "<p>We work towards the standard WCAG 2.2, levels A and AA. We test every new version ourselves, with a program and by hand. An independent bureau has not examined the site yet. That is why we call this status C: first measures have been taken.</p>",
            ),
            ("heading", "What is not right yet"),
            (
                "text",
                "<ul><li>Older documents for download cannot always be read aloud. Ask us for another form.</li><li>A webinar has no captions while it is live. The recording has, within a week.</li><li>The page on which you pay belongs to the payment service.</li></ul>",
            ),
            ("heading", "Are you stuck?"),
            (
                "text",
                "<p>Write or call us. We help you at once and tell you within five working days how we solve it. If our answer does not satisfy you, you can turn to the National Ombudsman or the Netherlands Institute for Human Rights.</p>",
            ),
        ],
    },
}
