"""What a web page says of itself: publication time with its zone, outlet, authors, address, title."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from diurna.readers.decoding import words_or_none
from diurna.readers.published import iso_date
from diurna.records import Published, PublishedBasis, Record

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they warn of we tell as an error or a problem

PUBLISHED_NAMES = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "published_at",
    "publication_date",
    "publicationdate",
    "pubdate",
    "rnews:datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "datecreated",
    "date",
)
"""Names of meta elements that hold the time of publication, the surest first."""

ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Story|WebPage)$")
LATEST = "2099-12-31"
"""Latest day that a page may be dated; htmldate's own limit is today, and the same page must always give the same date."""

NO_NAME = re.compile(r"https?:|www\.|@|[\d{}<>|]")
DATE_IN_SCRIPT = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


class PageFacts(Record, frozen=True, kw_only=True):
    """What a page tells of itself, cleaned; None and empty where it does not."""

    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    published: Published


def page_facts(tree: HtmlElement, *, url: str | None) -> PageFacts:
    """Read the facts of a parsed page; `url` is the address it was fetched from, if known."""
    things = list(_linked_data(tree))
    published = _stated(tree, things)
    found = extract_metadata(
        tree, url, {"original_date": True, "extensive_search": published is None, "max_date": LATEST}
    )
    outlet = _outlet(tree, things)
    address = _address(tree, url)
    return PageFacts(
        title=_title(words_or_none(found.title), outlet),
        outlet=outlet,
        authors=_authors(things) or _split_authors(words_or_none(found.author)),
        url=address,
        language=_language(tree),
        published=published or _guessed(tree, words_or_none(found.date), address),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the things that the page's JSON-LD describes, articles before all others."""
    things: list[dict[str, Any]] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*;?\s*$", "", script.text or "")
        try:
            things += _things(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            things += [{"datePublished": date} for date in DATE_IN_SCRIPT.findall(text)[:1]]
    yield from sorted(things, key=lambda thing: not _is_article(thing))


def _things(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "itemListElement", "item", "hasPart"):
            if key in value:
                yield from _things(value[key], depth + 1)


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _stated(tree: HtmlElement, things: list[dict[str, Any]]) -> Published | None:
    """Return the publication time that JSON-LD or meta elements state; a full time before a mere day."""
    texts = [words_or_none(thing.get("datePublished")) for thing in things]
    metas = {name.lower(): value for name, value in reversed(list(_metas(tree)))}
    texts += [metas.get(name) for name in PUBLISHED_NAMES]
    dates = [date for date in (iso_date(text) for text in texts if text) if date]
    best = next((date for date in dates if "T" in date), dates[0] if dates else None)
    return Published(value=best, basis="metadata") if best else None


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        value = words_or_none(meta.get("content"))
        for key in ("property", "name", "itemprop"):
            if value and meta.get(key):
                yield meta.get(key), value


def _guessed(tree: HtmlElement, date: str | None, url: str | None) -> Published:
    """Return htmldate's day, and whether the address, the page's markup or its text told it."""
    value = iso_date(date) if date else None
    if value is None:
        return Published(value=None, basis=None)
    digits = re.sub(r"[/_.-]0?|\b0", "-", urlsplit(url).path) if url else ""
    day = "-".join(str(int(part)) for part in value.split("-"))
    if f"-{day}-" in f"{digits}-" or value.replace("-", "") in (url or ""):
        return Published(value=value, basis="url")
    basis: PublishedBasis = "metadata" if _fast(tree) == value else "text"
    return Published(value=value, basis=basis)


def _fast(tree: HtmlElement) -> str | None:
    return words_or_none(find_date(tree, original_date=True, extensive_search=False, max_date=LATEST))


def _outlet(tree: HtmlElement, things: list[dict[str, Any]]) -> str | None:
    for thing in things:
        publisher = thing.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            name = words_or_none(one.get("name") if isinstance(one, dict) else one)
            if name and _is_article(thing) and not NO_NAME.search(name):
                return name
    return next((value for name, value in _metas(tree) if name.lower() == "og:site_name"), None)


def _authors(things: list[dict[str, Any]]) -> tuple[str, ...]:
    names: list[str] = []
    for thing in things:
        if not _is_article(thing):
            continue
        given = thing.get("author") or thing.get("creator")
        for one in given if isinstance(given, list) else [given]:
            name = one.get("name") if isinstance(one, dict) else one
            names += [
                part
                for item in (name if isinstance(name, list) else [name])
                for part in _split_authors(words_or_none(item))
            ]
        if names:
            break
    return tuple(dict.fromkeys(names))


def _split_authors(words: str | None) -> tuple[str, ...]:
    parts = re.split(r"\s*;\s*", re.sub(r"^\s*by\s+", "", words, flags=re.IGNORECASE)) if words else []
    return tuple(
        dict.fromkeys(part for part in (" ".join(part.split()) for part in parts) if part and not NO_NAME.search(part))
    )


def _address(tree: HtmlElement, url: str | None) -> str | None:
    """Return the canonical address; a canonical link to the bare site is a mistake where we know a longer one."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").strip().lower() == "canonical"]
    links += [value for name, value in _metas(tree) if name.lower() == "og:url"]
    for link in links:
        found = _absolute(words_or_none(link), url)
        if found and not (url and urlsplit(found).path in ("", "/") and urlsplit(url).path not in ("", "/")):
            return found
    return url


def _absolute(link: str | None, base: str | None) -> str | None:
    try:
        found = urljoin(base or "", link or "")
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.netloc else None


def _title(title: str | None, outlet: str | None) -> str | None:
    """Return a title in one line, without the outlet's name at its end."""
    if title is None:
        return None
    words = " ".join(title.split())
    if outlet:
        words = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}\s*$", "", words, flags=re.IGNORECASE) or words
    return words or None


def _language(tree: HtmlElement) -> str | None:
    found = re.match(
        r"[a-z]{2,3}(?![a-z])",
        (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower(),
    )
    return found[0] if found else None
