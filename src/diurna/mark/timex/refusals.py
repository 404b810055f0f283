"""What looks like a time expression and is none: names, verbs, counts, prices per unit of time."""

from functools import cache

from diurna.mark.timex.patterns import Match
from diurna.mark.timex.words import date_rules
from diurna.parse import Parse, Token


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(date_rules().refused[name])


def refused(parse: Parse, match: Match) -> bool:
    """Tell whether the words around a match show that it is no time expression."""
    if match.rule.reads == "nothing":
        return True
    token = parse.token_at(match.start)
    if token is None:
        return False
    if _in_title_case(parse, match, token):
        return True
    if match.rule.guard is None:
        return False
    before, after = _neighbours(parse, match, token)
    match match.rule.guard:
        case "name":
            return _in_name(token, before, after, bare=_bare(match))
        case "year":
            return _no_year(token, before, after)
        case "rate":
            return _rate(parse, token)
        case "season":
            return token.pos == "VERB" or _in_name(token, before, after, bare=_bare(match))
        case "noun":
            return after is not None and after.pos in {"NOUN", "PROPN"}
        case _:
            return False


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


def _in_name(token: Token, before: Token | None, after: Token | None, *, bare: str) -> bool:
    """Tell whether a month or weekday is (part of) a name of a person or thing, or a verb ("May", "March", "Sun")."""
    if token.tag in {"MD", "VB", "VBP", "VBZ", "VBD"} and token.pos in {"VERB", "AUX"} and token.entity != "DATE":
        return True
    if bare and bare in _words("abbreviated"):
        return True
    if token.lower in _words("ambiguous"):
        if token.entity and token.entity not in {"DATE", "TIME"}:
            return True
        if before is not None and (before.lower in _words("titles") or before.entity == "PERSON"):
            return True
        described = before is not None and before.pos in {"DET", "ADJ"}
        if described and after is not None and after.lower in _words("name_followers"):
            return True
    if token.entity in {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"} and not token.entity_start:
        return True
    return token.entity in {"PERSON", "ORG", "WORK_OF_ART"} and after is not None and after.entity == token.entity and not after.entity_start


def _bare(match: Match) -> str:
    """Return the last word of a match without numbers and abbreviating dots, else nothing."""
    last = match.items[-1]
    return "" if match.has("day", "year") or last.reach > last.end else last.text.lower()


def _no_year(token: Token, before: Token | None, after: Token | None) -> bool:
    """Tell whether four digits alone are a count, a law, a flight or a model rather than a year."""
    if before is not None:
        if before.lower in _words("before_year"):
            return False
        if before.lower in _words("numbered") or before.tag in {"$", "CD"} or before.lower in {"-", "–", "#"}:
            return True
    if token.entity == "DATE":
        return False
    if after is not None and (after.tag == "NNS" or after.lower in _words("counted")):
        return True
    return token.entity in {"CARDINAL", "MONEY", "QUANTITY", "PERCENT", "PRODUCT", "LAW"}


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
