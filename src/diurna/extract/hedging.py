"""How sure a figure is: reported, projected, denied or zero, and in which mood (feared, pledged, planned, estimated)."""

from functools import cache

from diurna.extract.categories import ModalityRule, table
from diurna.extract.drafts import Draft
from diurna.parse import Parse, Token
from diurna.parse.clauses import clause_of, is_verbal
from diurna.records import FigureStatus, Modality, Statement

REACH = 3
"""How many words above the governor may change how sure a figure is."""

CARRIED = {"acomp", "advcl", "ccomp", "conj", "dobj", "oprd", "pcomp", "pobj", "prep", "relcl", "xcomp"}
"""Relations through which a mood of the word above holds for the word below."""


def status(parse: Parse, draft: Draft, said: Statement | None) -> tuple[FigureStatus, Modality | None]:
    """Return the status and modality of a figure."""
    if draft.quantity.low == 0 == draft.quantity.high:
        return "zero", None
    if said is not None and said.act == "deny":
        return "denied", None
    chain = _chain(parse, draft)
    strong = draft.rule is not None and not draft.rule.weak
    if strong and draft.governor.relation in {"object", "subject"} and parse.child(draft.governor.token, "neg"):
        return "denied", None
    for rule in table().rules.modalities:
        if rule.categories and draft.rule is not None and draft.rule.category not in rule.categories:
            continue
        if _fits(parse, rule, draft, chain):
            return "projected" if rule.projected else "reported", rule.modality
    return "reported", None


@cache
def _words() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {rule.id: (frozenset(rule.modals), frozenset(rule.above)) for rule in table().rules.modalities}


def _fits(parse: Parse, rule: ModalityRule, draft: Draft, chain: list[Token]) -> bool:
    modals, above = _words()[rule.id]
    before = parse.text[draft.quantity.span.start : draft.quantity.number.start].lower().split()
    if rule.before and " ".join(before) in rule.before:
        return True
    return any(
        (token.lemma in above or token.lower in above)
        or any(child.lower in modals for child in parse.children(token, "aux"))
        for token in chain
    )


def _chain(parse: Parse, draft: Draft) -> list[Token]:
    """Return the governor, and the words above it whose mood it shares."""
    token = draft.governor.token
    if draft.rule is not None and draft.rule.weak and draft.noun.dep in {"nsubj", "nsubjpass"}:
        return []
    chain = [token]
    if not is_verbal(token) and token.dep in {"nsubj", "nsubjpass"}:
        chain.append(clause_of(parse, token))
        token = chain[-1]
    for _ in range(REACH):
        if token.dep not in CARRIED or token.head == token.index:
            break
        token = parse.head(token)
        chain.append(token)
    return chain
