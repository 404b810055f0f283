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
    if _told_right_before(parse, token):
        return "past"
    for count, above in enumerate(parse.ancestors(token)):
        if count > CLIMB:
            break
        if above.lemma in _words("future_heads") or above.lower in _words("future_heads"):
            return None if _was(parse, above) else "future"
        if above.pos in {"VERB", "AUX"}:
            found = "future" if _set_for(parse, above, token) else _of_verb(parse, above, headline=headline)
            if found != "unknown":
                return found if found in {"past", "future"} else _before(parse, token)  # type: ignore[return-value]
    return _before(parse, token)


def _set_for(parse: Parse, verb: Token, token: Token) -> bool:
    """Tell whether a participle says what was set for a time ("talks called for Thursday")."""
    before = parse.tokens[max(0, token.index - 1)]
    return verb.tag == "VBN" and before.lower in _words("goals") and before.head == verb.index


def _was(parse: Parse, head: Token) -> bool:
    """Tell whether a plan is told as over ("had been due on Friday"); "was due on Friday" may still hold."""
    verbs = [head, parse.head(head)] if head.pos in {"ADJ", "ADP"} else [head]
    return any(child.lower in _words("past_perfect") for verb in verbs for child in parse.children(verb, "aux"))


def _before(parse: Parse, token: Token) -> Direction | None:
    """Return what the preposition says where the tense says nothing ("by Friday")."""
    before = parse.tokens[token.index - 1] if token.index else None
    if before is None:
        return None
    if before.lower in _words("future_before"):
        return "future"
    return "past" if before.lower in _words("past_before") else None


def _told_right_before(parse: Parse, token: Token) -> bool:
    """Tell whether a verb in the past stands right before ("said on Monday he would come"): parsers miss that."""
    before = parse.tokens[max(0, token.index - 2) : token.index]
    if before and before[-1].pos == "ADP":
        before.pop()
    verb = before[-1] if before else token
    return (
        verb.sentence == token.sentence
        and verb.tag == "VBD"
        and verb.pos == "VERB"
        and verb.lemma not in _words("future_heads")
    )


def _of_verb(parse: Parse, verb: Token, *, headline: bool) -> str:
    """Return past, future, none (present: look no further), or unknown (ask the verb above)."""
    helpers = {child.lower for child in parse.children(verb, "aux", "auxpass")}
    present = not helpers.isdisjoint(_words("present_auxiliaries"))
    if helpers & _words("future_auxiliaries"):
        found = "future"
    elif helpers & _words("past_auxiliaries") or verb.tag == "VBD":
        found = "past"
    elif "to" in helpers:
        above = parse.head(verb)
        planned = above.lemma in _words("plans") and above.pos != "NOUN" and (above.lemma, above.tag) != ("be", "VBD")
        found = "future" if planned or headline else "unknown"
    elif verb.tag == "VBG":
        found = "future" if present else "unknown"
    elif verb.tag == "VBN":
        found = "none" if present else "unknown" if helpers else "past"
    elif verb.tag in {"VBZ", "VBP"}:
        told = headline or verb.lemma in _words("reports")
        found = "future" if verb.lemma in _words("timetable") else "past" if told else "none"
    else:
        found = "unknown"
    return found
