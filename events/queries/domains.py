"""Which addresses an edition is for."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from events.contracts import EditionView


def strangers(edition: EditionView, emails: Iterable[str]) -> list[str]:
    """The addresses that this edition is not for: neither at one of its domains nor below it."""
    if not edition.email_domains:
        return []
    return [email for email in emails if not _is_at(email.rpartition("@")[2].lower(), edition.email_domains)]


def only_for(edition: EditionView) -> str:
    """Whom it is for, in words."""
    domains = ", ".join(f"@{domain}" for domain in edition.email_domains)
    return _("Deze editie is alleen voor mensen met een e-mailadres dat eindigt op %(domains)s.") % {"domains": domains}


def _is_at(host: str, domains: Iterable[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
