"""The checks of every page find what they look for."""

from playwright.sync_api import Page

from tests.journeys.accessibility import complaints, frame_complaints, other_complaints

FAULTS = """
<!DOCTYPE html>
<html lang="nl">
  <title>Proef</title>
  <style>
    * { margin: 0 }
    body { background: #fff; color: #222 }
    .wide { width: 660px }
    @media (prefers-color-scheme: dark) { .grey { color: #ddd } }
    @media print { .left-out { display: none } .night { background: #222; color: #fff } .faint { color: #ddd } }
  </style>
  <header class="top"><p class="grey">Menu</p><p class="faint">Zoeken</p></header>
  <main>
    <h1>Proef</h1>
    <p class="wide">Te breed</p><p class="grey">Grijs</p><p class="left-out">Weg</p><p class="night">Nacht</p><p class="faint">Vaag</p>
    <p><a class="btn" href="#">Knop</a></p>
    <form class="left-out"><p>Alleen op het scherm</p></form>
  </main>
</html>
"""


def test_everything_that_is_wrong_is_found(page: Page) -> None:
    page.set_content(FAULTS)
    assert complaints(page) == [
        '1280 dark color-contrast: <p class="grey">Grijs</p>',
        '360 dark color-contrast: <p class="grey">Grijs</p>',
        "340 pixels wider than 320",
    ]
    assert other_complaints(page) == [
        "20 pixels wider than 640",
        'in forced colours <a class="btn" href="#">Knop</a>',
        'on paper <p class="left-out">Weg</p>',
        'on paper <p class="night">Nacht</p>',
        'on paper color-contrast: <p class="faint">Vaag</p>',
    ]


def test_so_is_what_is_wrong_with_the_frame(page: Page) -> None:
    page.set_content(FAULTS)
    complaints(page)
    assert [complaint for complaint in frame_complaints(page) if "Menu" in complaint or "Zoeken" in complaint] == [
        '360 dark color-contrast: <p class="grey">Menu</p>',
        '1280 dark color-contrast: <p class="grey">Menu</p>',
        'on paper color-contrast: <p class="faint">Zoeken</p>',
    ]
