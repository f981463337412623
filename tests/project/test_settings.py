"""Production's settings read from an environment; the others only loosen them."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parents[2] / "cms" / "project" / "settings" / "base.py"
SAMPLE = {
    "DJANGO_SETTINGS_MODULE": "cms.project.settings.base",
    "DJANGO_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP",
    "DATABASE_URL": "postgresql://vakwerk:secret@db.example.nl/vakwerk",
    "EMAIL_URL": "smtp+tls://vakwerk:secret@mail.example.nl",
    "DEFAULT_FROM_EMAIL": "Academie <academie@example.nl>",
    "ALLOWED_HOSTS": "www.example.nl",
    "SITE_URL": "https://www.example.nl",
    "STRIPE_SECRET_KEY": "rk_live_abc",
    "STRIPE_WEBHOOK_SECRETS": "whsec_new,whsec_old",
}
OPTIONAL = (
    "VAKWERK_PLUGINS", "STRIPE_API_BASE", "JITSI_ORIGIN", "MEETINGS_API_BASE", "BEHIND_PROXY", "MEDIA_ROOT", "LOG_LEVEL", "SECURE_HSTS_SECONDS",
)  # fmt: skip


def production(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> dict[str, Any]:
    """The settings of an installation; a change to None takes a variable away."""
    for name in OPTIONAL:
        monkeypatch.delenv(name, raising=False)
    for name, value in {**SAMPLE, **changed}.items():
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(BASE), run_name="cms.project.settings.base")


def test_production_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch)
    expected = {
        "DEBUG": False,
        "DEMO": False,
        "ALLOWED_HOSTS": ["www.example.nl"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "STRIPE_API_BASE": "",
        "JITSI_ORIGIN": "",
        "MEETINGS_API_BASE": "",
        "ZOOM_CLIENT_SECRET": "",
        "WEBEX_REFRESH_TOKEN": "",
        "TEAMS_CLIENT_SECRET": "",
        "STRIPE_WEBHOOK_SECRETS": ["whsec_new", "whsec_old"],
        "EMAIL_USE_TLS": True,
        "EMAIL_PORT": 587,
        "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
        "WAGTAIL_ENABLE_UPDATE_CHECK": False,
        "VAKWERK_PLUGINS": [
            *("stripe", "invoice"),
            *("dutch-csv", "plain-csv", "xlsx", "exact-online", "twinfield", "afas", "auditfile", "ubl-zip"),
            *("mail-delivery", "meeting-link"),
            *(["leertraject"] if Path("events/plugins/leertraject").is_dir() else []),
        ],
    }
    assert {name: settings[name] for name in expected} == expected
    assert "SECURE_PROXY_SSL_HEADER" not in settings
    assert settings["DATABASES"]["default"]["OPTIONS"]["pool"]["max_size"] == 4


def test_a_proxy_is_believed_only_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch, BEHIND_PROXY="true")
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("value", ["none", ""])
def test_every_plugin_can_be_switched_off(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch, VAKWERK_PLUGINS=value)
    assert settings["VAKWERK_PLUGINS"] == []
    assert settings["INSTALLED_APPS"][-1] == "cms.plugins.apps.KernelConfig"


@pytest.mark.parametrize(
    "name", ["DJANGO_SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "ALLOWED_HOSTS", "SITE_URL"]
)
def test_production_does_not_start_without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        production(monkeypatch, **{name: None})
    assert str(refused.value) == f"{name} is missing: set this environment variable."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_SECRET_KEY", "changeme"),
        ("DATABASE_URL", "mysql://x"),
        ("EMAIL_URL", "mail.example.nl"),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "www.example.nl"),
        ("STRIPE_WEBHOOK_SECRETS", "whsec_a,,whsec_b"),
        ("STRIPE_API_BASE", "http://127.0.0.1:4242"),
        ("MEETINGS_API_BASE", "http://127.0.0.1:4242"),
        ("JITSI_ORIGIN", "https://meet.example.nl/zaal"),
        ("BEHIND_PROXY", "maybe"),
        ("SECURE_HSTS_SECONDS", "a year"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_production_does_not_start_with(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        production(monkeypatch, **{name: value})
