"""A statement in the making: token numbers instead of positions, and what the later steps may still change."""

from dataclasses import dataclass, field

from diurna.parse.layout import Token
from diurna.records import Act, ActorMention, Polarity, Relay, Span

Range = tuple[int, int]
"""Tokens, half-open."""


@dataclass(kw_only=True)
class Saying:
    """Who says what, found so far: `ranges` hold the content in text order, `words` the attribution itself (speaker, cue, rest).

    `named` is false for a speaker who is only a pronoun, `proper` true for one with a proper name, `finite` false for
    a participle or an infinitive as cue.
    """

    cue: Token | None
    cue_span: Span | None
    frame: str
    group: str
    act: Act
    confidence: float
    words: Range
    ranges: list[Range]
    speakers: tuple[ActorMention, ...] = ()
    addressees: tuple[ActorMention, ...] = ()
    antecedent: Span | None = None
    polarity: Polarity = "positive"
    named: bool = True
    proper: bool = False
    finite: bool = True
    relay: tuple[Relay, ...] = field(default=())

    @property
    def start(self) -> int:
        """The first token of attribution and content."""
        return min(self.words[0], self.ranges[0][0])

    @property
    def end(self) -> int:
        """The token after the last one of attribution and content."""
        return max(self.words[1], self.ranges[-1][1])
