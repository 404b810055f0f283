"""Web pages to articles: text, title, date, outlet, authors, address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.errors import ReadError
from diurna.readers.html import looks_like_html
from diurna.readers.sources import document_of
from diurna.records import Article

BODY = "Farmers in the east have begun to sell their cattle because of the drought. " * 4


def page(head: str = "", body: str = "", lang: str = "") -> Article:
    return document_of(
        f"<!DOCTYPE html><html{lang}><head>{head}</head><body><article><h1>Wells run dry</h1><p>{BODY}</p>"
        f"<p>The ministry has promised wells. {BODY}</p>{body}</article></body></html>"
    ).article


def linked(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def news(fields: str) -> str:
    return linked(f'{{"@type": "NewsArticle", {fields}')


ZONED = "2021-05-03T10:04:53+02:00"
UTC = "2021-05-03T08:00:00+00:00"


@pytest.mark.parametrize(
    ("head", "value", "basis"),
    [
        (news('"datePublished": "2021-05-03T10:04:53+02:00"}'), ZONED, "metadata"),
        (linked('{"@graph": [{"@type": "Thing"}, {"@type": ["Report"], "datePublished": "2021-05-03T08:00Z"}]}'), UTC, "metadata"),
        (news('"x": oops, "datePublished": "2021-05-03T08:00:00Z"}'), UTC, "metadata"),
        ('<meta property="article:published_time" content="2021-05-03T10:04:53-0500">', "2021-05-03T10:04:53-05:00", "metadata"),
        (
            news('"datePublished": "2021-05-03"}') + '<meta itemprop="datePublished" content="2021-05-03T08:00:00Z">',
            UTC, "metadata",
        ),
        ('<meta name="date" content="2021-05-03">', "2021-05-03", "metadata"),
        (news('"datePublished": 5}'), None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_html_date_is_the_stated_time_with_its_zone(head: str, value: str | None, basis: str | None) -> None:
    assert (page(head).published.value, page(head).published.basis) == (value, basis)


def test_html_date_falls_back_to_the_text_and_the_address() -> None:
    assert page(body="<p>Published: 3 May 2021</p>").published.value == "2021-05-03"
    found = page('<link rel="canonical" href="https://river.example/2021/05/03/wells">').published
    assert (found.value, found.basis) == ("2021-05-03", "url")


def test_html_text_is_title_then_paragraphs_and_the_title_once() -> None:
    found = page("<title>Wells run dry</title>")
    assert found.text.split("\n\n")[0] == "Wells run dry"
    assert found.text.count("Wells run dry") == 1
    assert found.title is not None
    assert found.title.of(found.text) == "Wells run dry"
    assert found.headline is None
    assert "\n\n\n" not in found.text


def test_html_leaves_out_comments_and_menus() -> None:
    found = page(
        body='</article><div id="comments" class="comments"><p>Ann says: they will never agree, believe me.</p></div>'
    )
    assert "Ann says" not in found.text


@pytest.mark.parametrize(
    ("head", "outlet", "authors", "url"),
    [
        (
            linked('{"@type": "Article", "author": {"name": "Ana Torres"}, "publisher": {"name": "River Post"}}')
            + '<link rel="canonical" href="https://river.example/a">',
            "River Post", ("Ana Torres",), "https://river.example/a",
        ),
        (
            (
                '<meta property="og:site_name" content="River Post"><meta name="author" content="Ana Torres">'
                '<meta property="og:url" content="https://b.example/b">'
            ),
            "River Post", ("Ana Torres",), "https://b.example/b",
        ),
        (
            linked('{"@type": "Article", "author": ["Ana Torres", {"name": ["Jo Miller"]}], "publisher": []}'),
            None, ("Ana Torres", "Jo Miller"), None,
        ),
        (linked('{"@type": "Article", "author": {"name": null}, "publisher": "https://river.example"}'), None, (), None),
        ('<link rel="canonical" href="/relative">', None, (), None),
    ],
)  # fmt: skip
def test_html_facts_come_from_the_page(
    head: str, outlet: str | None, authors: tuple[str, ...], url: str | None
) -> None:
    found = page(head)
    assert (found.outlet, found.authors, found.url) == (outlet, authors, url)


def test_html_charset_is_taken_from_meta() -> None:
    raw = f'<html><head><meta charset="koi8-r"><title>Новости</title></head><body><p>{"Колодцы высохли. " * 40}</p></body></html>'
    found = document_of(raw.encode("koi8-r"))
    assert found.raw_encoding == "koi8-r"
    assert "Колодцы" in found.article.text


@pytest.mark.parametrize("raw", ["<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"])
def test_html_without_an_article_is_an_error(raw: str) -> None:
    with pytest.raises(ReadError, match="no article"):
        document_of(raw)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!doctype html><html>", True),
        ("\n <!-- x --> <html lang=en><p>", True),
        ('<?xml version="1.0"?><html><body>', True),
        ("<p>One.</p><p>Two.</p>", True),
        ("a < b and c > d", False),
        ("<p>is how a paragraph opens", False),
        ("The tag <html> opens a page. <p>", False),
    ],
)
def test_html_is_known_by_its_opening(text: str, html: bool) -> None:
    assert looks_like_html(text) == html


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "<html>", "<!doctype html>", "<script>", "<a href='", "<?xml?>", "<!--", BODY, "\0"]
)


@given(st.lists(st.one_of(TAGS, st.text(max_size=10)), max_size=12))
def test_html_of_any_shape_is_read_or_refused(pieces: list[str]) -> None:
    try:
        document_of("<html>" + "".join(pieces))
    except ReadError:
        return
