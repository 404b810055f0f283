"""Drafts: a quantity that makes a figure, with what it counts and the rule and word that gave its category."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from diurna.extract.categories import ChangeRule, FigureRule, Kind, table
from diurna.extract.governors import Climb, Governor, Particles
from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.records import BlockRole, Quantity

UNREAD: frozenset[BlockRole] = frozenset({"byline", "dateline", "debris"})
"""Blocks of the parse that give no figures."""

DEFINITE = 10
"""Below this, "the two men" are men already told of, and count as a figure only where something happens to them."""


TABLE = 6
"""This many numbers, and every fourth word a number, make a table."""

MANY = 100
"""Stands for the number of an uncounted noun."""

SINGULARS = {"NN", "NNP"}

ZERO_ROLES = {"det", "dobj", "nsubj", "nsubjpass", "nummod"}
"""Relations in which "no" or "nobody" says that there was none."""


class Draft(NamedTuple):
    """A quantity on its way to a figure.

    `number` and `noun` are tokens (the same one for "killed 12"); `whole` is the place in the list of drafts of the
    figure that this one is part of, `old` of the newer figure that replaces it.
    """

    quantity: Quantity
    number: Token
    noun: Token
    kind: Kind
    rule: FigureRule | None
    governor: Governor
    part: bool = False
    whole: int | None = None
    newer: int | None = None
    change: ChangeRule | None = None


def drafts(parse: Parse, marks: Marks) -> list[Draft]:
    """Return the quantities that make figures, in text order, with parts and older values linked."""
    climb = Climb(parse, _countries(parse, marks), _particles())
    found: list[Draft] = []
    for quantity in marks.quantities:
        draft = _draft(climb, quantity)
        if draft is None or _is_conversion(parse, draft, found):
            continue
        linked = _linked(parse, draft, found)
        if linked.rule is None and linked.part and linked.kind == "bare":
            linked = _named(climb, linked, found)
        if linked.rule is not None:
            found.append(linked)
    return _older_first(found)


def _older_first(found: list[Draft]) -> list[Draft]:
    """Link a figure to the newer one that follows it ("lowered the toll from 130 to 114")."""
    for place, (older, newer) in enumerate(pairwise(found)):
        same = older.number.sentence == newer.number.sentence and older.rule is newer.rule
        if same and older.change is not None and older.change.ahead:
            found[place] = older._replace(newer=place + 1)
    return found


@cache
def _particles() -> Particles:
    rules = table().rules
    return Particles(
        *(frozenset(words) for words in (rules.transparent, rules.among, rules.comitative, rules.including))
    )


def _countries(parse: Parse, marks: Marks) -> frozenset[int]:
    """Return the indexes of the tokens that name countries."""
    spans = [mention.span for place in marks.places if place.precision == "country" for mention in place.mentions]
    firsts = (parse.token_at(span.start) for span in spans)
    inside = (token for span in spans for token in parse.tokens_in(span))
    return frozenset(token.index for token in (*firsts, *inside) if token is not None)


def _draft(climb: Climb, quantity: Quantity) -> Draft | None:
    parse = climb.parse
    number = parse.root(quantity.number) or parse.token_at(quantity.number.start)
    if number is None or not _is_whole(quantity) or parse.sentence_of(number).role in UNREAD:
        return None
    noun = parse.tokens[quantity.head]
    kind = table().kind(_thing(parse, noun), number, quantity)
    found = climb.governors(number, noun)
    rule, governor = table().match(parse, found, kind, quantity, noun) or (None, found[0])
    if rule is not None and (rule.drop or not _stands(parse, rule, governor, quantity, number)):
        rule = None
    draft = Draft(quantity=quantity, number=number, noun=noun, kind=kind, rule=rule, governor=governor)
    return draft._replace(change=_change(parse, draft), part=_is_part(parse, draft))


def _is_whole(quantity: Quantity) -> bool:
    """Tell whether a number counts whole things; money and shares need not."""
    bounds = (quantity.low, quantity.best, quantity.high)
    return quantity.unit is not None or not any(isinstance(bound, float) for bound in bounds)


def _named(climb: Climb, draft: Draft, found: list[Draft]) -> Draft:
    """Lend a bare part the category of the uncounted noun that it is part of ("monks, including seven from Brod")."""
    if found and found[-1].part and found[-1].whole is None and draft.number.head == found[-1].number.index:
        return draft._replace(rule=found[-1].rule, governor=found[-1].governor)
    holder = next((above for above in climb.parse.ancestors(draft.number) if above.tag == "NNS"), None)
    if holder is None:
        return draft
    quantity = msgspec.structs.replace(draft.quantity, low=MANY, best=None, high=None)
    match = table().match(
        climb.parse, climb.governors(holder, holder), table().kind(holder, draft.number, quantity), quantity, holder
    )
    return draft._replace(rule=match[0], governor=match[1]) if match else draft


def _thing(parse: Parse, noun: Token) -> Token:
    """Return the noun whose kind counts: "copies of the pistol" are pistols."""
    if noun.lemma in table().rules.copies:
        of = parse.child(noun, "prep")
        return (parse.child(of, "pobj") if of is not None else None) or noun
    return noun


def _is_conversion(parse: Parse, draft: Draft, found: list[Draft]) -> bool:
    """Tell whether a sum of money is the last one again, in other money ("900 million yen ($6m)")."""
    if not found or draft.kind != "money" or found[-1].kind != "money":
        return False
    between = parse.text[found[-1].quantity.span.end : draft.quantity.span.start]
    return re.match(table().rules.conversion, between) is not None


def _stands(parse: Parse, rule: FigureRule, governor: Governor, quantity: Quantity, number: Token) -> bool:
    """Tell whether a rule's figure is worth keeping: nothing happened to nobody, and "the two men" are old news."""
    noun = parse.tokens[quantity.head]
    if quantity.best == 0 == quantity.low:
        if parse.child(number, "prep"):
            return False
        return (
            not rule.weak
            and (number.dep in ZERO_ROLES or governor.relation == "noun")
            and (number.pos != "ADP" or number is not noun)
        )
    if not rule.weak:
        return True
    plural = noun.tag not in SINGULARS or noun.lower.endswith("s") or quantity.unit is not None
    if _is_table(parse, number) or (
        not plural and (rule.relation == "kind" or rule.category == "other") and rule.category != "animals"
    ):
        return False
    small = quantity.best is not None and quantity.best < DEFINITE and quantity.unit is None
    before = parse.tokens[number.index - 1] if number.index else number
    definite = before.tag in {"DT", "PRP$", "POS"} and before.sentence == number.sentence
    return not (small and definite) or before.lower in table().rules.open


