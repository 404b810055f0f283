"""Who is credited with a text: datelines, agencies, reporters' names."""

import re
from functools import cache

from diurna.readers.furniture import agency_named, expanded, furniture
from diurna.records import Origin, Span

WINDOW = 400
"""Code points at a paragraph's end in which a credit or a teaser may stand."""

NAME_LIMIT = 60
"""Longest name of an author, in code points."""


def dateline(text: str, paragraph: Span, *, first: bool) -> Span | None:
    """Return the dateline in front of a paragraph ("GENEVA, March 3 (Reuters) - "); None where it has none.

    `first` says that the paragraph opens the body, where a bare place and a dash are a dateline too.
    """
    window = text[paragraph.start : min(paragraph.end, paragraph.start + 160)]
    for pattern in _dateline_patterns(first=first):
        found = pattern.match(window)
        if found and paragraph.start + found.end() < paragraph.end and not _is_label(found[0]):
            return Span(paragraph.start, paragraph.start + found.end())
    return None


def credit(text: str, paragraph: Span) -> Span | None:
    """Return the credit behind a paragraph's last sentence ("– Reuters", "(Reporting by …)"); None where it has none."""
    return _behind(text, paragraph, _credit_patterns())


def tail(text: str, paragraph: Span) -> Span | None:
    """Return the teaser behind a paragraph's last sentence ("Read more: …"); None where it has none."""
    return _behind(text, paragraph, _tail_patterns())


def origin(text: str, spans: tuple[Span, ...]) -> Origin | None:
    """Return the agency that the first of these credits names, with the words that name it."""
    for span in spans:
        found = agency_named(span.of(text))
        if found:
            name, inner = found
            return Origin(span=Span(span.start + inner.start, span.start + inner.end), name=name)
    return None


def authors(byline: str) -> tuple[str, ...]:
    """Return the persons that a byline names, in order, without agencies, desks and functions."""
    found = _by().match(byline)
    rest = byline[found.end() :] if found else byline
    rest = re.split(_after_names(), rest, maxsplit=1)[0]
    names = (part.strip(" \t\n.:()[]") for part in re.split(r"\s*(?:,|;|\||/|&|\band\b|\bAND\b|\bwith\b)\s*", rest))
    return tuple(dict.fromkeys(name for name in names if _is_person(name)))


def _behind(text: str, paragraph: Span, patterns: tuple[re.Pattern[str], ...]) -> Span | None:
    start = max(paragraph.start, paragraph.end - WINDOW)
    window = text[start : paragraph.end]
    for pattern in patterns:
        found = pattern.search(window)
        if found and found.start() > 0:
            return Span(start + found.start() + len(found[0]) - len(found[0].lstrip()), paragraph.end)
    return None


def _is_label(words: str) -> bool:
    label = re.sub(r"[\s:,|(–—-].*$", "", words, flags=re.DOTALL).upper()
    whole = words.strip(" \t:|–—-").upper()
    return {label, whole} & _not_places() != set()


def _is_person(name: str) -> bool:
    if not 0 < len(name) <= NAME_LIMIT or agency_named(name) or _job().search(name):
        return False
    return bool(_person().fullmatch(name))


@cache
def _not_places() -> frozenset[str]:
    return frozenset(furniture().dateline.not_places)


@cache
def _dateline_patterns(*, first: bool) -> tuple[re.Pattern[str], ...]:
    rule = furniture().dateline
    patterns = (*rule.match, *rule.first) if first else rule.match
    return tuple(re.compile(expanded(pattern, rule.parts)) for pattern in patterns)


@cache
def _credit_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expanded(pattern)) for pattern in furniture().credit.match)


@cache
def _tail_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in furniture().tail.match)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(furniture().credit.by, re.IGNORECASE)


@cache
def _after_names() -> re.Pattern[str]:
    return re.compile(expanded(furniture().credit.after_names))


@cache
def _job() -> re.Pattern[str]:
    return re.compile(expanded("(?<!\\w)<job>(?!\\w)"))


@cache
def _person() -> re.Pattern[str]:
    return re.compile(expanded("<name>"))
