"""Documents with the shapes that archives have, written for these tests; and the words of what was read."""

import re
from dataclasses import astuple

from bs4 import BeautifulSoup

from cms.imports.document import Article, Footnotes, Heading, Note, Quote, RichText, Table

WORD = re.compile(r"\w+")

ARCHIVE = """Skip to main content

Lotte Mulder

De werkplaats opent in het voorjaar een leergang voor beginnende timmerlieden

In de oude loods aan de haven begint in april een leergang voor mensen die van hout willen leren houden. Wie meedoet, werkt vier dagen met eigen gereedschap aan één stuk, van de eerste schets tot de laatste schaafkrul* op de vloer.

Opzet

De groep is klein: acht mensen en twee meesters. Iedereen brengt een stuk hout mee dat thuis in de weg lag, en neemt aan het eind een kistje mee terug dat een mensenleven meegaat.

 • Dag 1: meten en aftekenen
 • Dag 2: zagen langs de lijn
 • Dag 3: verbinden zonder spijkers

Meer weten?

Schrijf naar werkplaats@oud.example of kijk op www.oud.example.

* Een krul van minder dan een millimeter, zo dun dat de krant erdoor te lezen is.

Uitnodiging voor een avond over het onderhoud van oude vensterbanken

U i t n o d i g i n g

Datum Dinsdag 13 april 2021
Tijd 19.30 – 21.00 uur. Inloop vanaf 19.15 uur
Zaal De zolder

Voor wie
Deze avond is bedoeld voor wie een huis heeft dat ouder is dan de bewoners zelf. U hoeft nog nooit een kwast te hebben vastgehouden.

Wie durft, brengt een stukje van de eigen vensterbank mee. We bekijken samen of er nog leven in zit, wat een beschermlaag doet en wanneer een plank niet meer te redden valt. Vragen stellen mag de hele avond, en antwoorden geven ook.

Foto bovenaan: de zolder op een regenachtige avond in het vorige najaar
"""

COLUMNS = """ Leidraad voor wie een  \n\noude deur wil redden \n \n\nAchtergrond \n
Een deur die klemt is geen slechte deur. Meestal is het het huis dat een \n
beetje verzakt en de deur die dat als eerste merkt. Wie goed kijkt, ziet \n
waar het schuurt en waar nog ruimte is voor een schaaf in vaste hand- \n
en vingergreep. \n \n \n
Wat u nodig heeft \n
De lijst is kort, en alles ligt vermoedelijk al in huis, in een timmer-\n
werkplaats of in de schuur van de buren: \n
•  een schaaf van gewone maat, die scherp is en niet te zwaar voor één \n
hand, \n
•  een potlood. \n
Daarna begint het werk, dat een middag duurt als u doorwerkt en langer \n
wanneer u met de buren blijft praten over de vraag hoe een deur in een \n
huis van honderd jaar zo scheef heeft kunnen raken. \n"""

FIRST_SENTENCE = """Hout werkt, en wie dat vergeet krijgt in de winter spijt. Dat bleek op de avond in de loods, waar zestig mensen naar elkaars deuren kwamen kijken. Niemand ging naar huis zonder plan.

Wat we leerden

Een deur die klemt heeft haast altijd een reden, en die reden zit zelden in de deur zelf."""

CRUMBS = """Skip to main content
Home » Verhalen » Wat een oude deur u leert
Sponsored

Een deur die klemt is geen slechte deur: ze vertelt u iets over het huis waarin ze hangt."""


def words(article: Article) -> list[str]:
    """Every word of an article, in order, the title first."""
    found = WORD.findall(article.title)
    for block in article.blocks:
        if isinstance(block, RichText):
            found += html_words(block.html)
        elif isinstance(block, Heading):
            found += WORD.findall(block.text)
        elif isinstance(block, Quote):
            found += WORD.findall(f"{block.text} {block.speaker}")
        elif isinstance(block, Table):
            found += WORD.findall(" ".join([block.caption, *block.headings, *(" ".join(row) for row in block.rows)]))
        elif isinstance(block, Footnotes):
            for note in block.notes:
                found += html_words(note.html) if isinstance(note, Note) else WORD.findall(" ".join(astuple(note)))
    return found


def html_words(html: str) -> list[str]:
    soup = BeautifulSoup(re.sub(r"<br/>|</p>|</li>|</h3>", " ", html), "html.parser")
    return WORD.findall(soup.get_text())
