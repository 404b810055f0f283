"""Who speaks and who is spoken to: the mention's words, and the actor they name."""

from diurna.extract.statement_layout import Layout
from diurna.extract.statement_rules import listed
from diurna.extract.statement_subjects import antecedent, is_relative
from diurna.mark.marks import Marks
from diurna.parse.layout import Token
from diurna.records import ActorMention, Span

BEFORE = {"amod", "compound", "det", "nmod", "nummod", "poss", "predet", "quantmod", "advmod", "punct", "npadvmod"}
AFTER = {"prep", "nummod", "advmod", "npadvmod"}
ARTICLES = {"a", "an", "the"}
LONGEST = 14
"""Longest stretch after a mention's head that still belongs to it, in tokens."""


def mention(layout: Layout, head: Token) -> Span:
    """Return the words of a mention: its title and modifiers, no article before, no apposition or clause after."""
    parse = layout.parse
    first, last = head.index, head.index
    for child in reversed([child for child in parse.children(head) if child.index < head.index]):
        if child.dep not in BEFORE or layout.right[child.index] != first - 1 or child.lower in ARTICLES:
            break
        if child.dep == "punct" and child.text not in {"-", "'", "’"}:
            break
        first = layout.left[child.index]
    for child in parse.children(head):
        if child.index > last and child.dep in AFTER and layout.left[child.index] == last + 1:
            end = _closed_end(layout, child)
            if end is None:
                break
            last = end
    if layout.tokens[first].lower in ARTICLES and first < last:
        first += 1
    return Span(layout.tokens[first].start, layout.tokens[last].end)


def _closed_end(layout: Layout, child: Token) -> int | None:
    """Return the last token of what hangs on a mention's head, cut before a comma, clause or bracket."""
    first, last = layout.left[child.index], layout.right[child.index]
    for index in range(first, last + 1):
        token = layout.tokens[index]
        loose = token.dep in {"relcl", "acl", "appos"} or token.pos in {"VERB", "AUX"}
        if loose or token.text in {",", "(", "–", "—", "-LRB-", ":", ";"} or layout.outer[index] != layout.outer[first]:
            begin = layout.left[index] if loose else index
            last = max(begin, first) - 1
            break
    while last > first and layout.tokens[last].pos in {"ADP", "CCONJ", "DET", "PUNCT", "SCONJ"}:
        last -= 1
    if last <= first and child.dep == "prep":
        return None
    return last if first <= last < first + LONGEST else None


def parties(layout: Layout, marks: Marks, head: Token) -> tuple[ActorMention, ...]:
    """Return a mention once for each actor that it names ("both countries said")."""
    first = party(layout, marks, head)
    found = marks.actors_at(head.span)
    others = [actor.id for actor in found[1] if actor.id != first.actor] if found and first.actor else []
    return (first, *(ActorMention(span=first.span, actor=other) for other in others))


def party(layout: Layout, marks: Marks, head: Token) -> ActorMention:
    """Return a mention with the actor that it names, if any; a report, statement or count speaks for the actor it names."""
    span = mention(layout, head)
    found = marks.actor_at(head.span)
    noun = antecedent(layout.parse, head, layout.parse.head(head)) if is_relative(head) else None
    if noun is not None and found is None:
        found = marks.actor_at(noun.span)
    if found is None and head.lemma in listed("speech_objects") | listed("compilations"):
        found = next(iter(marks.actors_in(span)), None)
    return ActorMention(span=span, actor=found[1].id if found else None)
