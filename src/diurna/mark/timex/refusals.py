"""What looks like a time expression and is none: names, verbs, counts, prices per unit of time."""

from functools import cache

from diurna.mark.timex.patterns import Match
from diurna.mark.timex.words import date_rules
from diurna.parse import Parse, Token

COMMON_YEARS = range(1900, 2050)
"""Years that may stand without a word such as "in" before them."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(date_rules().refused[name])


def refused(parse: Parse, match: Match) -> bool:
    """Tell whether the words around a match show that it is no time expression."""
    token = parse.token_at(match.start)
    if match.rule.reads == "nothing" or (token is not None and _in_title_case(parse, match, token)):
        return True
    guard = match.rule.guard
    if token is None or guard in {None, "bare", "next"}:
        return False
    before, after = _neighbours(parse, match, token)
    if guard == "year":
        return _no_year(parse, match, token, before, after)
    if guard == "rate":
        return _rate(parse, token)
    if guard == "noun":
        return after is not None and after.pos in {"NOUN", "PROPN"}
    return (guard == "season" and token.pos == "VERB") or _in_name(
        token, before, after, bare=_bare(match), alone=len(match.items) == 1
    )


def _in_title_case(parse: Parse, match: Match, token: Token) -> bool:
    """Tell whether a unit of time is written as a name inside a sentence ("60 Minutes", "This Week")."""
    sentence = parse.sentence_of(token)
    units = [item for item in match.items if "unit" in item.classes or "units" in item.classes]
    return (
        sentence.role != "title"
        and any(item.text[:1].isupper() and not item.text.isupper() and item.start > sentence.start for item in units)
    )  # fmt: skip


def _neighbours(parse: Parse, match: Match, token: Token) -> tuple[Token | None, Token | None]:
    before = parse.tokens[token.index - 1] if token.index else None
    last = parse.token_at(match.end - 1) or token
    after = parse.tokens[last.index + 1] if last.index + 1 < len(parse.tokens) else None
    if before is not None and before.sentence != token.sentence:
        before = None
    return before, after if after is not None and after.sentence == token.sentence else None


def _in_name(token: Token, before: Token | None, after: Token | None, *, bare: str, alone: bool) -> bool:
    """Tell whether a month or weekday is (part of) a name of a person or thing, or a verb ("May", "March", "Sun")."""
    verb = token.tag in {"MD", "VB", "VBP", "VBZ", "VBD"} and token.pos in {"VERB", "AUX"} and token.entity != "DATE"
    if verb or bare in _words("abbreviated"):
        return True
    if token.lower in _words("ambiguous"):
        return alone and _personal(token, before, after)
    if token.entity not in {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"}:
        return False
    return not token.entity_start or (after is not None and after.entity == token.entity and not after.entity_start)


def _personal(token: Token, before: Token | None, after: Token | None) -> bool:
    """Tell whether a word that is also a name stands as one: it acts, a title is before it, "the great March on …"."""
    if token.entity not in {"", "DATE", "TIME"} or token.dep in {"nsubj", "nsubjpass"}:
        return True
    if before is None:
        return False
    described = before.pos in {"DET", "ADJ"} and after is not None and after.lower in _words("name_followers")
    return described or before.lower in _words("titles") or before.entity == "PERSON"


def _bare(match: Match) -> str:
    """Return the last word of a match without numbers and abbreviating dots, else nothing."""
    last = match.items[-1]
    return "" if match.has("day", "year") or last.reach > last.end else last.text.lower()


def _no_year(parse: Parse, match: Match, token: Token, before: Token | None, after: Token | None) -> bool:
    """Tell whether four digits alone are a count, a law, a flight or a model rather than a year."""
    word = "" if before is None else before.lower
    if before is not None and (word in _words("numbered") or before.tag in {"$", "CD"} or word in {"-", "–", "#"}):
        return True
    led = word in _words("before_year")
    if after is not None and (after.lower in _words("counted") or (after.tag == "NNS" and parse.head(token) is after)):
        named = before is not None and before.tag in {"DT", "PRP$", "POS"}
        return not named and not (led and token.entity == "DATE" and after.lower not in _words("counted"))
    common = match.integer("year") in COMMON_YEARS and token.entity in {"DATE", "EVENT", ""}
    return not led and not common


def _rate(parse: Parse, token: Token) -> bool:
    """Tell whether "a year" means "per year": an amount stands right before it ("$5 a day", "four flights a week")."""
    for count, before in enumerate(reversed(parse.tokens[max(0, token.index - 4) : token.index])):
        if before.sentence != token.sentence or before.pos in {"VERB", "ADP", "PUNCT", "CCONJ", "AUX"}:
            return False
        if before.tag in {"CD", "$"} or before.text == "%":
            return True
        if count == 0 and before.tag == "NNS" and before.dep in {"dobj", "nsubj", "pobj"}:
            return True
    return False
