"""Find out which links to other sites still work. Never inside a transaction: it talks to the network."""

import datetime as dt
import time
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from cms import outside
from cms.jobs import defer
from cms.models import ExternalLink
from cms.queries.external_links import external_urls

# How often in a row a link must fail before readers see that it is gone. A server that is down, or keeps robots away,
# says nothing about the page; one that says 404 may be mistaken once.
GONE_AFTER = {410: 1, 404: 2}
FRESH = dt.timedelta(days=1)

State = ExternalLink.State


def check_all() -> None:
    """Leave a job for each host, and forget links that no page has any more."""
    ExternalLink.objects.filter(pages__isnull=True).delete()
    for host in sorted({_host(link.url) for link in ExternalLink.objects.all()}):
        defer("cms.check_links_to", host=host, once=f"cms.check_links_to {host}")


def check_host(host: str) -> None:
    """Look at all links to one host, politely."""
    _check([link for link in ExternalLink.objects.filter(url__contains=host) if _host(link.url) == host])


def check_page(pk: int) -> None:
    """Note the links of a published page, and look at those that were not looked at today."""
    page = Page.objects.filter(pk=pk, live=True).specific().first()
    if page is None:
        return
    urls = external_urls(page)
    ExternalLink.objects.bulk_create((ExternalLink(url=url) for url in sorted(urls)), ignore_conflicts=True)
    links = list(ExternalLink.objects.filter(url__in=urls))
    page.external_links.set(links)
    yesterday = timezone.now() - FRESH
    _check([link for link in links if link.checked_at is None or link.checked_at < yesterday])


def _check(links: list[ExternalLink]) -> None:
    for _host_name, same in groupby(sorted(links, key=lambda link: _host(link.url)), key=lambda link: _host(link.url)):
        for number, link in enumerate(same):
            if number:
                time.sleep(settings.LINK_CHECK_PAUSE)
            _check_one(link)


def _check_one(link: ExternalLink) -> None:
    try:
        answer = outside.ask(link.url)
    except outside.Refused:
        link.state, link.answer, link.failures = State.UNCHECKED, "", 0
    else:
        link.answer = answer.text
        if answer.status is not None and answer.status < 400:
            link.state, link.failures = State.WORKS, 0
        else:
            link.failures = min(link.failures + 1, 1000)
            is_gone = answer.status in GONE_AFTER and link.failures >= GONE_AFTER[answer.status]
            link.state = State.GONE if is_gone else State.DOUBTFUL
    link.checked_at = timezone.now()
    link.save(update_fields=["state", "answer", "failures", "checked_at"])


def _host(url: str) -> str:
    return urlsplit(url).netloc
