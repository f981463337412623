"""The codes of WordPress in a post."""

import pytest

from cms.imports.shortcodes import expand, with_paragraphs


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("[embed]https://film.example/1[/embed]", '<iframe src="https://film.example/1"></iframe>'),
        ('[video mp4="https://film.example/1.mp4"][/video]', '<iframe src="https://film.example/1.mp4"></iframe>'),
        ('[gallery ids="4,5"]', '<figure><img src="/a.png"/></figure><figure><img src="/b.png"/></figure>'),
        ("Zo [sic] en [1] blijft.", "Zo [sic] en [1] blijft."),
    ],
)
def test_known_codes_become_html(content: str, html: str) -> None:
    assert expand(content, {"4": "/a.png", "5": "/b.png"}) == (
        (f"\n\n{html}\n\n" if html.startswith("<") else html),
        (),
    )


def test_unknown_codes_are_told_and_keep_the_text_inside() -> None:
    html, notes = expand('[button color="red"]Meld u aan[/button] [gallery ids="9"]', {})

    assert html == "Meld u aan "
    assert notes == (
        'De code [button color="red"] van WordPress heeft hier geen plaats.',
        'De code [gallery ids="9"] van WordPress heeft hier geen plaats.',
    )


def test_the_old_editor_left_paragraphs_without_tags() -> None:
    assert with_paragraphs("Een\nregel\n\n<h2>Kop</h2>\n\n<pre>a\n\nb</pre>\nstaart") == (
        "<p>Een<br/>regel</p>\n<h2>Kop</h2>\n<pre>a\n\nb</pre>\n<p>staart</p>"
    )


def test_the_block_editor_wrote_them() -> None:
    content = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n<p>b</p>"
    assert with_paragraphs(content) == content
