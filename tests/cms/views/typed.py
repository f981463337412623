"""Pages with a form for visitors, and what is typed there."""

from types import SimpleNamespace
from typing import Any

from cms.models import Lead, Message
from tests.factories.cms import PersonFactory, stream

TYPED = {
    "name": "Sanne Visser",
    "email": "s.visser@lindewaard.example",
    "organisation_name": "Gemeente Lindewaard",
    "phone": "088 000 00 09",
    "message": "Kunt u mij bellen?",
    "website": "",
    "form_key": "",
    "elapsed": "",
}


def people(count: int) -> list[dict[str, Any]]:
    chosen = [PersonFactory.create(email=f"persoon{number}@example.org").pk for number in range(count)]
    return stream([("person", {"person": pk, "role": "contact"}) for pk in chosen])


def place(page: Any) -> SimpleNamespace:
    """The page with the addresses of its form."""
    url = f"/bericht/{page.translation_key}/"
    return SimpleNamespace(page=page, page_url=page.url, url=url, thanks=f"{url}verstuurd/")


def nothing_happened() -> bool:
    return not Lead.objects.exists() and not Message.objects.exists()
