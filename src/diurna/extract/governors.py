"""Governors: the words that decide what a number counts, read off the tree from the nearest to the farthest."""

from collections.abc import Iterator
from typing import NamedTuple

from diurna.parse import Parse, Token
from diurna.parse.clauses import is_passive, is_verbal

DEPTH = 6
"""How many steps a number's phrase may climb through coordination, apposition and transparent nouns."""

GAP = 5
"""How many words may stand between a number and the participle that governs it where the tree does not say so."""

COUNTRY = "@country"
"""Stands in a key for the name of any country."""

COMPLEMENTS = ("acomp", "oprd", "attr", "dobj", "prt", "advmod", "xcomp", "npadvmod", "dative")
"""Relations whose word joins the verb in a key ("take hostage", "go missing", "be dead")."""

MODIFIERS = ("acl", "advcl", "amod", "appos")
PARTICIPLES = {"VBN", "VBD", "VBG"}
NOMINAL = {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}


class Governor(NamedTuple):
    """A relation of a number's noun to a word, the keys to look it up by (longest first), and the word itself.

    Relations: noun (the counted noun itself), adjective, object and subject (of a verb, by role), of (under a noun's
    preposition), prep (under a verb's), copula (equated with a noun), toll (a figure that a verb gives to a noun),
    agent (the doer of a passive).
    """

    relation: str
    keys: tuple[str, ...]
    token: Token


class Particles(NamedTuple):
    """English words that the climb needs, from the rule file."""

    transparent: frozenset[str]
    among: frozenset[str]
    comitative: frozenset[str]
    including: frozenset[str]


def names(token: Token) -> tuple[str, ...]:
    """Return the forms by which a word may be listed: lemma, lower case, and a plain singular of capitals."""
    forms = [token.lemma, token.lower]
    if token.lower.endswith("s") and token.pos in NOMINAL:
        forms.append(token.lower[:-1])
    return tuple(dict.fromkeys(forms))


def noun_keys(parse: Parse, noun: Token) -> tuple[str, ...]:
    """Return a noun's keys: with each word before it ("death toll"), then alone."""
    before = [child for child in parse.children(noun, "compound", "amod") if child.index < noun.index]
    return (*(f"{child.lower} {name}" for child in before for name in names(noun)), *names(noun))


