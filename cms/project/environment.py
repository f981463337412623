"""Settings from the environment, typed. Each reader refuses nonsense with one sentence that names the variable."""

import json
import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# PostgreSQL's own connection options that make sense in a URL; a misspelt one must not be dropped silently.
DATABASE_OPTIONS: Final = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name"}
)
_HOST = re.compile(
    r"(\*|\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])", re.IGNORECASE
)


class _Required:
    """Marks a variable without a default."""


REQUIRED: Final = _Required()


def provide(**values: str) -> None:
    """Give absent variables a value, for settings that loosen production. Child processes inherit them."""
    for name, value in values.items():
        if not os.environ.get(name, "").strip():
            os.environ[name] = value


def text(name: str, default: str | _Required = REQUIRED) -> str:
    """The variable's text, without white space around it. An empty variable counts as absent."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if isinstance(default, _Required):
        raise ImproperlyConfigured(f"{name} is missing: set this environment variable.")
    return default


def secret(name: str) -> str:
    """A text of at least 32 characters that are not all alike."""
    value = text(name)
    if len(value) < 32 or len(set(value)) < 5:
        raise ImproperlyConfigured(f"{name} is too weak: use at least 32 random characters.")
    return value


def boolean(name: str, default: bool | _Required = REQUIRED) -> bool:  # noqa: FBT001 - the value itself, not a mode
    """`true` or `false` (also yes/no, on/off, 1/0)."""
    value = text(name, "" if not isinstance(default, _Required) else REQUIRED).lower()
    if not value:
        return bool(default)
    if value in {"true", "yes", "on", "1"}:
        return True
    if value in {"false", "no", "off", "0"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 'true' or 'false', not '{value}'.")


def integer(name: str, default: int | _Required = REQUIRED, *, at_least: int = 0) -> int:
    """A whole number of at least `at_least`."""
    value = text(name, "" if not isinstance(default, _Required) else REQUIRED)
    if not value and not isinstance(default, _Required):
        return default
    # isascii: int() also takes Arabic and other digits, and underscores.
    if not (value.isascii() and value.isdigit()) or int(value) < at_least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {at_least}, not '{value}'.")
    return int(value)


def words(name: str, default: list[str] | _Required = REQUIRED) -> list[str]:
    """A list separated by commas. Empty parts and doubles are refused."""
    if not isinstance(default, _Required) and not os.environ.get(name, "").strip():
        return default
    found = [part.strip() for part in text(name).split(",")]
    if not all(found):
        raise ImproperlyConfigured(f"{name} must be a list separated by commas, without empty parts.")
    if len(set(found)) != len(found):
        raise ImproperlyConfigured(f"{name} names something twice.")
    return found


def names(name: str, default: list[str]) -> list[str]:
    """A list separated by commas. `none`, or a variable that is set to nothing, is the empty list."""
    if name in os.environ and not text(name, ""):
        return []
    found = words(name, default)
    return [] if found == ["none"] else found


def tables(name: str) -> dict[str, dict[str, Any]]:
    """A JSON object of objects, `{"plugin": {"setting": "value"}}`; absent is empty."""
    try:
        found = json.loads(text(name, "{}"))
    except json.JSONDecodeError:
        found = None
    # Without repeating the value: it may hold a password.
    if not isinstance(found, dict) or not all(isinstance(table, dict) for table in found.values()):
        raise ImproperlyConfigured(f'{name} must be JSON like {{"plugin": {{"setting": "value"}}}}.')
    return found


def hosts(name: str, default: list[str] | _Required = REQUIRED) -> list[str]:
    """Host names separated by commas, without scheme, port or path. A leading dot allows subdomains."""
    found = words(name, default)
    for host in found:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(f"{name} has '{host}', which is no host name (give no scheme, port or path).")
        if host == "*":
            raise ImproperlyConfigured(f"{name} must not be '*': any host name would be answered.")
    return found


def origin(name: str, default: str | _Required = REQUIRED) -> str:
    """The address of a site, `https://host[:port]`, without a path; a slash at the end is taken away."""
    value = text(name, default)
    parts = urlsplit(value)
    try:
        well_formed = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        well_formed = False
    if not well_formed or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(f"{name} must be an address like https://www.example.nl, not '{value}'.")
    return value.rstrip("/")


def loopback(name: str) -> str:
    """The address of a server on this machine, empty when absent."""
    value = origin(name) if text(name, "") else ""
    if value and urlsplit(value).hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ImproperlyConfigured(f"{name} must be on this machine (127.0.0.1), not '{value}'.")
    return value


def choice(name: str, options: Collection[str], default: str) -> str:
    """One of `options`, in any case."""
    value = text(name, default).upper()
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not '{value}'.")
    return value


def refuse(name: str, reason: str) -> None:
    """Stop when a variable is set that has no place here."""
    if text(name, ""):
        raise ImproperlyConfigured(f"{name} must not be set: {reason}.")


def database(name: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=require` as an entry of DATABASES.

    `embedded:/absolute/folder` (or `?kind=throwaway`) is the site's own server with its data in that folder.
    """
    value = text(name)
    wrong = ImproperlyConfigured(
        f"{name} must look like postgresql://user:password@host:5432/name (PostgreSQL is the only database)."
    )
    parts = _split(value, wrong)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "embedded":
        kind = options.pop("kind", "lasting")
        if not parts.path.startswith("/") or kind not in {"lasting", "throwaway"} or options:
            raise wrong
        return {
            "ENGINE": "cms.project.postgres",
            "NAME": "vakwerk",
            "HOME": unquote(parts.path),
            "KIND": kind,
            "OPTIONS": {},
        }
    # A folder with a Unix socket is given as ?host=/run/postgresql, as PostgreSQL itself does.
    host = options.pop("host", "") or unquote(parts.hostname or "")
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/") or "/" in parts.path[1:] or not host:
        raise wrong
    unknown = sorted(options.keys() - DATABASE_OPTIONS)
    if unknown:
        raise ImproperlyConfigured(f"{name} has the unknown option '{unknown[0]}'.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def embedded(folder: Path, kind: str = "lasting") -> str:
    """The URL that `database` reads back as the site's own server with its data in `folder`."""
    return f"embedded:{quote(str(folder))}?kind={kind}"


def email(name: str) -> dict[str, Any]:
    """`smtp://`, `smtp+tls://` (STARTTLS) or `smtps://` (TLS from the start) `user:password@host:port` as EMAIL_* settings."""
    wrong = ImproperlyConfigured(
        f"{name} must look like smtp+tls://user:password@host:587 (or smtp:// without, smtps:// with TLS from the start)."
    )
    parts = _split(text(name), wrong)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong
    if bool(parts.username) != bool(parts.password):
        raise ImproperlyConfigured(f"{name} needs both a user and a password, or neither.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def _split(value: str, wrong: ImproperlyConfigured) -> Any:
    """The parts of a URL; `wrong` when it has none, without repeating the URL because it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises when it is no number
    except ValueError:
        raise wrong from None
    return parts
