"""Templates and shortcuts for the tests of the outbox."""

from typing import Any

from pytest_django import Settings

from cms.mail.outbox import queue_mail
from cms.models import Message

TEMPLATES = {
    "emails/test.subject.txt": "Welkom {{ name }}\n bij de academie",
    "emails/test.txt": '{% extends "emails/base.txt" %}{% block content %}Dag {{ name }},\nTot ziens.{% endblock %}',
    "emails/test.html": '{% extends "emails/base.html" %}{% block title %}Dag {{ name }}{% endblock %}'
    "{% block content %}<p>Tot ziens.</p>{% endblock %}",
    "emails/plain.subject.txt": "{% load i18n %}{% translate 'Sunday' %}",
    "emails/plain.txt": "{% load i18n %}{% translate 'Sunday' %}",
    "emails/shared.subject.txt": "x",
    "emails/shared.txt": "{{ name }} in {{ place }}",
    "emails/torn.subject.txt": "x",
    "emails/torn.txt": "x",
    "emails/torn.html": '{% extends "emails/nowhere.html" %}',
}


def queue(number: int = 1, **changes: Any) -> Message:
    """Queue the mail with this number to deelnemer<number>@example.org."""
    arguments: dict[str, Any] = {
        "key": f"test:{number}",
        "to": f"deelnemer{number}@example.org",
        "template": "test",
        "context": {"name": "Jan & Piet"},
        "language": "nl",
    }
    arguments |= changes
    queue_mail(**arguments)
    return Message.objects.get(key=arguments["key"])


def use_test_templates(settings: Settings) -> None:
    """Put the mails of these tests beside the real ones."""
    [engine] = settings.TEMPLATES
    options = {key: value for key, value in engine["OPTIONS"].items() if key != "loaders"}
    options["loaders"] = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]
