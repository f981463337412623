"""The site's background jobs; those of the queue itself stand in cms.jobs."""

from uuid import UUID

from django.core.management import call_command
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.models import Page

from cms import rate_limit
from cms.accounts.participants import forget_unused_accounts
from cms.actions.check_links import check_all as check_all_links
from cms.actions.check_links import check_host, check_page
from cms.actions.forget_leads import forget_leads
from cms.jobs import defer, job
from cms.mail import delivery
from cms.models import AcademyImage
from cms.page_cache import changes
from cms.queries import pictures


@job("cms.deliver_mail")
def deliver_mail(*, message: str) -> None:
    """Send one message, woken by the transaction that left it."""
    delivery.deliver(UUID(message))


@job("cms.deliver_due_mail", every="* * * * * */20")
def deliver_due_mail() -> None:
    """Send retries, and whatever no job woke."""
    delivery.deliver_due()


@job("cms.forget_unused_accounts", every="41 3 * * *")
def forget_unused_participants() -> None:
    """Delete accounts that were made for a login code which nobody used."""
    forget_unused_accounts()


@job("cms.forget_rate_limits", every="*/10 * * * *")
def forget_rate_limits() -> None:
    """Remove the counters of periods that are over."""
    rate_limit.forget_expired()


@job("cms.forget_leads", every="23 3 * * *")
def forget_old_leads() -> None:
    """Delete what visitors sent, a year after it was settled."""
    forget_leads()


@job("cms.count_search")
def count_search(*, text: str) -> None:
    """Add one to the searches of today for this text."""
    Query.get(text).add_hit()


@job("cms.forget_searches", every="23 3 * * *")
def forget_searches() -> None:
    """Remove the counts that are too old (WAGTAILSEARCH_HITS_MAX_AGE)."""
    QueryDailyHits.garbage_collect()
    Query.garbage_collect()


@job("cms.check_links", every="11 4 * * 1")
def check_links() -> None:
    """Look at all links to other sites, a job for each host."""
    check_all_links()


@job("cms.check_links_to", attempts=1)
def check_links_to(*, host: str) -> None:
    """Look at the links to one host, one after another."""
    check_host(host)


@job("cms.check_page_links", attempts=2)
def check_page_links(*, page: int) -> None:
    """Note which links a page has now, and look at those that are new."""
    check_page(page)


@job("cms.fold_page_changes", every="*/5 * * * *")
def fold_page_changes() -> None:
    """Keep the number of changes of pages quick to read."""
    changes.fold()


@job("cms.draw_pictures")
def draw_pictures(*, page: int) -> None:
    """Make a page that was just published once, so that no visitor waits for its pictures."""
    found = Page.objects.live().filter(pk=page).specific().first()
    if found is not None:
        found.make_preview_request()


@job("cms.draw_avif")
def draw_avif(*, image: int, spec: str) -> None:
    """Draw the sizes of a picture that no page waits for, and show them from then on."""
    found = AcademyImage.objects.filter(pk=image).first()
    if found is not None:
        pictures.draw_avif(found, spec)
        changes.pages_changed()


@job("cms.draw_missing_avif", every="47 3 * * *")
def draw_missing_avif() -> None:
    """Draw in AVIF what pages show without it, one job for each size."""
    for image, spec in pictures.sizes_without_avif():
        defer("cms.draw_avif", image=image, spec=spec)


@job("cms.publish_scheduled", every="* * * * *")
def publish_scheduled() -> None:
    """Publish and take off pages and snippets at their time."""
    call_command("publish_scheduled")
