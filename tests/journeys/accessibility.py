"""What every page a visitor sees must satisfy."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a place."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def small_targets(page: Page) -> list[str]:
    """Controls that stand alone and are lower than 44 pixels; links in running text may be, and so may what lies under a
    larger target."""
    return list(
        page.evaluate(
            """[...document.querySelectorAll("a, button, input, select, textarea, [role=button]")]
            .filter(e => e.checkVisibility() && !e.closest("p, dd, li > sup, label, .skip, .row, .card, .notes, .steps"))
            .filter(e => e.getBoundingClientRect().height < 43.5 && e.getBoundingClientRect().height > 0)
            .map(e => e.outerHTML)"""
        )
    )
