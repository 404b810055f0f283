"""A filter becomes SQL: which findings of a ledger somebody asks for, in order of their date."""

import datetime as dt
import difflib
from typing import Literal, NamedTuple, get_args

import duckdb

from diurna.errors import QueryError
from diurna.records import Act, Category, Filter

Kind = Literal["statements", "events", "figures"]
KINDS: tuple[Kind, ...] = get_args(Kind)

PUBLISHED = "articles.published.value"
BEGIN = f'coalesce(found.date."begin", found.date."end", {PUBLISHED})'
END = f'coalesce(found.date."end", greatest(found.date."begin", {PUBLISHED}))'


class Asked(NamedTuple):
    """Where the parts of a filter stand in one kind of finding."""

    parties: tuple[str, ...]
    type: str
    begin: str
    end: str


ASKED: dict[Kind, Asked] = {
    "statements": Asked(("speakers", "addressees", "relay"), "found.act = lower($type)", PUBLISHED, PUBLISHED),
    "events": Asked(
        ("actors", "recipients"),
        "(found.type = upper($type) or found.cameo = $type or list_contains(found.modes, lower($type))"
        " or list_contains(found.contexts, lower($type)))",
        BEGIN,
        END,
    ),
    "figures": Asked(("[source]", "relay"), "found.category = lower($type)", BEGIN, END),
}

TYPES: dict[Kind, tuple[str, ...]] = {"statements": get_args(Act), "figures": get_args(Category)}
"""Kinds with a closed list of types; an event may be asked for by its mode or context too."""

MATCHED_ACTORS = """
select article, list(id) as ids from actors
where id in ($actor, regexp_replace(replace(lower(strip_accents($actor)), '''', ''), '[^a-z0-9]+', '-', 'g'))
   or country = upper($actor) or regexp_matches(lower(strip_accents(name)), $actor_words)
   or len(list_filter(mentions, lambda m: lower(m.span.words) = lower($actor))) > 0
group by article
"""
MATCHED_PLACES = """
select article, list(id) as ids, flatten(list(mentions)) as mentions from places
where id = $place or country = upper($place) or regexp_matches(lower(strip_accents(name)), $place_words)
   or len(list_filter(mentions, lambda m: lower(m.span.words) = lower($place))) > 0
   or country in (select country from places as whole where whole.precision = 'country'
                  and lower(strip_accents(whole.name)) = lower(strip_accents($place)))
group by article
"""


class Question(NamedTuple):
    """A SELECT of (part, article, ordinal) and its parameters."""

    text: str
    parameters: dict[str, str | int | float]


def question(kind: Kind, wanted: Filter, connection: duckdb.DuckDBPyConnection) -> Question:
    """Return the SELECT for a filter; raise QueryError for a value that cannot match anything."""
    if kind not in KINDS:
        raise QueryError(f"{kind}: no such findings; there are {', '.join(KINDS)}")
    asked = ASKED[kind]
    joins, conditions, parameters = [], ["true"], dict[str, str | int | float]()
    for name, condition in (("actor", _actor(asked)), ("place", _place(kind))):
        value = getattr(wanted, name)
        if value is not None:
            joins.append(f"left join matched_{name}s using (article)")
            conditions.append(condition)
            parameters |= {name: value, f"{name}_words": _pattern(value, connection)}
    if wanted.type is not None:
        conditions.append(asked.type)
        parameters["type"] = _known_type(kind, wanted.type)
    for name, condition in (
        ("since", f"left({asked.end}, 10) >= $since"),
        ("until", f"left({asked.begin}, 10) <= $until"),
    ):
        if getattr(wanted, name) is not None:
            conditions.append(condition)
            parameters[name] = _day(name, getattr(wanted, name))
    if wanted.min_confidence is not None:
        conditions.append("found.confidence >= $min_confidence")
        parameters["min_confidence"] = _share("min_confidence", wanted.min_confidence)
    tables = ", ".join(
        f"matched_{name}s as ({text})"
        for name, text in (("actor", MATCHED_ACTORS), ("place", MATCHED_PLACES))
        if getattr(wanted, name) is not None
    )
    text = (
        f"{f'with {tables}' if tables else ''} select found.part, found.article, found.ordinal "  # noqa: S608 - no value of the caller is in it
        f"from {kind} as found join articles on articles.id = found.article {' '.join(joins)} "
        f"where {' and '.join(conditions)} "
        f"order by {asked.begin} nulls last, found.part, found.article, found.ordinal"
    )
    if wanted.limit is not None:
        if wanted.limit < 1:
            raise QueryError(f"limit: {wanted.limit} is not a number of rows")
        text += " limit $limit"
        parameters["limit"] = wanted.limit
    return Question(text, parameters)


def _actor(asked: Asked) -> str:
    ids = " || ".join(f"list_transform({_of_found(party)}, lambda p: p.actor)" for party in asked.parties)
    words = " || ".join(f"list_transform({_of_found(party)}, lambda p: p.span.words)" for party in asked.parties)
    return f"(list_has_any({ids}, matched_actors.ids) or {_any_word(words, 'actor')})"


def _place(kind: Kind) -> str:
    if kind == "statements":
        inside = 'm.span."start" >= found.span."start" and m.span."end" <= found.span."end"'
        return f"len(list_filter(matched_places.mentions, lambda m: {inside})) > 0"
    return f"(list_contains(matched_places.ids, found.place.place) or {_any_word('[found.place.span.words]', 'place')})"


def _of_found(party: str) -> str:
    return "[found.source]" if party == "[source]" else f"found.{party}"


def _any_word(words: str, name: str) -> str:
    return f"len(list_filter({words}, lambda w: regexp_matches(lower(strip_accents(w)), ${name}_words))) > 0"


def _pattern(value: str, connection: duckdb.DuckDBPyConnection) -> str:
    """Return a pattern for whole words, without accents and case, that a name must hold."""
    if not value.strip():
        raise QueryError("actor and place cannot be empty")
    row = connection.execute("select regexp_escape(lower(strip_accents(?)))", [value.strip()]).fetchone()
    return rf"(^|[^\pL\pN]){row[0] if row else ''}($|[^\pL\pN])"


def _known_type(kind: Kind, value: str) -> str:
    types = TYPES.get(kind)
    if types is None or value.lower() in types:
        return value
    near = difflib.get_close_matches(value.lower(), types, n=1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(types)}"
    raise QueryError(f"type: no {kind} of type {value!r} ({hint})")


def _day(name: str, value: str) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise QueryError(f"{name}: {value!r} is not a date (write YYYY-MM-DD)") from None


def _share(name: str, value: float) -> float:
    if not 0 <= value <= 1:
        raise QueryError(f"{name}: {value!r} is not between 0 and 1")
    return value
