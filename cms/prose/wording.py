"""Words that do not age well, links that say nothing, u and je on one page."""

import re

from django.utils.translation import gettext as _

from cms.notation import Language
from cms.prose.findings import Finding, Kind
from cms.prose.writing import Excerpt, Writing, sentences

_EMPTY_LINKS = {
    *(
        "hier",
        "klik hier",
        "lees hier",
        "kijk hier",
        "lees meer",
        "lees verder",
        "meer",
        "deze link",
        "link",
        "deze pagina",
    ),
    *("here", "click here", "read more", "read on", "more", "this link", "this page"),
}
_CLICK_HERE = re.compile(
    r"\b(?:klik|kijk|lees|click|look|read)\s+(?:hier|here)\b|\b(?:aanmelden via|via)\s+deze link\b", re.IGNORECASE
)
_BARE_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"|„[^”]*”")
# Not one of the letters of "U i t n o d i g i n g".
_FORMAL = re.compile(r"(?<![\w.’'])(?<!\b\w )(?:u(?! \w\b)|uw|uzelf)(?![\w’']|\.\w)", re.IGNORECASE)
_INFORMAL = re.compile(r"(?<![\w.’'])(?:je|jij|jou|jouw|jezelf)(?![\w’'])", re.IGNORECASE)
_PERIODS = {
    "nl": (
        r"(?:week|weken|maand|maanden|jaar|jaren|weekend|zomer|winter|voorjaar|najaar|herfst|lente|maandag|dinsdag|woensdag"
        r"|donderdag|vrijdag|zaterdag|zondag)"
    ),
    "en": (
        r"(?:week|weeks|month|months|year|years|weekend|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday"
        r"|saturday|sunday)"
    ),
}
_RELATIVE: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        rf"\b(?:vorige?|volgende?|afgelopen|komende?|aanstaande|deze|dit)\s+{_PERIODS['nl']}\b"
        r"|\b(?:gisteren|eergisteren|overmorgen|binnenkort|onlangs|morgen(?:ochtend|middag|avond)|vandaag(?!\s+de\s+dag))\b"
        # “Morgen” is as often the day after today in general: "wat u morgen kunt proberen".
        r"|\bmorgen(?=\s+(?:om|is|start|begint|vindt|organiseren|geven)\b)|\b(?:tot|vanaf)\s+morgen\b"
        r"|\b(?:jl|j\.l|a\.s)\.(?!\w)|(?<=[a-z]\s)as\.(?=\s|$)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?:last|next|this|coming)\s+{_PERIODS['en']}\b|\b(?:yesterday|tomorrow|recently)\b", re.IGNORECASE
    ),
}
_DATED_AS = re.compile(r"\d{1,2}\s+[a-z]+\s$", re.IGNORECASE)
LEAD_WORDS = 60
LEAD_SENTENCES = 4


def check_links(writing: Writing) -> list[Finding]:
    """A link must say where it leads: readers with a screen reader hear the links alone."""
    findings = []
    for passage in writing.passages:
        empty = [link for link in passage.links if link.strip(" .:›»>").lower() in _EMPTY_LINKS]
        bare = [link for link in passage.links if _BARE_ADDRESS.match(link)]
        for link in empty:
            told = _("De link “%(words)s” zegt niet waar hij heen gaat.") % {"words": link}
            findings.append(Finding(Kind.LINK, told, passage.where))
        for link in bare:
            told = _("De link “%(words)s” is een adres. Schrijf op wat daar staat.") % {"words": Excerpt(link)}
            findings.append(Finding(Kind.LINK, told, passage.where))
        if not empty and (found := _CLICK_HERE.search(passage.text)):
            told = _("“%(words)s” zegt niet waar de lezer heen gaat.") % {"words": found.group()}
            findings.append(Finding(Kind.LINK, told, passage.where))
    return findings


def check_address(writing: Writing) -> list[Finding]:
    """U and je on one page; what stands in quotation marks is somebody else's."""
    if writing.language != "nl":
        return []
    formal = informal = ""
    where = ""
    for sentence in sentences(writing.prose):
        own = _QUOTED.sub(" ", sentence.text)
        if not formal and _FORMAL.search(own):
            formal = sentence.text
        if not informal and _INFORMAL.search(own):
            informal, where = sentence.text, sentence.passage.where
    if not (formal and informal):
        return []
    told = _("U en je staan door elkaar: “%(formal)s” en “%(informal)s”.") % {
        "formal": Excerpt(formal),
        "informal": Excerpt(informal),
    }
    return [Finding(Kind.ADDRESS, told, where)]


def check_relative_dates(writing: Writing) -> list[Finding]:
    """“Volgende week” means something else a month later."""
    findings = []
    for sentence in sentences(writing.prose):
        own = _QUOTED.sub(lambda found: " " * len(found.group()), sentence.text)
        for found in _RELATIVE[writing.language].finditer(own):
            words = found.group()
            if words.lower().startswith("as.") and not _DATED_AS.search(own[: found.start()]):
                continue
            told = _("“%(words)s” klopt over een tijd niet meer. Schrijf de datum of het jaar op.") % {"words": words}
            findings.append(Finding(Kind.RELATIVE, told, sentence.passage.where))
            break
    return findings


def check_lead(writing: Writing) -> list[Finding]:
    """A lead of a paragraph is no lead."""
    findings = []
    for passage in writing.passages:
        words = len(passage.text.split())
        if passage.role == "lead" and (words > LEAD_WORDS or len(sentences([passage])) > LEAD_SENTENCES):
            told = _("De inleiding is lang (%(count)s woorden). Eén of twee zinnen is genoeg.") % {"count": words}
            findings.append(Finding(Kind.LEAD, told, passage.where))
    return findings
