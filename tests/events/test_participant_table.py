import pytest

from events.participant_table import read_table

SANNE = {
    "first_name": "Sanne",
    "last_name": "Visser",
    "email": "s.visser@lindewaard.example",
    "function": "HRM-adviseur",
}
PIETER = {"first_name": "Pieter", "last_name": "de Boer", "email": "p.deboer@lindewaard.example", "function": ""}


@pytest.mark.parametrize(
    "text",
    [
        # Excel and Word, with and without heads
        "Naam\tE-mail\tFunctie\r\nSanne Visser\ts.visser@lindewaard.example\tHRM-adviseur\r\nPieter de Boer\tp.deboer@lindewaard.example\t\r\n",
        "Sanne Visser\ts.visser@lindewaard.example\tHRM-adviseur\nPieter de Boer\tp.deboer@lindewaard.example",
        # CSV of a Dutch Excel, with a byte order mark, of an English one, and with quotes
        "\ufeffVoornaam;Tussenvoegsel;Achternaam;Functie;E-mailadres\nSanne;;Visser;HRM-adviseur;s.visser@lindewaard.example\nPieter;de;Boer;;p.deboer@lindewaard.example",
        'Email,Last name,First name,Job title\ns.visser@lindewaard.example,Visser,Sanne,HRM-adviseur\np.deboer@lindewaard.example,"de Boer",Pieter,',
        '"Visser, Sanne","s.visser@lindewaard.example","HRM-adviseur"\n"Boer, Pieter de","p.deboer@lindewaard.example",""',
        # the columns in another order, empty lines, a column that we do not ask
        "\n* Functie: ; Personeelsnummer ; E-mail ; Naam\nHRM-adviseur;12;s.visser@lindewaard.example;Sanne Visser\n\n;13;p.deboer@lindewaard.example;Pieter de Boer\n\n",
        "Sanne;Visser;s.visser@lindewaard.example;HRM-adviseur\nPieter;de Boer;p.deboer@lindewaard.example",
        "s.visser@lindewaard.example;Sanne Visser;HRM-adviseur\np.deboer@lindewaard.example;Pieter de Boer",
        # a table in plain text
        "Naam | E-mail | Functie\nSanne Visser | s.visser@lindewaard.example | HRM-adviseur\nPieter de Boer | p.deboer@lindewaard.example |",
    ],
)
def test_a_list_is_read_however_it_was_made(text: str) -> None:
    assert list(read_table(text)) == [SANNE, PIETER]


def test_addresses_from_a_mail_are_read_too() -> None:
    text = "Sanne Visser <s.visser@lindewaard.example>\nPieter de Boer <p.deboer@lindewaard.example>"

    assert list(read_table(text)) == [SANNE | {"function": ""}, PIETER]


def test_what_is_missing_stays_empty() -> None:
    assert list(read_table("Naam;E-mail\nSanne Visser\n;p.deboer@lindewaard.example")) == [
        SANNE | {"email": "", "function": ""},
        PIETER | {"first_name": "", "last_name": ""},
    ]
    assert list(read_table("Sanne Visser")) == [SANNE | {"email": "", "function": ""}]


@pytest.mark.parametrize("text", ["", " \n\t\n", "Naam;E-mail;Functie\n"])
def test_nobody_is_in_an_empty_list(text: str) -> None:
    assert list(read_table(text)) == []
