"""What every page a visitor sees must satisfy."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

NARROWEST, PHONE, DESK = 320, 360, 1280
AXE = """async ([leftOut, choice]) => (await axe.run({exclude: leftOut}, {resultTypes: ["violations"], ...choice})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html}`))"""
WHOLE: list[str] = []
FRAME = [".top", ".foot"]
# Wagtail's menu and its icons, on every screen of the admin.
DESK_FRAME = [".sidebar", "[data-sprite]"]
# What axe leaves out and looks at, for each colour scheme: all else is the same by day and by night, and the frame is that of
# every page (`frame_complaints`).
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
Scheme = Literal["light", "dark"]
SCHEMES: dict[Scheme, tuple[list[str], dict[str, Any]]] = {
    "light": (WHOLE, {}),
    "dark": (FRAME, COLOURS),
}
# In this order only one thing changes at a time: each change draws the page again.
SIGHTS: dict[int, tuple[Scheme, Scheme]] = {DESK: ("light", "dark"), PHONE: ("dark", "light")}
# Wagtail's forms for registers have no heading. Reading the style sheets again costs more than it finds.
WAGTAILS = {"rules": {"page-has-heading-one": {"enabled": False}}, "preload": False}

STAND_STILL = "document.getAnimations().forEach(change => change.finish())"

# What sticks out of the window of the admin, where nothing scrolls to it: Wagtail cuts it off. Its menu folds in and out with a
# movement, so only what stays out counts.
CUT_OFF = """async () => {
    const scrolls = e => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
    const sticksOut = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement);
    let found = [...document.querySelectorAll("main :is(input, select, textarea, button, a.button, table, h2, h3, p, dl)")];
    for (let wait = 0; wait < 20 && (found = found.filter(sticksOut)).length; wait++) await new Promise(next => setTimeout(next, 100));
    return found.map(e => e.outerHTML.slice(0, 160));
}"""

EXCESS = """async () => {
    const excess = () => document.documentElement.scrollWidth - innerWidth;
    for (let wait = 0; wait < 20 && excess(); wait++) await new Promise(next => setTimeout(next, 100));
    return excess();
}"""

WITHOUT_EDGE = """() => [...document.querySelectorAll(".btn, .input, .choice:not(.plain), .panel, .notice, .status, .label")]
    .filter(e => e.checkVisibility() && getComputedStyle(e).borderInlineStartStyle === "none").map(e => e.outerHTML.slice(0, 120))"""

REMEMBER_TEXT = """() => {
    const texts = document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, th, td, blockquote, figcaption)");
    window.onScreen = [...texts].filter(e => e.checkVisibility() && e.textContent.trim());
}"""

# What only works on a screen may stay behind.
LEFT_OUT = """() => window.onScreen
    .filter(e => !e.checkVisibility() && !e.closest("form, nav, .filters, :has(> .btn, > .more)")).map(e => e.outerHTML.slice(0, 120))"""

DARK = """() => {
    const isDark = colour => {
        const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
        return alpha > .5 && .299 * red + .587 * green + .114 * blue < 128;
    };
    return [...document.querySelectorAll("body *")]
        .filter(e => e.checkVisibility() && !e.closest("[role=img]") && isDark(getComputedStyle(e).backgroundColor)).map(e => e.outerHTML.slice(0, 120));
}"""

OUTLINED = """e => {
    for (; e; e = e.parentElement) if (getComputedStyle(e).outlineStyle !== "none") return true;
    return false;
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a place."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(STAND_STILL)  # a message that fades in has no colours yet
    return list(page.evaluate(AXE, [WHOLE, {}]))


def desk_complaints(page: Page) -> list[str]:
    """The same for a screen of the admin: by day, its colours by night, and whether it is wider than a phone."""
    window = page.viewport_size
    assert window
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(STAND_STILL)
    found += [f"dark {complaint}" for complaint in page.evaluate(AXE, [WHOLE, COLOURS])]
    page.emulate_media(color_scheme="light")
    found += _too_wide(page, PHONE)
    page.set_viewport_size(window)
    return found


def screen_complaints(page: Page, address: str, scheme: Scheme) -> list[str]:
    """The least that says something of a screen of the admin: what axe finds wrong with it by day on a desk or by night on a
    phone, and whether it is wider than either or cuts something off. Wagtail's own frame is left out, and the rules in `WAGTAILS`. The tab has the
    colours of `scheme`."""
    widths = (DESK, PHONE) if scheme == "light" else (PHONE, DESK)
    page.set_viewport_size({"width": widths[0], "height": 900})
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    found = [f"{scheme} {complaint}" for complaint in page.evaluate(AXE, [DESK_FRAME, WAGTAILS])]
    for width in widths:
        found += _too_wide(page, width) + [f"cut off at {width}: {element}" for element in page.evaluate(CUT_OFF)]
    return found


def complaints(page: Page) -> list[str]:
    """What axe finds in the page as it stands, light and dark, on a phone and on a desk, and whether it is too wide for the
    smallest phone. The window and the colours are put back."""
    window = page.viewport_size
    assert window
    page.evaluate(AXE_SCRIPT)
    found = []
    for width, schemes in SIGHTS.items():
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} {scheme} {complaint}" for complaint in page.evaluate(AXE, [*SCHEMES[scheme]])]
    found += _too_wide(page, NARROWEST)
    page.set_viewport_size(window)
    return found


def other_complaints(page: Page) -> list[str]:
    """What is wrong with the page for who sees it another way: at twice the size, in forced colours, or on paper. Comes after
    `complaints`, which brings axe in."""
    window = page.viewport_size
    assert window
    found = _too_wide(page, DESK // 2)
    page.set_viewport_size(window)
    page.evaluate(REMEMBER_TEXT)
    page.emulate_media(forced_colors="active")
    found += [f"in forced colours {complaint}" for complaint in page.evaluate(WITHOUT_EDGE)]
    page.emulate_media(forced_colors="none", media="print")
    on_paper = page.evaluate(LEFT_OUT) + page.evaluate(DARK) + page.evaluate(AXE, [FRAME, COLOURS])
    found += [f"on paper {complaint}" for complaint in on_paper]
    page.emulate_media(media="screen")
    return found


def frame_complaints(page: Page) -> list[str]:
    """The colours of the frame around every page by night, on a phone and on a desk, and on paper. Comes after `complaints`."""
    window = page.viewport_size
    assert window
    found = []
    page.emulate_media(color_scheme="dark")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} dark {complaint}" for complaint in page.evaluate(AXE, [WHOLE, COLOURS])]
    page.set_viewport_size(window)
    page.emulate_media(color_scheme="light", media="print")
    found += [f"on paper {complaint}" for complaint in page.evaluate(AXE, [WHOLE, COLOURS])]
    page.emulate_media(media="screen")
    return found


def _too_wide(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    excess = sideways_scroll(page)
    return [f"{excess} pixels wider than {width}"] if excess else []


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is and stays wider than the window."""
    return int(page.evaluate(EXCESS))


def small_targets(page: Page) -> list[str]:
    """Controls that stand alone and are lower than 44 pixels; links in running text may be, and so may what lies under a
    larger target."""
    return list(
        page.evaluate(
            """[...document.querySelectorAll("a, button, input, select, textarea, [role=button]")]
            .filter(e => e.checkVisibility() && !e.closest("p, dd, li > sup, label, .skip, .row, .card, .publication, .notes, .steps"))
            .filter(e => e.getBoundingClientRect().height < 43.5 && e.getBoundingClientRect().height > 0)
            .map(e => e.outerHTML)"""
        )
    )


def tab_to(control: Locator) -> None:
    """Press Tab until the control has focus, and see that somebody at the keyboard sees it has."""
    keyboard = control.page.keyboard
    has_focus = "e => e === document.activeElement"
    for _ in range(80):
        if control.evaluate(has_focus):
            break
        keyboard.press("Tab")
    assert control.evaluate(has_focus), "Tab does not lead here"
    # The frame may stand around the row or the choice that the control lies in.
    assert control.evaluate(OUTLINED), "Nobody sees that this has focus"
