"""Pronouns: whom "he", "they" and "which" mean and, inside quotation marks, "I".

The nearest subject that agrees in number and gender is preferred: first those of the clauses above the pronoun, then the
subjects of the sentences before, then other mentions.  Nothing is resolved where no actor fits.
"""

from collections.abc import Iterator

from diurna.mark.cast import Cast, Member
from diurna.mark.interviews import Interview
from diurna.mark.mentions import SUBJECTS, Mentions, Seen, references
from diurna.mark.nominals import add_nominal
from diurna.mark.representatives import body_of
from diurna.parse import Sentence, Token
from diurna.parse.clauses import is_verbal

REACH = 3
"""Sentences before a pronoun in which its antecedent is looked for."""

TRIED = 4
"""Candidates among which one of known gender beats a nearer one of unknown gender."""

PLURAL_REACH = 2
"""Sentences before "they" in which a plural noun is looked for."""

PLURAL_TAGS = frozenset({"NNS", "NNPS"})
COUNTED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})
"""Labels of what "they" never means."""

SPEAKING = frozenset({"armed_group", "group", "organization", "state"})
"""Kinds of actor that speak as "we"."""

BODIES = frozenset({"armed_group", "organization", "state", "bloc"})
"""Kinds of actor that "it" may mean."""


def add_references(cast: Cast, sentences: list[Sentence]) -> None:
    """Find the mentions that lean on others, in text order, so that each may lean on the one before."""
    mentions = Mentions(cast)
    if not mentions.all:
        return
    pronouns = _Pronouns(mentions)
    for sentence in sentences:
        for token in cast.parse.tokens[sentence.first : sentence.last]:
            if token.tag in {"PRP", "PRP$"}:
                pronouns.take(token, sentence)
            elif token.tag in {"WP", "WDT", "WP$"} or (token.lower == "that" and token.pos == "PRON"):
                pronouns.take_relative(token)
            elif token.pos in {"NOUN", "PROPN"}:
                add_nominal(mentions, token)
    interview = Interview(mentions, sentences)
    for sentence in sentences:
        for token in cast.parse.tokens[sentence.first : sentence.last]:
            if token.tag not in {"PRP", "PRP$"}:
                continue
            if token.index in mentions.quoted:
                pronouns.take_first_person(token, sentence)
            elif interview.introduced:
                interview.take(token, sentence)


