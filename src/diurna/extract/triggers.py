"""Triggers: the words that may name an event, with the rules that fit them."""

from collections.abc import Iterator

from diurna.extract.frames import EventRule, open_rules, rules_by_trigger, words
from diurna.parse import Parse, Token
from diurna.parse.clauses import clause_of, is_verbal, logical_object, logical_subject
from diurna.records import BlockRole, Span, covering

READ: frozenset[BlockRole] = frozenset({"title", "body", "caption"})
"""Blocks that may give events."""

CLAUSES = frozenset({"acl", "advcl", "ccomp", "conj", "pcomp", "relcl", "xcomp"})
"""Relations of a verb that opens a clause of its own."""

OPEN_LEVEL = 1
"""Level of the open rules: below every rule with words of its own."""

COMPLEMENTS = frozenset({"acl", "ccomp", "pcomp", "xcomp"})
"""Those of a verb whose words still stand beside the verb above it."""


def triggers(parse: Parse) -> Iterator[tuple[Token, list[tuple[int, EventRule, Span]]]]:
    """Yield each trigger with the rules that fit it, the most specific one (of the lowest level) first.

    A verb that no rule takes is yielded too, with the open rules.
    """
    for sentence in parse.sentences:
        if sentence.role in READ:
            for token in parse.tokens_of(sentence):
                ranked = []
                for order, (rule, phrase) in enumerate(_candidates(token)):
                    span = _phrase(parse, token, phrase)
                    if span is not None and (score := _fits(parse, token, rule)) is not None:
                        ranked.append((-score - 2 * phrase.count(" "), order, rule, span))
                fitting = [(level, rule, span) for level, _, rule, span in sorted(ranked, key=lambda entry: entry[:2])]
                if _may_be_verb(token):
                    fitting += [(OPEN_LEVEL, rule, token.span) for rule in open_rules()]
                if fitting:
                    yield token, fitting


def _candidates(token: Token) -> list[tuple[EventRule, str]]:
    verbs, nouns = rules_by_trigger()
    if _may_be_verb(token):
        found = verbs.get(token.lemma, [])
        return [*found, *nouns.get(token.lower, [])] if token.tag == "VBG" else found
    return nouns.get(token.lemma) or nouns.get(token.lower, []) if _may_be_noun(token) else []


def _may_be_verb(token: Token) -> bool:
    return is_verbal(token) and token.dep not in {"amod", "aux", "auxpass", "compound"}


def _may_be_noun(token: Token) -> bool:
    if token.entity in {"DATE", "TIME"}:
        return False
    return token.pos in {"NOUN", "PROPN"} and token.dep not in {"compound", "amod", "nmod", "npadvmod"}


def _phrase(parse: Parse, token: Token, phrase: str) -> Span | None:
    """Return the words of a trigger phrase around its first verb or head noun, or None where a word is missing."""
    parts = phrase.split()
    if len(parts) == 1:
        return token.span
    if is_verbal(token) and parts[0] == token.lemma:
        return _verb_phrase(parse, token, parts[1:])
    first = token.index if "of" in parts else token.index - len(parts) + 1
    if first < 0:
        return None
    tokens = parse.tokens[first : first + len(parts)]
    if len(tokens) == len(parts) and all(part in {t.lemma, t.lower} for part, t in zip(parts, tokens, strict=True)):
        return Span(tokens[0].start, tokens[-1].end)
    return None


def _verb_phrase(parse: Parse, verb: Token, rest: list[str]) -> Span | None:
    near = [child for child in parse.children(verb) if child.index > verb.index]
    span = verb.span
    for part in rest:
        found = next((child for child in near if part in {child.lower, child.lemma} and _close(verb, child)), None)
        if found is None:
            following = [token for token in parse.tokens[verb.index + 1 : verb.index + 3] if part == token.lower]
            found = following[0] if following else None
        if found is None:
            return None
        if found.index == verb.index + 1 or found.start - span.end <= 1:
            span = covering(span, found.span)
    return span


def _close(verb: Token, child: Token) -> bool:
    """Tell whether a word may belong to a verb's phrase: a preposition stands next to it, a particle or noun near it."""
    return child.index - verb.index <= (2 if child.dep == "prep" else 5)


def _fits(parse: Parse, trigger: Token, rule: EventRule) -> int | None:
    """Return how many conditions of a rule hold at a trigger, or None where one does not."""
    score = 0
    if rule.object:
        held = logical_object(parse, trigger)
        if held is None or not _names(parse, held, words(rule.object)):
            return None
        score += 3
    if rule.modifier:
        if not any(child.lemma in words(rule.modifier) or child.lower in words(rule.modifier)
                   for child in parse.children(trigger, "amod", "compound", "nmod", "poss", "advmod", "npadvmod")):  # fmt: skip
            return None
        score += 2
    if rule.unless and _around(parse, trigger) & words(rule.unless):
        return None
    if rule.beside:
        if not _near(parse, trigger, COMPLEMENTS) & words(rule.beside):
            return None
        score += 3
    return score


def _around(parse: Parse, trigger: Token) -> set[str]:
    """Return the words near a trigger and, where its clause is adverbial, those of the clause above it."""
    found = _near(parse, trigger, COMPLEMENTS | {"advcl"})
    top = clause_of(parse, trigger)
    return found | _near(parse, parse.head(top), COMPLEMENTS) if top.dep == "advcl" else found


def _near(parse: Parse, trigger: Token, through: frozenset[str]) -> set[str]:
    """Return the lemmas and words of the trigger's clause, without clauses inside it but those of the given relations."""
    top = clause_of(parse, trigger)
    doer = logical_subject(parse, top) if is_verbal(top) else None
    found: set[str] = {doer.lemma, doer.lower} if doer is not None else set()
    todo = [top]
    while todo:
        token = todo.pop()
        if token is not trigger:
            found |= {token.lemma, token.lower}
        todo.extend(
            child
            for child in parse.children(token)
            if child is trigger
            or not (is_verbal(child) and child.dep in CLAUSES)
            or (child.dep in through and child.index > token.index)
        )
    return found


def _names(parse: Parse, noun: Token, wanted: frozenset[str]) -> bool:
    """Tell whether a noun, one coordinated with it, or a noun before it in its name is among the wanted lemmas."""
    for member in parse.conjuncts(noun):
        if member.lemma in wanted or member.lower in wanted:
            return True
        if any(child.lemma in wanted for child in parse.children(member, "compound", "nmod", "amod")):
            return True
        for preposition in parse.children(member, "prep"):
            if preposition.lower == "of" and any(held.lemma in wanted for held in parse.children(preposition, "pobj")):
                return True
    return False
