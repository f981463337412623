"""Each reader takes what it should and refuses nonsense with one sentence that names the variable."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.project import environment

NAME = "VAKWERK_SAMPLE"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda value: monkeypatch.setenv(NAME, value)


def refusal(reader: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        reader(NAME, *args, **kwargs)
    return str(refused.value)


@pytest.mark.parametrize(
    "reader",
    [
        environment.text,
        environment.secret,
        environment.boolean,
        environment.integer,
        environment.words,
        environment.hosts,
        environment.origin,
        environment.database,
        environment.email,
    ],
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_required_variable_may_not_be_absent(
    reader: Callable[..., Any], value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv(NAME, raising=False)
    else:
        monkeypatch.setenv(NAME, value)
    assert refusal(reader) == f"{NAME} is missing: set this environment variable."


def test_absent_variables_take_their_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert environment.text(NAME, "a") == "a"
    assert environment.boolean(NAME, default=True) is True
    assert environment.boolean(NAME, default=False) is False
    assert environment.integer(NAME, 3) == 3
    assert environment.words(NAME, ["a", "b"]) == ["a", "b"]
    assert environment.names(NAME, ["a", "b"]) == ["a", "b"]
    assert environment.tables(NAME) == {}
    assert environment.origin(NAME, "https://example.nl") == "https://example.nl"


def test_provide_fills_only_what_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "kept")
    monkeypatch.setenv("VAKWERK_SAMPLE_2", "")
    environment.provide(VAKWERK_SAMPLE="other", VAKWERK_SAMPLE_2="given")
    assert environment.text(NAME) == "kept"
    assert environment.text("VAKWERK_SAMPLE_2") == "given"


@pytest.mark.parametrize("value", ["short", "a" * 50, "abab" * 20])
def test_a_weak_secret_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    message = refusal(environment.secret)
    assert message == f"{NAME} is too weak: use at least 32 random characters."
    assert value not in message


@pytest.mark.parametrize(
    ("value", "meaning"), [("true", True), ("Yes", True), ("1", True), ("off", False), ("FALSE", False), ("0", False)]
)
def test_boolean(value: str, meaning: bool, given: Callable[[str], None]) -> None:  # noqa: FBT001
    given(value)
    assert environment.boolean(NAME) is meaning


@pytest.mark.parametrize("value", ["2", "ja", "truee", "None"])
def test_a_boolean_is_not_guessed(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.boolean, default=True) == f"{NAME} must be 'true' or 'false', not '{value.lower()}'."


@pytest.mark.parametrize("value", ["-1", "1.5", "1_000", "٣", "0x10", "four", "4"])
def test_an_integer_in_another_form_or_too_small_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.integer, at_least=5) == f"{NAME} must be a whole number of at least 5, not '{value}'."


def test_integer(given: Callable[[str], None]) -> None:
    given(" 42 ")
    assert environment.integer(NAME) == 42


def test_words(given: Callable[[str], None]) -> None:
    given("stripe, invoice ,dutch_csv")
    assert environment.words(NAME) == ["stripe", "invoice", "dutch_csv"]


@pytest.mark.parametrize("value", ["a,,b", "a,", ","])
def test_a_list_with_an_empty_part_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.words) == f"{NAME} must be a list separated by commas, without empty parts."


def test_a_list_with_a_double_is_refused(given: Callable[[str], None]) -> None:
    given("a,b,a")
    assert refusal(environment.words) == f"{NAME} names something twice."


@pytest.mark.parametrize("value", ["none", ""])
def test_names_can_be_emptied(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert environment.names(NAME, ["stripe"]) == []


def test_tables(given: Callable[[str], None]) -> None:
    given('{"stripe": {"methods": ["ideal"]}}')
    assert environment.tables(NAME) == {"stripe": {"methods": ["ideal"]}}


@pytest.mark.parametrize("value", ["[]", "{", '{"stripe": "secret-value"}', "secret-value"])
def test_malformed_tables_are_refused_without_repeating_them(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.tables) == f'{NAME} must be JSON like {{"plugin": {{"setting": "value"}}}}.'


def test_hosts(given: Callable[[str], None]) -> None:
    given("www.example.nl,.example.org,127.0.0.1,[::1]")
    assert environment.hosts(NAME) == ["www.example.nl", ".example.org", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize("value", ["https://example.nl", "example.nl:80", "example.nl/pad", "a b", "-a.nl", "a..nl"])
def test_a_host_with_more_than_a_name_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.hosts) == f"{NAME} has '{value}', which is no host name (give no scheme, port or path)."


def test_every_host_at_once_is_refused(given: Callable[[str], None]) -> None:
    given("*")
    assert refusal(environment.hosts) == f"{NAME} must not be '*': any host name would be answered."


@pytest.mark.parametrize("value", ["https://www.example.nl", "https://www.example.nl/", "http://127.0.0.1:8000"])
def test_origin(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert environment.origin(NAME) == value.rstrip("/")


@pytest.mark.parametrize(
    "value", ["www.example.nl", "ftp://example.nl", "https://", "https://a.nl/pad", "https://a.nl:x", "https://u@a.nl"]
)
def test_a_site_address_with_a_path_or_without_a_host_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.origin) == f"{NAME} must be an address like https://www.example.nl, not '{value}'."


@pytest.mark.parametrize("value", ["", "http://127.0.0.1:4242", "http://localhost:4242", "http://[::1]:4242"])
def test_loopback(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert environment.loopback(NAME) == value


@pytest.mark.parametrize("value", ["https://api.stripe.com", "http://10.0.0.1", "http://127.0.0.1.example.nl"])
def test_another_machine_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.loopback) == f"{NAME} must be on this machine (127.0.0.1), not '{value}'."


def test_choice(given: Callable[[str], None]) -> None:
    given("warning")
    assert environment.choice(NAME, ["INFO", "WARNING"], "INFO") == "WARNING"
    given("loud")
    assert (
        refusal(environment.choice, ["INFO", "WARNING"], "INFO") == f"{NAME} must be one of INFO, WARNING, not 'LOUD'."
    )


def test_what_has_no_place_is_refused(given: Callable[[str], None]) -> None:
    given("")
    environment.refuse(NAME, "not here")
    given("x")
    assert refusal(environment.refuse, "not here") == f"{NAME} must not be set: not here."


def test_database(given: Callable[[str], None]) -> None:
    given("postgresql://vak%40werk:p%2Fw@db.example.nl:6432/site?sslmode=require&connect_timeout=3")
    assert environment.database(NAME) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "site",
        "USER": "vak@werk",
        "PASSWORD": "p/w",
        "HOST": "db.example.nl",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require", "connect_timeout": "3"},
    }


def test_database_on_a_unix_socket(given: Callable[[str], None]) -> None:
    given("postgres:///site?host=/run/postgresql")
    assert environment.database(NAME) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "site",
        "USER": "",
        "PASSWORD": "",
        "HOST": "/run/postgresql",
        "PORT": "",
        "OPTIONS": {},
    }


def test_embedded_database(given: Callable[[str], None]) -> None:
    given("embedded:/srv/vak%20werk?kind=throwaway")
    assert environment.database(NAME) == {
        "ENGINE": "cms.project.postgres",
        "NAME": "vakwerk",
        "HOME": "/srv/vak werk",
        "KIND": "throwaway",
        "OPTIONS": {},
    }


def test_embedded_database_with_any_folder_name(tmp_path: Path, given: Callable[[str], None]) -> None:
    folder = tmp_path / "50% klaar? #1"
    given(environment.embedded(folder, "throwaway"))
    read = environment.database(NAME)
    assert (read["HOME"], read["KIND"]) == (str(folder), "throwaway")


@pytest.mark.parametrize(
    "value",
    [
        "mysql://u:hunter2@h/db",
        "sqlite:///db.sqlite3",
        "postgresql://u:hunter2@h",
        "postgresql://u:hunter2@h/",
        "postgresql://u:hunter2@h:port/db",
        "postgresql://u:hunter2@h/db/more",
        "postgresql:///db",
        "hunter2",
        "embedded:relative",
        "embedded:/srv/x?kind=other",
    ],
)
def test_a_malformed_database_is_refused_without_repeating_its_password(
    value: str, given: Callable[[str], None]
) -> None:
    given(value)
    assert refusal(environment.database) == (
        f"{NAME} must look like postgresql://user:password@host:5432/name (PostgreSQL is the only database)."
    )


def test_a_misspelt_database_option_is_refused(given: Callable[[str], None]) -> None:
    given("postgresql://u:p@h/db?sslmod=require")
    assert refusal(environment.database) == f"{NAME} has the unknown option 'sslmod'."


@pytest.mark.parametrize(
    ("value", "port", "starttls", "tls"),
    [
        ("smtp://mail.example.nl", 25, False, False),
        ("smtp+tls://mail.example.nl", 587, True, False),
        ("smtps://mail.example.nl", 465, False, True),
        ("smtps://mail.example.nl:2465", 2465, False, True),
    ],
)
def test_email(value: str, port: int, starttls: bool, tls: bool, given: Callable[[str], None]) -> None:  # noqa: FBT001
    given(value)
    assert environment.email(NAME) == {
        "EMAIL_HOST": "mail.example.nl",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
    }


def test_email_with_a_user(given: Callable[[str], None]) -> None:
    given("smtp+tls://user%40example.nl:p%3Aw@mail.example.nl")
    read = environment.email(NAME)
    assert (read["EMAIL_HOST_USER"], read["EMAIL_HOST_PASSWORD"]) == ("user@example.nl", "p:w")


@pytest.mark.parametrize(
    "value", ["mail.example.nl", "http://h", "smtp://", "smtp://h:x", "smtp://h/path", "smtp://h?tls=1", "smtp+ssl://h"]
)
def test_a_malformed_mail_server_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.email) == (
        f"{NAME} must look like smtp+tls://user:password@host:587 (or smtp:// without, smtps:// with TLS from the start)."
    )


@pytest.mark.parametrize("value", ["smtp://user@h", "smtp://:password@h"])
def test_half_a_mail_login_is_refused(value: str, given: Callable[[str], None]) -> None:
    given(value)
    assert refusal(environment.email) == f"{NAME} needs both a user and a password, or neither."