class _Pronouns:
    """Resolves the pronouns of one article."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.parse, self.cast = mentions, mentions.parse, mentions.cast
        self.words = references().pronouns

    def take(self, token: Token, sentence: Sentence) -> None:
        """Resolve a pronoun of the third person."""
        word = token.lower
        if token.text.isupper() and len(token.text) > 1:
            return
        if word in self.words.masculine:
            self._person(token, sentence, "masculine")
        elif word in self.words.feminine:
            self._person(token, sentence, "feminine")
        elif word in self.words.plural:
            self._plural(token, sentence)
        elif word in self.words.neutral:
            self._thing(token, sentence)

    def take_relative(self, token: Token) -> None:
        """Resolve "who", "which", "that" to the noun that their clause modifies, if that noun mentions an actor."""
        if token.lower not in self.words.relative:
            return
        clause = next((above for above in self.parse.ancestors(token) if above.dep == "relcl"), None)
        noun = self.parse.head(clause) if clause else None
        if noun is None or not 0 < token.index - noun.index < 15:
            return
        found = self.mentions.headed(noun)
        if found and token.sentence == noun.sentence and self._may_be(found, token) and not self.cast.over(token):
            self.mentions.add(self.mentions.member(found), token.index, token.index + 1, "relative", via=found)

    def _may_be(self, seen: Seen, token: Token) -> bool:
        """Tell whether a relative pronoun may stand for an actor: "who" for people, and never "in which"."""
        kind = self.mentions.member(seen).kind
        if token.lower in {"who", "whom"}:
            return kind not in {"state", "bloc"}
        return token.dep != "pobj" or kind in {"person", "group"}

    def take_first_person(self, token: Token, sentence: Sentence) -> None:
        """Resolve "I" (and "we", of a body or group) to who speaks the quotation."""
        single = token.lower in self.words.first
        if not single and token.lower not in self.words.first_plural or token.text == "US":  # noqa: RUF021
            return
        found = self._speaker(token, sentence)
        if found is not None and not single and self.mentions.member(found).kind == "person":
            found = body_of(self.mentions, found)
        if found is None:
            return
        if (self.mentions.member(found).kind == "person") == single:
            self.mentions.add(self.mentions.member(found), token.index, token.index + 1, "pronoun", via=found)

    # --- by number and gender -----------------------------------------------------------------------------------------

    def _person(self, token: Token, sentence: Sentence, gender: str) -> None:
        speaker = self._speaker(token, sentence) if token.index in self.mentions.quoted else None
        apart = [self.mentions.member(seen) for seen in (speaker, self._coargument(token)) if seen]
        tried: list[Seen] = []
        for seen in self._candidates(token, sentence):
            member = self.mentions.member(seen)
            if member.kind != "person" or member in apart or member.gender not in {None, gender}:
                continue
            if all(self.mentions.member(each) is not member for each in tried):
                tried.append(seen)
            if len(tried) == TRIED:
                break
        if not tried:
            return
        known = next((seen for seen in tried if self.mentions.member(seen).gender == gender), tried[0])
        chosen = known if self.mentions.member(tried[0]).noun or known is tried[0] else tried[0]
        if len(tried) == 1:
            self.mentions.member(chosen).gender = gender
        self._add(token, chosen)

    def _plural(self, token: Token, sentence: Sentence) -> None:
        """Resolve "they" to the nearest plural, and to nobody where that is a noun that names no actor of ours."""
        for head in self._plurals(token, sentence):
            seen = self.mentions.headed(head)
            if seen is None:
                return
            for each in self._together(seen):
                self._add(token, each)
            return

    def _plurals(self, token: Token, sentence: Sentence) -> Iterator[Token]:
        """Yield the heads that "they" may mean: subjects above, then the sentence and the one before, then a body."""
        bodies: list[Token] = []
        for subject in self.mentions.subjects_above(token):
            forward = subject.index > token.index
            if self._is_coargument(token, subject) or (forward and not self._is_fronted(token, subject)):
                continue
            if self._is_many(subject):
                yield subject
            elif self._is_police(subject):
                bodies.append(subject)
        yield from self._many(sentence.first, token.index, token)
        for back in range(1, PLURAL_REACH + 1):
            if sentence.index < back:
                break
            before = self.parse.sentences[sentence.index - back]
            yield from self._many(before.first, before.last, token)
            if before.paragraph == sentence.paragraph and (root := self._subject_of(before)) and self._is_police(root):
                bodies.append(root)
        yield from bodies

    def _many(self, first: int, last: int, token: Token) -> list[Token]:
        """Return the plural nouns between two words that are open to a pronoun, subjects first, then the nearest."""
        found = [
            each
            for each in reversed(self.parse.tokens[first:last])
            if self._is_many(each)
            and (token.index in self.mentions.quoted or each.index not in self.mentions.quoted)
            and not self._is_coargument(token, each)
        ]
        return sorted(found, key=lambda each: each.dep not in SUBJECTS)

    def _is_many(self, head: Token) -> bool:
        """Tell whether a word is the head of several: a plural noun, a group of ours, or two that are coordinated."""
        if head.pos not in {"NOUN", "PROPN", "PRON"} or head.entity in COUNTED:
            return False
        seen = self.mentions.headed(head)
        if seen and head.pos != "PRON" and self.mentions.member(seen).kind == "state" and not self._is_joined(head):
            return False
        if head.pos == "PRON":
            return seen is not None and head.lower in self.words.plural
        plural = head.tag in PLURAL_TAGS or (seen is not None and self.mentions.member(seen).plural)
        return plural and (seen is not None or not self.cast.over(head)) or self._is_joined(head)  # noqa: RUF021

    def _is_joined(self, head: Token) -> bool:
        return head.dep not in {"appos", "conj"} and len(self.parse.conjuncts(head)) > 1

    def _subject_of(self, sentence: Sentence) -> Token | None:
        root = next((each for each in self.parse.tokens_of(sentence) if each.head == each.index), None)
        return self.parse.child(root, *sorted(SUBJECTS)) if root else None

    def _thing(self, token: Token, sentence: Sentence) -> None:
        if self._is_empty(token):
            return
        for subject in self.mentions.subjects_above(token):
            seen = self.mentions.headed(subject)
            if seen and self._is_thing(seen) and not self._is_coargument(token, subject):
                self._add(token, seen)
                return
            if seen is None and subject.pos in {"NOUN", "PROPN"} and not self._is_coargument(token, subject):
                return
        subject_before = self._subject_before(token, sentence)
        if subject_before and self._is_thing(subject_before):
            self._add(token, subject_before)

    def _subject_before(self, token: Token, sentence: Sentence) -> Seen | None:
        """Return the mention that is the main subject of the sentence before, of the same paragraph."""
        inside = [seen for seen in self.mentions.between(sentence.first, token.index) if self._is_thing(seen)]
        if inside and token.tag == "PRP$":
            return inside[-1]
        if self._is_acting(token):
            return next((seen for seen in self._candidates(token, sentence) if self._is_thing(seen)), None)
        if sentence.index == 0:
            return None
        before = self.parse.sentences[sentence.index - 1]
        if before.paragraph != sentence.paragraph:
            return None
        root = next((each for each in self.parse.tokens_of(before) if each.head == each.index), None)
        subject = self.parse.child(root, "nsubj", "nsubjpass") if root else None
        return self.mentions.headed(subject) if subject else None

    def _candidates(self, token: Token, sentence: Sentence) -> Iterator[Seen]:
        """Yield mentions before a pronoun, the likelier first."""
        for subject in self.mentions.subjects_above(token):
            seen = self.mentions.headed(subject)
            forward = subject.index > token.index
            if seen and not self._is_coargument(token, subject) and (not forward or self._is_fronted(token, subject)):
                yield seen
        inside = [
            seen for seen in reversed(self.mentions.between(sentence.first, token.index)) if self._open(seen, token)
        ]
        yield from self._subjects_first(
            [seen for seen in inside if not self._is_coargument(token, self.parse.tokens[seen.head])]
        )
        for back in range(1, REACH + 1):
            if sentence.index < back:
                return
            before = self.parse.sentences[sentence.index - back]
            seen_before = [seen for seen in self.mentions.between(before.first, before.last) if self._open(seen, token)]
            yield from self._subjects_first(seen_before)

    def _subjects_first(self, found: list[Seen]) -> list[Seen]:
        return sorted(found, key=lambda seen: not self.mentions.is_subject(seen))

    def _open(self, seen: Seen, token: Token) -> bool:
        """Tell whether a mention can be meant from where the pronoun stands: not from outside into a quotation."""
        return token.index in self.mentions.quoted or seen.head not in self.mentions.quoted

    def _is_coargument(self, token: Token, other: Token) -> bool:
        """Tell whether pronoun and noun are subject and object of one verb, so that they cannot be the same."""
        if token.tag == "PRP$" or token.lower in self.words.reflexive:
            return False
        verb = self.parse.head(token)
        if token.dep == "pobj":
            verb = self.parse.head(verb)
        return is_verbal(verb) and other.head == verb.index

    def _coargument(self, token: Token) -> Seen | None:
        """Return the subject of the verb whose object the pronoun is."""
        if token.dep not in {"dobj", "dative", "pobj"} or token.lower in self.words.reflexive:
            return None
        verb = self.parse.head(self.parse.head(token)) if token.dep == "pobj" else self.parse.head(token)
        subject = self.parse.child(verb, "nsubj", "nsubjpass")
        return self.mentions.headed(subject) if subject else None

    def _is_fronted(self, token: Token, subject: Token) -> bool:
        """Tell whether the pronoun stands in an opening phrase before its subject: "In his speech, X said"."""
        verb = self.parse.head(subject)
        top = token
        for above in self.parse.ancestors(token):
            if above.index == verb.index:
                break
            top = above
        return top.dep in {"prep", "advcl", "npadvmod", "advmod"} and top.index < subject.index

    def _is_thing(self, seen: Seen) -> bool:
        member = self.mentions.member(seen)
        return member.kind in BODIES and not (member.plural and member.noun)

    def _is_police(self, subject: Token) -> bool:
        """Tell whether a subject is a body of many people, which "they" may mean ("Hamas said they …")."""
        seen = self.mentions.headed(subject)
        return seen is not None and self.mentions.member(seen).kind in {"organization", "armed_group"}

    def _is_empty(self, token: Token) -> bool:
        verb = self.parse.head(token)
        if token.dep not in {"nsubj", "nsubjpass", "expl"} or verb.lemma not in self.words.empty:
            return False
        below = self.parse.child(verb, "acomp")
        clause = self.parse.child(verb, "ccomp", "xcomp", "csubj", "attr") or (
            below and self.parse.child(below, "ccomp", "xcomp")
        )
        return verb.head == verb.index or clause is not None

    def _is_acting(self, token: Token) -> bool:
        return token.dep == "nsubj" and self.parse.head(token).lemma in self.words.acting

    def _together(self, seen: Seen) -> list[Seen]:
        """Return a mention with all that are coordinated with it."""
        found = [self.mentions.headed(each) for each in self.parse.conjuncts(self.parse.tokens[seen.head])]
        members = [each for each in found if each]
        return members if len(members) > 1 else [seen]

    def _add(self, token: Token, seen: Seen) -> None:
        self.mentions.add(self.mentions.member(seen), token.index, token.index + 1, "pronoun", via=seen)

    # --- quotations ------------------------------------------------------------------------------------------------------

    def _speaker(self, token: Token, sentence: Sentence) -> Seen | None:
        """Return who speaks the quotation around a token: the subject outside it above, else beside it in the paragraph."""
        for subject in self.mentions.subjects_above(token):
            seen = self.mentions.headed(subject)
            if seen and subject.index not in self.mentions.quoted:
                return seen
        first, last = self._stretch(token)
        for near in dict.fromkeys((sentence.index, first, last)):
            if found := self._outside(self.parse.sentences[near]):
                return found
        for near in (first - 1, first - 2, last + 1):
            if 0 <= near < len(self.parse.sentences) and self.parse.sentences[near].paragraph == sentence.paragraph:
                found = self._outside(self.parse.sentences[near])
                if found and self._acts(found):
                    return found
        return None

    def _stretch(self, token: Token) -> tuple[int, int]:
        """Return the numbers of the first and last sentence of the quotation around a word."""
        first = last = token.index
        while first - 1 in self.mentions.quoted:
            first -= 1
        while last + 1 in self.mentions.quoted:
            last += 1
        return self.parse.tokens[first].sentence, self.parse.tokens[last].sentence

    def _outside(self, sentence: Sentence) -> Seen | None:
        found = [
            seen
            for seen in self.mentions.between(sentence.first, sentence.last)
            if seen.head not in self.mentions.quoted and self.mentions.is_subject(seen) and self._speaks(seen)
        ]
        return found[0] if found else None

    def _speaks(self, seen: Seen) -> bool:
        member: Member = self.mentions.member(seen)
        return member.kind == "person" or (self._acts(seen) and member.kind in SPEAKING)

    def _acts(self, seen: Seen) -> bool:
        return self.parse.head(self.parse.tokens[seen.head]).lemma in self.words.acting
