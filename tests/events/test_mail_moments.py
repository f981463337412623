import pytest

from events.mail_moments import COMMON, MOMENTS, MailWords, check_words, filled_in, filled_in_html
from tests.events.mail_texts import VALUES


@pytest.mark.parametrize("key", MOMENTS)
def test_the_words_of_the_house_keep_their_own_rules(key: str) -> None:
    moment = MOMENTS[key]
    assert check_words(MailWords(str(moment.subject), str(moment.body)), moment.placeholders, moment.required) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Beste {name},", "{name} bestaat niet. Bedoelt u {naam}?"),
        ("Beste {Naam },", "{Naam } bestaat niet. Bedoelt u {naam}?"),
        ("Zie {persoonlijkelink}", "{persoonlijkelink} bestaat niet. Bedoelt u {persoonlijke_link}?"),
        ("Dag {xyz}", "{xyz} bestaat niet."),
        ("Dag {{ naam }}", "{ naam } bestaat niet. Bedoelt u {naam}?"),
        ("Dag {naam", "Er staat een accolade te veel. Een invulveld ziet eruit als {naam}."),
        ("Dag }", "Er staat een accolade te veel. Een invulveld ziet eruit als {naam}."),
    ],
)
def test_a_mistake_is_said_with_what_was_meant(text: str, told: str) -> None:
    assert check_words(MailWords("Onderwerp", text), COMMON) == {"body": told}
    assert check_words(MailWords(text, "Tekst"), COMMON) == {"subject": told}


def test_what_carries_a_message_may_not_be_left_out() -> None:
    moment = MOMENTS["edition_cancelled"]
    told = "{reden} moet in de tekst staan: anders lezen deelnemers niet de reden die u geeft als u de editie afzegt."
    wrong = check_words(MailWords("Helaas", "Beste {naam}, het gaat niet door."), moment.placeholders, moment.required)
    assert wrong == {"body": told}


def test_placeholders_become_what_they_stand_for() -> None:
    assert filled_in("Dag {naam}: {titel}, {onbekend}", VALUES) == "Dag Zoë <b>: Goed & wel, {onbekend}"


def test_in_html_values_are_text_and_only_the_editors_addresses_are_links() -> None:
    values = VALUES | {"naam": "Win op http://boef.example <script>"}
    html = filled_in_html("Dag {naam}\n\nZie https://vakwerk.example/x\nen {persoonlijke_link} <i>", values)
    assert html == (
        "<p>Dag Win op http://boef.example &lt;script&gt;</p>\n\n"
        '<p>Zie <a href="https://vakwerk.example/x">https://vakwerk.example/x</a><br>'
        'en <a href="https://vakwerk.example/inschrijving/abc/">https://vakwerk.example/inschrijving/abc/</a> &lt;i&gt;</p>'
    )


def test_a_placeholder_in_an_address_stays_inside_its_link() -> None:
    html = filled_in_html("https://vakwerk.example/?n={nummer}", VALUES | {"nummer": '"><script>'})
    assert "<script>" not in html
    assert html.startswith('<p><a href="https://vakwerk.example/?n=')
