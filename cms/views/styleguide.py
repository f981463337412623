"""Every part of the house in every state, with data that always looks the same. For staff, and for all in the demo."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms.blocks.figures import KeyFiguresBlock
from cms.blocks.links import RelatedLinksBlock
from cms.blocks.lists import NumberedThemesBlock
from cms.components import (
    Column,
    Fact,
    Filter,
    FilterOption,
    Footnote,
    NamedPerson,
    Part,
    PriceLine,
    Status,
    Step,
    TimelineBlock,
)
from cms.forms import AcademyForm

STATUSES = [
    Status("free", _("Plaatsen vrij"), _("Aanmelden kan tot 15 december, 12.00 uur.")),
    Status("few", _("Bijna vol"), _("Nog 2 plaatsen van de 15.")),
    Status("wait", _("Vol: wachtlijst"), _("U staat op plek 3. Komt er plek, dan heeft u 48 uur.")),
    Status("maybe", _("Nog 2 aanmeldingen nodig"), _("Op 26 mei 2027 beslissen we. U betaalt pas als het doorgaat.")),
    Status("go", _("Gaat door"), _("Nog 3 plaatsen. De factuur komt in juni.")),
    Status("off", _("Gaat niet door"), _("U kreeg bericht en betaalt niets.")),
    Status(
        "closed", _("Aanmelden gesloten"), _("De aanmelding sloot op 25 mei. De volgende editie begint in het najaar.")
    ),
    Status("past", _("Geweest"), _("Bekijk de opname of lees het verslag.")),
]

SEATS = [  # (heading, taken, minimum, maximum)
    (_("6 van 8 nodig"), 6, 8, 12),
    (_("Gaat door met 9"), 9, 8, 12),
    (_("Vol met 12"), 12, 8, 12),
    (_("Nog niemand"), 0, 8, 12),
    (_("Eén plaats minder dan vol nodig"), 3, 14, 15),
    (_("Al bij weinig mensen"), 4, 3, 12),
    (_("Veel plaatsen, in verhouding"), 187, None, 500),
    (_("Veel plaatsen, met een minimum"), 31, 40, 120),
]

FACTS = [
    Fact(_("Datum"), _("dinsdag 15 december 2026")),
    Fact(_("Tijd"), _("12.30 – 14.00 uur"), _("digitale inloop vanaf 12.15 uur")),
    Fact(_("Prijs"), _("kosteloos")),
]

PRICE_LINES = [
    PriceLine(_("Volle prijs"), 310_000, _("8 dagen, lunch en materiaal")),
    PriceLine(_("50 % subsidie"), -155_000, _("van Fonds Vernieuwend Werken")),
    PriceLine(_("Prijs zonder btw"), 155_000, kind="sum"),
    PriceLine(_("21 % btw"), 32_550),
    PriceLine(_("U betaalt"), 187_550, kind="total"),
]

BLOCKS = [
    TimelineBlock(
        [dt.date(2027, 9, 23), dt.date(2027, 9, 24)],
        _("Tweedaagse"),
        _("Twee dagen in één kader."),
        _("tweedaagse · 4 dagdelen"),
        [Part(_("Ochtend"), _("Thema")), Part(_("Middag"), _("Intervisie"))],
        goals=[_("Doorvragen zonder te oordelen"), _("Een lastig gesprek openen")],
        people=[
            NamedPerson("Ruben Terpstra", _("kerndocent, lector bij Hogeschool De Brink"), "#"),
            NamedPerson("Fatima el Amrani", _("te gast")),
        ],
    ),
    TimelineBlock(
        [dt.date(2027, 11, 4)],
        _("Eén dag"),
        _("Eén dag in één kader."),
        _("1 dag · 2 dagdelen"),
        [Part(_("Ochtend"), _("Voortgang")), Part(_("Middag"), _("Nader in te vullen"))],
        _("De middag is open voor gasten. Elke deelnemer mag er drie uitnodigen, kosteloos."),
    ),
    TimelineBlock([dt.date(2027, 11, 30), dt.date(2027, 12, 1)], _("Over de grens van een maand")),
    TimelineBlock([dt.date(2028, 1, 24) + dt.timedelta(days) for days in range(5)], _("Een week in het nieuwe jaar")),
]

ROWS = [  # (dates, kind, note, title, details, status, is_past, label)
    (
        [dt.date(2026, 12, 15)], _("Webinar"), _("kosteloos"), _("Goed werk onder druk: wat u als ambtenaar wél kunt doen"),
        _("12.30 – 14.00 uur · online via Webex"), STATUSES[0], False, "",
    ),
    (
        [dt.date(2027, 6, 10), dt.date(2027, 6, 11)], _("Leernetwerk"), _("8 dagen"),
        _("Leernetwerk HRM: wegbereiders voor vakmanschap"), _("5 bijeenkomsten · juni 2027 t/m januari 2028 · € 1.550,-"),
        STATUSES[3], False, "",
    ),
    (
        [dt.date(2027, 2, 9)], _("Teamsessie"), _("2,5 uur"), _("Een lastige casus uit uw eigen team"),
        _("13.00 – 15.30 uur · online via Teams"), STATUSES[2], False, "",
    ),
    (
        [dt.date(2026, 10, 6)], _("Leerkring"), _("60 deelnemers"), _("Wat is goed werk?"),
        _("13.00 – 17.00 uur · Merwestein"), STATUSES[7], True, "",
    ),
    ([], "", "", _("‘Een adviseur is meer dan een doorgeefluik’"), _("Betaald door Hogeschool De Brink."), None, False, _("Gesponsord")),
]  # fmt: skip

FILTERS = [
    Filter(
        "vorm",
        _("Vorm"),
        [
            FilterOption(_("Alles"), "?", is_active=True, count=14),
            FilterOption(_("Webinar"), "?vorm=webinar", is_active=False, count=4),
            FilterOption(_("Leergang"), "?vorm=leergang", is_active=False, count=5),
        ],
    ),
    Filter(
        "plaatsen",
        _("Plaatsen"),
        [
            FilterOption(_("Ook vol"), "?", is_active=True),
            FilterOption(_("Alleen met plaatsen vrij"), "?vrij=ja", is_active=False, count=9),
        ],
    ),
]

COLUMNS = [
    Column(_("Onderdeel")),
    Column(_("Aantal"), is_number=True),
    Column(_("Prijs"), is_number=True),
    Column(_("Bedrag"), is_number=True),
]
TABLE_ROWS = [
    [_("Voorbereiding met uw HR-team"), "1", "€ 750,00", "€ 750,00"],
    [_("Teamsessie, 2,5 uur, online"), "15", "€ 950,00", "€ 14.250,00"],
]
TABLE_SUMS = [(_("Zonder btw"), "€ 15.000,00"), (_("21 % btw"), "€ 3.150,00"), (_("Totaal"), "€ 18.150,00")]

STEP_LABELS = [_("Deelnemers"), _("Organisatie"), _("Betalen"), _("Controleren")]


class ExampleForm(AcademyForm):
    """One field of every kind."""

    name = forms.CharField(label=_("Uw naam"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Hier sturen we uw persoonlijke link naartoe."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
    )
    function = forms.CharField(label=_("Functie"), required=False, help_text=_("Zoals op uw visitekaartje."))
    theme = forms.ChoiceField(
        label=_("Thema"), choices=[("", _("Kies een thema")), ("craft", _("Vakmanschap")), ("authority", _("Gezag"))]
    )
    wish = forms.CharField(label=_("Uw wens"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    payment = forms.ChoiceField(
        label=_("Hoe wilt u betalen?"),
        choices=[("invoice", _("Op factuur")), ("now", _("Nu betalen met iDEAL of kaart"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=_("Op welke dagen kunt u?"),
        required=False,
        choices=[("mon", _("maandag")), ("tue", _("dinsdag"))],
        widget=forms.CheckboxSelectMultiple,
    )
    terms = forms.BooleanField(label=_("Ik ga akkoord met de voorwaarden."))

    choice_hints = {
        "payment": {
            "invoice": _("We sturen de factuur als de editie doorgaat. Betalen binnen 30 dagen."),
            "now": _("Gaat de editie niet door? Dan krijgt u alles binnen vijf werkdagen terug."),
        }
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """The style guide; answers 404 to visitors outside the demo."""
    if not (settings.DEMO or (request.user.is_authenticated and request.user.is_staff)):
        raise Http404
    return render(request, "cms/styleguide.html", _examples())


def _examples() -> dict[str, Any]:
    # stops short in the e-mail address, chooses nothing, accepts nothing
    mistaken = ExampleForm({"wrong-name": "Pieter de Boer", "wrong-email": "p.deboer@lindewaard"}, prefix="wrong")
    return {
        "breadcrumbs": [(_("Stijlgids"), "")],
        "colours": [
            (_("papier"), "paper"), (_("wit"), "white"), (_("leem"), "loam"), (_("eikeninkt"), "ink"), (_("inkt zacht"), "ink-2"),
            (_("balk"), "beam"), (_("naad"), "seam"), (_("rand van velden"), "edge"), (_("baksteen: actie"), "brick"),
            (_("mos: gaat door"), "moss"), (_("oker: voorbehoud"), "ochre"), (_("fout"), "error"),
        ],
        "statuses": STATUSES,
        "seats": SEATS,
        "rows": ROWS,
        "facts": FACTS,
        "price_lines": PRICE_LINES,
        "blocks": BLOCKS,
        "filters": FILTERS,
        "columns": COLUMNS,
        "table_rows": TABLE_ROWS,
        "table_sums": TABLE_SUMS,
        "first_step": [Step(label, "current" if place == 0 else "next") for place, label in enumerate(STEP_LABELS)],
        "third_step": [
            Step(label, "done" if place < 2 else "current" if place == 2 else "next", "#stappen" if place < 2 else "")
            for place, label in enumerate(STEP_LABELS)
        ],
        "form": ExampleForm(),
        "mistaken_form": mistaken,
        "page_obj": Paginator(range(200), 20).get_page(5),
        "footnotes": [
            Footnote(1, "Smit, M. (2025). Ruimte voor het vak. Merwestein: Hogeschool De Brink."),
            Footnote(2, _("Meer over leren op de werkplek leest u in het verslag van de leerkring.")),
        ],
        "key_figures": KeyFiguresBlock().meta.preview_value,
        "related_links": RelatedLinksBlock().meta.preview_value,
        "numbered_themes": NumberedThemesBlock().meta.preview_value,
        "previous": {"url": "#vorig", "title": _("Zestig collega’s over één vraag"), "label": _("Gesponsord")},
        "next": {"url": "#volgend", "title": _("Twee organisaties gezocht voor een proef")},
    }  # fmt: skip
