"""Which way a bare "Tuesday" or "March" points: the tense of the clause it stands in."""

from functools import cache
from typing import Literal

from diurna.mark.timex.words import date_rules
from diurna.parse import Parse, Token

Direction = Literal["past", "future"]
CLIMB = 12
"""How many heads are asked at most; a longer chain is a broken parse."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(date_rules().tense[name])


def direction(parse: Parse, start: int) -> Direction | None:
    """Return whether the words at a position speak of the past or of the future; None where the clause does not tell."""
    token = parse.token_at(start)
    if token is None:
        return None
    headline = parse.sentence_of(token).role == "title"
    for count, above in enumerate(parse.ancestors(token)):
        if count > CLIMB:
            break
        if above.lemma in _words("future_heads") or above.lower in _words("future_heads"):
            return None if _was(parse, above) else "future"
        if above.pos in {"VERB", "AUX"}:
            found = _of_verb(parse, above, headline=headline)
            if found != "unknown":
                return found if found in {"past", "future"} else _before(parse, token)  # type: ignore[return-value]
    return _before(parse, token)


def _was(parse: Parse, head: Token) -> bool:
    """Tell whether a word of planning stands in the past itself ("was scheduled", "had been due")."""
    verbs = [head, parse.head(head)] if head.pos in {"ADJ", "ADP"} else [head]
    helpers = {child.lower for verb in verbs for child in parse.children(verb, "aux", "auxpass")}
    helpers |= {verb.lower for verb in verbs if verb.lemma == "be"}
    return not helpers.isdisjoint(_words("past_auxiliaries"))


def _before(parse: Parse, token: Token) -> Direction | None:
    """Return what the preposition says where the tense says nothing ("by Friday")."""
    before = parse.tokens[token.index - 1] if token.index else None
    if before is None:
        return None
    return "future" if before.lower in _words("future_before") else "past" if before.lower in _words("past_before") else None


def _of_verb(parse: Parse, verb: Token, *, headline: bool) -> str:
    """Return past, future, none (present: look no further), or unknown (ask the verb above)."""
    helpers = {child.lower for child in parse.children(verb, "aux", "auxpass")}
    if helpers & _words("future_auxiliaries"):
        return "future"
    if helpers & _words("past_auxiliaries") or verb.tag == "VBD":
        return "past"
    if "to" in helpers:
        above = parse.head(verb)
        planned = above.lemma in _words("plans") and not (above.lemma == "be" and above.tag == "VBD")
        return "future" if planned or headline else "unknown"
    if verb.tag == "VBG":
        return "future" if helpers & _words("present_auxiliaries") else "unknown"
    if verb.tag == "VBN":
        return "none" if helpers & _words("present_auxiliaries") else "unknown" if helpers else "past"
    if verb.tag in {"VBZ", "VBP"}:
        return "past" if headline or verb.lemma in _words("reports") else "none"
    return "unknown"
