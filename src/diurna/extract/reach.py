"""Recipients that no slot of a rule holds: the nearest other actor among the words that complete the trigger."""

from collections.abc import Iterator

from diurna.extract.parties import parties
from diurna.extract.slots import support_verb
from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.parse.clauses import is_verbal
from diurna.records import ActorMention
from diurna.rules.load import Shaped, toml

PURPOSE = "VB"
"""Tag of an infinitive: as an adverbial clause it says what for ("sent troops to help Mali")."""


class Reach(Shaped, frozen=True, kw_only=True):
    """The file `en/reach.toml`: what completes a trigger, and the prepositions that lead out of its event."""

    completing: tuple[str, ...]
    outside: tuple[str, ...]


def reached(parse: Parse, marks: Marks, trigger: Token, taken: tuple[ActorMention, ...]) -> list[ActorMention]:
    """Return the first parties to the right of a trigger, among what completes it, who do not fill the other role.

    A party with a name goes before a nameless group: in "sent troops to help Ghana" the troops are a means.
    """
    actors, named = {each.actor for each in taken if each.actor}, [each.span for each in taken if each.span]
    unnamed: list[ActorMention] = []
    for token in _completions(parse, trigger):
        found = [
            each
            for each in parties(parse, marks, token)
            if each.actor not in actors and not any(each.span and each.span.overlaps(span) for span in named)
        ]
        if any(each.actor is None or marks.by_id[each.actor].kind != "group" for each in found):
            return found
        unnamed = unnamed or found
    return unnamed


def _completions(parse: Parse, trigger: Token) -> Iterator[Token]:
    """Yield the nouns that complete a trigger or the verb that carries it, those nearest in the tree first."""
    carrier = None if is_verbal(trigger) else support_verb(parse, trigger)
    level = [trigger] if carrier is None else [trigger, carrier]
    while level:
        below: list[Token] = []
        for token in level:
            below += [child for child in parse.children(token) if child.index > trigger.index and _completes(child)]
        yield from (token for token in below if token.pos in {"NOUN", "PROPN", "PRON"} and token.dep != "conj")
        level = below


def _completes(token: Token) -> bool:
    rules = toml("en/reach.toml", Reach)
    if token.lower in rules.outside:
        return False
    return token.dep in rules.completing or (token.dep == "advcl" and token.tag == PURPOSE)