def _is_table(parse: Parse, number: Token) -> bool:
    """Tell whether a sentence is a row of figures rather than a sentence."""
    tokens = parse.tokens_of(parse.sentence_of(number))
    figures = sum(token.text[0].isdigit() for token in tokens)
    return figures >= TABLE and figures * 4 > len(tokens)


def _context(parse: Parse, draft: Draft) -> tuple[str, str]:
    """Return the words of the sentence before and after a number with its qualifier."""
    sentence = parse.sentence_of(draft.number)
    span = draft.quantity.span
    return parse.text[sentence.start : span.start], parse.text[span.end : sentence.end]


def _change(parse: Parse, draft: Draft) -> ChangeRule | None:
    before, after = _context(parse, draft)
    for rule in table().rules.changes:
        if not rule.part and _fits(rule, before, after):
            return rule
    nouns = {name for key in draft.governor.keys for name in key.split()[:2]} | set(draft.governor.keys)
    for rule in table().rules.changes:
        if draft.governor.relation == "toll" and nouns & set(rule.nouns):
            return rule
    return None


def _is_part(parse: Parse, draft: Draft) -> bool:
    before, after = _context(parse, draft)
    return any(rule.part and _fits(rule, before, after) for rule in table().rules.changes)


def _fits(rule: ChangeRule, before: str, after: str) -> bool:
    if rule.before is None and rule.after is None:
        return False
    if rule.before is not None and not re.search(rule.before, before, re.IGNORECASE):
        return False
    return rule.after is None or re.match(rule.after, after, re.IGNORECASE) is not None


def _linked(parse: Parse, draft: Draft, found: list[Draft]) -> Draft:
    """Link a draft to the whole that it is part of or to the newer figure that replaces it, and lend it a category."""
    if draft.change is not None and draft.change.old and not draft.change.ahead:
        return _lent(draft, found, newer=_last(parse, draft, found))
    of = next((place for place in _of_sentence(draft, found) if _in_of_phrase(found[place], draft)), None)
    if of is not None and draft.quantity.unit is None:
        found[of] = found[of]._replace(whole=len(found), part=True) if draft.rule else found[of]
        return draft
    if draft.part or _follows_part(draft, found):
        return _lent(draft._replace(part=True), found, whole=_last(parse, draft, found))
    return draft


def _of_sentence(draft: Draft, found: list[Draft]) -> range:
    """Return the places of the drafts before one in its sentence."""
    first = len(found)
    while first and found[first - 1].number.sentence == draft.number.sentence:
        first -= 1
    return range(first, len(found))


def _in_of_phrase(part: Draft, whole: Draft) -> bool:
    """Tell whether "nine of the 30 monks": the part's noun is the whole's."""
    return (
        part.noun.index == whole.noun.index
        and part.number.index < whole.number.index
        and part.noun.index != part.number.index
    )


def _follows_part(draft: Draft, found: list[Draft]) -> bool:
    """Tell whether a number is coordinated with a part ("including nine nuns and four monks")."""
    if not found or not found[-1].part or found[-1].number.sentence != draft.number.sentence:
        return False
    return draft.noun.dep in {"conj", "appos"} and draft.noun.head in {found[-1].noun.index, found[-1].number.index}


def _last(parse: Parse, draft: Draft, found: list[Draft]) -> int | None:
    """Return the nearest figure before this one that can hold it: of its sentence, else of the one before."""
    for place in range(len(found) - 1, -1, -1):
        other = found[place]
        near = draft.number.sentence - other.number.sentence
        if near > 1 or parse.sentence_of(other.number).paragraph != parse.sentence_of(draft.number).paragraph:
            return None
        if other.part or (other.quantity.unit is None) != (draft.quantity.unit is None):
            continue
        return place
    return None


def _lent(draft: Draft, found: list[Draft], *, whole: int | None = None, newer: int | None = None) -> Draft:
    giver = whole if whole is not None else newer
    if giver is None or draft.quantity.high == 0:
        return draft
    lender = found[giver]
    draft = draft._replace(whole=whole, newer=newer)
    own = draft.rule is not None and not draft.rule.weak and newer is None
    if own or (draft.kind in {"skip", "thing", "money", "percent"} and draft.kind != lender.kind):
        return draft
    return draft._replace(rule=lender.rule, governor=lender.governor)
