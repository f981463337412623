import pytest
from pytest_django import Settings

from tests.cms.mail.messages import use_test_templates


@pytest.fixture(autouse=True)
def _mail_templates(settings: Settings) -> None:
    use_test_templates(settings)
