"""Interviews in question and answer: who is interviewed, and which paragraphs ask.

An article is such an interview where words before its first question tell of a talk with exactly one person, and
paragraphs that ask somebody something follow.  Of several persons the title names the one.
"""

from collections import Counter
from functools import cached_property

from diurna.mark.mentions import Mentions, Seen, references
from diurna.mark.representatives import body_of
from diurna.parse import Sentence, Token

QUESTIONS = 2
"""Paragraphs that ask, without which an article is no interview in question and answer."""

ENDING = 3
"""Words at the end of a paragraph among which its question mark stands ("?”)")."""


class Interview:
    """The interviewed person of an article (None in other articles), and the paragraphs that ask."""

    def __init__(self, mentions: Mentions, sentences: list[Sentence]) -> None:
        self.mentions, self.parse = mentions, mentions.parse
        ended = self._end_in_questions(sentences)
        self.first = min(ended, default=0)
        self.introduced: Seen | None = None
        self.asking: frozenset[int] = frozenset()
        if len(ended) >= QUESTIONS:
            mine = self._counts(sentences, references().pronouns.first)
            yours = self._counts(sentences, references().pronouns.second)
            self.asking = frozenset(each for each in ended if mine[each] <= yours[each])
            if any(yours[each] for each in self.asking):
                self.introduced = self._interviewee([each for each in sentences if each.paragraph < self.first])

    @cached_property
    def _body(self) -> Seen | None:
        """The body that the person leads."""
        return body_of(self.mentions, self.introduced) if self.introduced else None

    def take(self, token: Token, sentence: Sentence) -> None:
        """Resolve a pronoun outside quotation marks: "I" in an answer and "you" in a question mean the person.

        "We" in an answer means the body that the person leads.
        """
        if self.introduced is None or sentence.paragraph < self.first:
            return
        pronouns, asks = references().pronouns, sentence.paragraph in self.asking
        if token.lower in (pronouns.second if asks else pronouns.first):
            meant: Seen | None = self.introduced
        elif token.lower in pronouns.first_plural and not asks and token.text != "US":
            meant = self._body
        else:
            return
        if meant:
            self.mentions.add(self.mentions.member(meant), token.index, token.index + 1, "pronoun", via=meant)

    def _end_in_questions(self, sentences: list[Sentence]) -> frozenset[int]:
        """Return the paragraphs that end in a question outside quotation marks; a title asks nobody."""
        last = {sentence.paragraph: sentence for sentence in sentences if sentence.paragraph}
        return frozenset(
            sentence.paragraph
            for sentence in last.values()
            for token in self.parse.tokens[max(sentence.first, sentence.last - ENDING) : sentence.last]
            if token.text == "?" and token.index not in self.mentions.quoted
        )

    def _counts(self, sentences: list[Sentence], pronouns: tuple[str, ...]) -> Counter[int]:
        """Count some pronouns outside quotation marks in each paragraph."""
        return Counter(
            sentence.paragraph
            for sentence in sentences
            for token in self.parse.tokens_of(sentence)
            if token.lower in pronouns and token.index not in self.mentions.quoted
        )

    def _interviewee(self, opening: list[Sentence]) -> Seen | None:
        """Return the one person with whom somebody talks in the sentences before the first question."""
        talks = [sentence for sentence in opening if self._tells_of_a_talk(sentence)]
        found = self._persons(talks)
        if len(found) != 1:
            titled = self._persons([sentence for sentence in talks or opening[:1] if sentence.paragraph == 0])
            found = titled if talks else {}
        return next(iter(found.values())) if len(found) == 1 else None

    def _tells_of_a_talk(self, sentence: Sentence) -> bool:
        words = references().interviews
        return any(
            (token.lower in words.talk and not self._is_quoted_from(token))
            or (token.lemma in words.talking and self._has_partner(token, "prep"))
            or (token.lemma in words.telling and self._has_partner(token, "dobj", "dative"))
            for token in self.parse.tokens_of(sentence)
        )

    def _is_quoted_from(self, talk: Token) -> bool:
        """Tell whether a talk is only where something was said before: "in an interview with the agency"."""
        article = self.parse.child(talk, "det")
        above = self.parse.head(talk)
        return talk.dep == "pobj" and above.lower == "in" and article is not None and article.lower in {"a", "an"}

    def _has_partner(self, verb: Token, *deps: str) -> bool:
        """Tell whether a verb of talking has a partner: "spoke with the newspaper", "tells the newspaper about …"."""
        partners = references().interviews.partners
        return verb.pos == "VERB" and any(
            child.dep != "prep" or child.lower in partners for child in self.parse.children(verb, *deps)
        )

    def _persons(self, sentences: list[Sentence]) -> dict[int, Seen]:
        """Return the named persons of some sentences, not those talked about: number in the cast -> first mention."""
        found: dict[int, Seen] = {}
        for sentence in sentences:
            for seen in self.mentions.between(sentence.first, sentence.last):
                member = self.mentions.member(seen)
                if member.kind == "person" and member.noun is None and not self._is_topic(seen):
                    found.setdefault(seen.number, seen)
        return found

    def _is_topic(self, seen: Seen) -> bool:
        """Tell whether a mention hangs on "about" or "on"."""
        head = self.parse.tokens[seen.head]
        topics = references().interviews.topics
        return any(above.lower in topics for above in self.parse.ancestors(head) if above.dep == "prep")
