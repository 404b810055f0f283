"""For which body a person says "we": the one that the words beside the person's name say is led or spoken for."""

from diurna.mark.mentions import Mentions, Seen, references

FAR = 8
"""Words behind a name in which the body is looked for."""

BODIES = frozenset({"armed_group", "organization", "state"})
"""Kinds of actor that speak through one person."""


def body_of(mentions: Mentions, speaker: Seen) -> Seen | None:
    """Return the body whose spokesman or head a person is ("State Department spokesman X", "X, head of the agency").

    It must be named in or beside one of the person's mentions.
    """
    member = mentions.member(speaker)
    titles = {title.lower() for title in (*member.titles, *(role.title or "" for role in member.roles))}
    if not any(_represents(title) for title in titles):
        return None
    for near in (speaker, *(each for each in mentions.all if each.number == speaker.number)):
        for seen in mentions.between(max(0, near.first - FAR), near.last + FAR):
            if mentions.member(seen).kind in BODIES and _is_beside(mentions, seen, near):
                return seen
    return None


def _is_beside(mentions: Mentions, seen: Seen, name: Seen) -> bool:
    """Tell whether a body is named inside a person's name with its title, right before it, or with a title behind it."""
    inside = name.first <= seen.first and seen.last <= name.last
    before = seen.last == name.first and _represents(mentions.parse.tokens[name.first].lower)
    return inside or before or (seen.first >= name.last and _is_represented(mentions, seen))


def _represents(title: str) -> bool:
    """Tell whether one with a title speaks for a body."""
    return any(word in references().nouns.representing for word in title.replace("-", " ").split())


def _is_represented(mentions: Mentions, seen: Seen) -> bool:
    """Tell whether a body stands behind "a spokesman for" or "the founder of", or before "founder"."""
    token = mentions.parse.tokens[seen.head]
    above = mentions.parse.head(token)
    if token.dep == "pobj" and above.dep == "prep":
        above = mentions.parse.head(above)
    elif token.dep not in {"compound", "poss", "nmod", "amod"}:
        return False
    return _represents(above.lower)
