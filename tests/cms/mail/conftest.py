import pytest
from pytest_django import Settings

from tests.cms.mail.messages import TEMPLATES


@pytest.fixture(autouse=True)
def mail_templates(settings: Settings) -> None:
    """The mails of these tests, beside the real ones."""
    [engine] = settings.TEMPLATES
    options = {key: value for key, value in engine["OPTIONS"].items() if key != "loaders"}
    options["loaders"] = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]