class Climb:
    """The way up from a number; `countries` holds the indexes of tokens that name countries."""

    def __init__(self, parse: Parse, countries: frozenset[int], particles: Particles) -> None:
        self.parse = parse
        self.countries = countries
        self.particles = particles

    def governors(self, number: Token, noun: Token) -> list[Governor]:
        """Return what governs a number, nearest first; `noun` is what it counts, or the number itself."""
        parse = self.parse
        top = noun if any(above.index == noun.index for above in parse.ancestors(number)) else number
        found = [Governor("noun", noun_keys(parse, noun), noun)]
        for index in dict.fromkeys([number.index, noun.index, top.index]):
            found.extend(self._below(parse.tokens[index], number))
        beside = list(self._after(noun, number))
        if top.dep not in {"dobj", "pobj"} or self._starts_clause(beside, noun):
            found.extend(beside)
        found.extend(self._above(top, depth=0))
        return [*found, *beside, *self._before(number)]

    def verb_keys(self, verb: Token) -> tuple[str, ...]:
        """Return a verb's keys: with its complements ("lose life", "flee to @country"), then alone."""
        keys = []
        for child in self.parse.children(verb):
            if child.dep in COMPLEMENTS:
                keys += [f"{verb.lemma} {name}" for name in self._complement(child)]
            elif child.dep == "prep":
                for noun in self.parse.children(child, "pobj"):
                    keys += [f"{verb.lemma} {child.lower} {name}" for name in self._complement(noun)]
                keys.append(f"{verb.lemma} {child.lower}")
        return (*keys, verb.lemma, verb.lower)

    def _complement(self, token: Token) -> tuple[str, ...]:
        return (*names(token), COUNTRY) if token.index in self.countries else names(token)

    def _starts_clause(self, beside: list[Governor], noun: Token) -> bool:
        """Tell whether the participle behind a noun is a passive without another subject ("… to nine, and 30 monks were hurt")."""
        if not beside or not self.parse.child(beside[0].token, "auxpass"):
            return False
        between = self.parse.tokens[noun.index + 1 : beside[0].token.index]
        return any(token.dep == "auxpass" for token in between) and not self.parse.child(beside[0].token, "nsubjpass")

    def _below(self, noun: Token, number: Token | None = None) -> Iterator[Governor]:
        """Yield what modifies a noun: adjectives, participles, relative clauses, "in need"."""
        for child in self.parse.children(noun):
            if child.dep == "amod" and number is not None and child.index < number.index:
                continue
            if child.dep in MODIFIERS and (child.tag in PARTICIPLES or child.pos == "ADJ"):
                yield Governor("adjective", names(child), child)
                if child.tag in PARTICIPLES:
                    yield from self._predicates(child, "subject" if child.tag == "VBG" else "object")
            elif child.dep == "relcl":
                yield from self._relative(child)
            elif child.dep == "prep":
                yield from self._prepositional(child)

    def _relative(self, verb: Token) -> Iterator[Governor]:
        own = self.parse.child(verb, "nsubj", "nsubjpass")
        pronoun = own is not None and own.tag in {"WDT", "WP", "WP$"}
        if own is None or (pronoun and own.dep == "nsubjpass"):
            yield from self._predicates(verb, "object")
        elif pronoun:
            yield from self._predicates(verb, "subject")
        elif own.dep == "nsubj" and self._lacks_object(verb):
            yield from self._predicates(verb, "object")

    def _lacks_object(self, verb: Token) -> bool:
        own = self.parse.child(verb, "dobj")
        return own is None or own.tag in {"WDT", "WP"}

    def _prepositional(self, prep: Token) -> Iterator[Governor]:
        for noun in self.parse.children(prep, "pobj"):
            yield Governor("adjective", tuple(f"{prep.lower} {name}" for name in names(noun)), noun)
            if prep.lower in self.particles.among:
                yield Governor("noun", noun_keys(self.parse, noun), noun)
                yield from self._below(noun)

    def _called(self, prep: Token) -> Iterator[Governor]:
        """Yield what somebody is taken for ("registered as displaced", "listed as missing")."""
        for child in self.parse.children(prep, "pcomp", "amod", "acomp"):
            if child.pos == "ADJ" or child.tag == "VBN":
                yield Governor("adjective", names(child), child)

    def _predicates(self, verb: Token, role: str) -> Iterator[Governor]:
        """Yield a verb and what it hands its subject or object on to ("were found dead", "forced 40 monks to leave")."""
        yield Governor(role, self.verb_keys(verb), verb)
        for child in self.parse.children(verb, "acomp", "oprd", "attr", "advmod", "amod"):
            if child.pos in {"ADJ", "VERB"} or child.tag in PARTICIPLES:
                yield Governor("adjective", names(child), child)
            elif child.dep in {"oprd", "attr"}:
                for modifier in self.parse.children(child, "amod"):
                    yield Governor("adjective", names(modifier), modifier)
        for child in self.parse.children(verb, "xcomp", "ccomp", "conj"):
            if self._shares(verb, child, role):
                yield from self._shared(child)
        for prep in self.parse.children(verb, "prep"):
            yield from self._called(prep)
            yield from self._prepositional(prep)

    def _shares(self, verb: Token, child: Token, role: str) -> bool:
        """Tell whether a verb below has the same subject or object as the verb above."""
        if child.dep == "xcomp":
            return True
        if self.parse.child(child, "nsubj", "nsubjpass"):
            return False
        return child.dep == "ccomp" or role == "subject" or is_passive(self.parse, verb)

    def _shared(self, verb: Token) -> Iterator[Governor]:
        if is_verbal(verb):
            passive = is_passive(self.parse, verb) or verb.tag == "VBN"
            yield Governor("object" if passive else "subject", self.verb_keys(verb), verb)
            for part in self.parse.children(verb, "acomp", "oprd", "attr"):
                yield Governor("adjective", names(part), part)
        elif verb.pos == "ADJ":
            yield Governor("adjective", names(verb), verb)

    def _above(self, top: Token, *, depth: int) -> Iterator[Governor]:
        if depth > DEPTH:
            return
        above = self.parse.head(top)
        match top.dep:
            case "ROOT":
                return
            case "nsubjpass":
                yield from self._predicates(above, "object")
            case "nsubj":
                yield from self._of_subject(above)
            case "attr":
                yield from self._equated(above)
            case "pobj" | "pcomp":
                yield from self._under(above, depth=depth)
            case "conj" | "appos":
                yield from self._below(above)
                yield from self._above(above, depth=depth + 1)
            case "compound" | "nmod" | "amod" | "nummod" | "quantmod":
                yield Governor("noun", noun_keys(self.parse, above), above)
                yield from self._above(above, depth=depth + 1)
            case _ if is_verbal(above):
                yield from self._predicates(above, "object")
                if above.lemma in self.particles.including:
                    yield from self._equated(above)
                yield from self._toll(above)

    def _of_subject(self, above: Token) -> Iterator[Governor]:
        """Yield the governors of a subject; a bare participle behind it is a passive without its auxiliary (headlines)."""
        if above.pos == "ADJ":
            yield Governor("adjective", names(above), above)
            return
        bare = above.tag in {"VBN", "VBD"} and not self.parse.child(above, "aux", "dobj", "auxpass", "ccomp")
        if bare:
            yield from self._predicates(above, "object")
        yield from self._predicates(above, "subject")

    def _equated(self, verb: Token) -> Iterator[Governor]:
        subject = self.parse.child(verb, "nsubj")
        if subject is not None:
            yield Governor("copula", noun_keys(self.parse, subject), subject)
            yield from self._toll(verb)
        if verb.lemma not in self.particles.including:
            yield from self._predicates(verb, "subject")

    def _under(self, prep: Token, *, depth: int) -> Iterator[Governor]:
        """Yield the governors of what stands behind a preposition."""
        above = self.parse.head(prep)
        if depth > DEPTH or above is prep:
            return
        if prep.dep == "agent":
            yield Governor("agent", (above.lemma,), above)
        elif self._is_comitative(prep):
            yield from self._with_others(above, depth=depth + 1)
        elif is_verbal(above):
            yield Governor("prep", (f"{above.lemma} {prep.lower}",), above)
            yield from self._toll(above)
        elif above.pos in NOMINAL:
            yield Governor("of", self._of_keys(prep, above), above)
            if names(above)[0] in self.particles.transparent or above.pos == "NUM":
                yield from self._below(above)
                yield from self._above(above, depth=depth + 1)
            elif (verb := self.parse.head(above)) is not above and is_verbal(verb):
                yield from self._toll(verb)
        elif above.dep == "prep" or above.pos == "ADP":
            yield from self._under(above, depth=depth + 1)

    def _of_keys(self, prep: Token, noun: Token) -> tuple[str, ...]:
        """Return the keys of a noun over a preposition: with it, with its own verb ("claim life"), and behind "of" alone."""
        keys = noun_keys(self.parse, noun)
        verb = self.parse.head(noun)
        held = [f"{verb.lemma} {key}" for key in keys] if noun.dep == "dobj" else []
        return (*(f"{key} {prep.lower}" for key in keys), *held, *(keys if prep.lower == "of" else ()))

    def _is_comitative(self, prep: Token) -> bool:
        before = self.parse.tokens[prep.index - 1].lower if prep.index else ""
        return prep.lower in self.particles.comitative or f"{before} {prep.lower}" in self.particles.comitative

    def _with_others(self, above: Token, *, depth: int) -> Iterator[Governor]:
        """Yield what happened to those with whom a number is named ("killed together with 30 monks")."""
        while not is_verbal(above) and above.head != above.index:
            if above.dep in {"nsubj", "nsubjpass", "dobj"}:
                yield from self._above(above, depth=depth)
                return
            above = self.parse.head(above)
        if is_verbal(above):
            passive = is_passive(self.parse, above) or self.parse.child(above, "dobj") is not None
            yield from self._predicates(above, "object" if passive else "subject")

    def _toll(self, verb: Token) -> Iterator[Governor]:
        """Yield the nouns to which a verb gives a figure ("the toll rose to 40", "bringing the number of dead to 40")."""
        for noun in self.parse.children(verb, "nsubj", "dobj", "nsubjpass"):
            inner = [
                below
                for prep in self.parse.children(noun, "prep")
                for below in self.parse.children(prep, "pobj", "pcomp", "amod")
            ]
            inner += [deep for below in inner for deep in self.parse.children(below, "amod", "acl")]
            keys = [f"{name} {part}" for below in inner for part in names(below) for name in names(noun)]
            yield Governor("toll", (*keys, *noun_keys(self.parse, noun)), noun)

    def _after(self, noun: Token, number: Token) -> Iterator[Governor]:
        """Yield the participle or adjective right behind a number where the tree does not tell ("9 missing, 300 moved")."""
        sentence = self.parse.sentence_of(number)
        last = max(noun.index, number.index)
        for token in self.parse.tokens[last + 1 : min(last + 1 + GAP, sentence.last)]:
            if token.pos != "AUX" and (token.pos == "ADJ" or token.tag in PARTICIPLES):
                yield Governor("adjective", names(token), token)
                if token.tag != "VBG":
                    yield Governor("object", (token.lemma, token.lower), token)
                return
            if token.pos not in {"AUX", "ADV", "NOUN", "PRON", "PART"}:
                return

    def _before(self, number: Token) -> Iterator[Governor]:
        """Yield the verb right before a number where the tree does not tell."""
        sentence = self.parse.sentence_of(number)
        previous = self.parse.tokens[number.index - 1]
        if number.index > sentence.first and previous.pos == "ADJ":
            yield Governor("adjective", names(previous), previous)
        if number.index > sentence.first and previous.pos in {"NOUN", "PROPN"}:
            yield Governor("object", names(previous), previous)
        for token in reversed(self.parse.tokens[max(sentence.first, number.index - GAP) : number.index]):
            if token.pos == "VERB":
                yield Governor("object", self.verb_keys(token), token)
                return
            if token.pos not in {"ADV", "DET", "ADJ", "NUM", "SCONJ", "ADP"}:
                return
