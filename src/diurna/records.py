"""The nouns: every type that leaves a stage or enters the ledger, declared here and nowhere else.

All positions are half-open spans in Unicode code points of `Article.text`.
Unknown is `None` or an empty tuple.  The JSON form is the exchange format `diurna/reading/1`.
"""

import hashlib
from typing import Literal

import msgspec

SCHEMA = "diurna/reading/1"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that never changes; build a new one with `msgspec.structs.replace`."""


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """`[start, end)` in code points of the article's text; written `[start, end]` in JSON."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Tell whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def covering(*spans: Span | None) -> Span:
    """Return the smallest span that covers all given ones; None is skipped; at least one must be a span."""
    known = [span for span in spans if span is not None]
    return Span(min(span.start for span in known), max(span.end for span in known))


# --- the article -----------------------------------------------------------------------------------------------------

BlockRole = Literal[
    "title", "body", "byline", "dateline", "caption", "related", "form", "comments", "menu", "debris"
]  # fmt: skip
PublishedBasis = Literal["given", "metadata", "url", "text"]
Stage = Literal["read", "parse", "mark", "extract", "run"]


class Block(Record, frozen=True, kw_only=True):
    """A stretch of the text with one role; blocks tile the text without overlap."""

    span: Span
    role: BlockRole


class Published(Record, frozen=True, kw_only=True):
    """When the report appeared: an ISO date or date-time, and how we know."""

    value: str | None
    basis: PublishedBasis | None


class Origin(Record, frozen=True, kw_only=True):
    """The agency credited with the text, and the words that credit it."""

    span: Span
    name: str


class Article(Record, frozen=True, kw_only=True):
    """One report: its whole text, kept as it came, and what is known about it."""

    id: str
    source: str
    url: str | None
    outlet: str | None
    authors: tuple[str, ...]
    language: str | None
    published: Published
    title: Span | None
    headline: str | None
    text: str
    text_sha256: str
    origin: Origin | None
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    blocks: tuple[Block, ...]


class Problem(Record, frozen=True, kw_only=True):
    """What was strange or dropped, where, and why; reading goes on."""

    stage: Stage
    code: str
    span: Span | None
    message: str


class Document(Record, frozen=True, kw_only=True):
    """An article as a reader yields it, with what reading it told: the bytes' hash and encoding, the extractor, problems.

    `vague` names the profile of vague words by which its figures are to be read.
    """

    article: Article
    raw_sha256: str
    raw_encoding: str | None
    extractor: str | None
    problems: tuple[Problem, ...] = ()
    vague: str = "ours"


# --- marks: who, where, when, how many ---------------------------------------------------------------------------------

ActorKind = Literal["person", "state", "organization", "armed_group", "bloc", "group", "unknown"]
MentionBy = Literal[
    "name", "surname", "acronym", "alias", "spelling", "role", "demonym", "metonym", "description", "relative", "pronoun"
]  # fmt: skip
PlaceUse = Literal["literal", "associative"]
Precision = Literal["exact", "city", "admin2", "admin1", "country", "region", "sea"]
Granularity = Literal[
    "second", "minute", "hour", "daypart", "day", "week", "weekend", "month", "quarter", "season", "half", "year",
    "decade", "century",
]  # fmt: skip
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
RoleBasis = Literal["table", "text"]


class Role(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An office or function of an actor, with the dates between which it was held (inclusive, None where open).

    A date is an ISO day, month or year, only as precise as it is known; `sure` is false where the actor perhaps did not
    hold the office on the day of the report.
    """

    title: str
    country: str | None
    begin: str | None
    end: str | None
    by: RoleBasis
    sure: bool = True


class Mention(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Words that name an actor, and how they were understood; `via` is the span they leaned on."""

    span: Span
    by: MentionBy
    via: Span | None = None


class Actor(Record, frozen=True, kw_only=True):
    """Somebody or something that speaks or acts in the article, with every mention found.

    `id` and `name` of one in the tables are the tables', so that they are the same in every article; of another, `name` is the
    fullest that the article gives.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    roles: tuple[Role, ...]
    mentions: tuple[Mention, ...]


class PlaceMention(Record, frozen=True, kw_only=True):
    """Words that name a place: the place itself (literal), or its government or people (associative)."""

    span: Span
    use: PlaceUse


class Place(Record, frozen=True, kw_only=True):
    """A place with every mention found; `lat` and `lon` in degrees, None where we do not know."""

    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    mentions: tuple[PlaceMention, ...]


class Date(Record, frozen=True, kw_only=True):
    """A time expression: TIMEX3 type, value and mod, and its interval of inclusive days (or date-times)."""

    span: Span
    type: DateType
    value: str | None
    mod: str | None
    granularity: Granularity | None
    begin: str | None
    end: str | None
    anchor: Literal["published", "none"] | Span


Qualifier = Literal["exact", "more_than", "at_least", "fewer_than", "at_most", "nearly", "approx", "range", "vague"]


class Quantity(Record, frozen=True, kw_only=True):
    """A number with its qualifier words: `span` includes the qualifier, `number` does not.  Stays inside the program.

    `low`, `best` and `high` are bounds of a count of things; `unit` is "percent", an ISO 4217 code, or None for a bare
    number; `word` keeps a vague word ("dozens"); `head` is the token index of the counted noun or of the number.
    """

    span: Span
    number: Span
    low: float | int | None
    best: float | int | None
    high: float | int | None
    qualifier: Qualifier
    word: str | None
    unit: str | None
    head: int


# --- findings -----------------------------------------------------------------------------------------------------------


class ActorMention(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The words that name a party, and the actor they name; an implied party has no words."""

    span: Span | None
    actor: str | None
    implied: bool = False


class Relay(Record, frozen=True, kw_only=True):
    """One who passes a statement on: "state media quoted …"."""

    span: Span
    actor: str | None
    cue: Span | None


StatementKind = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "assert", "accuse", "deny", "demand", "request", "promise", "threaten", "warn", "praise", "propose", "ask", "estimate", "other"
]  # fmt: skip
Polarity = Literal["positive", "negative"]


class Statement(Record, frozen=True, kw_only=True):
    """Somebody says something to somebody: speaker, cue, content, addressee (quotation attribution)."""

    id: str
    span: Span
    kind: StatementKind
    speaker: ActorMention | None
    speakers: tuple[ActorMention, ...]
    addressee: ActorMention | None
    addressees: tuple[ActorMention, ...]
    cue: Span | None
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    antecedent: Span | None
    relay: tuple[Relay, ...]
    act: Act
    polarity: Polarity
    parent: str | None
    rule: str
    confidence: float


EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["actual", "planned", "demanded", "hypothetical", "negated", "historical"]
Basis = Literal["syntax", "sentence", "paragraph", "article"]


class PlaceRef(Record, frozen=True, kw_only=True):
    """Where a finding is: the words, the place they name, how precise."""

    span: Span
    place: str | None
    precision: Precision | None


class DateRef(Record, frozen=True, kw_only=True):
    """When a finding is: the words (None where only the article tells), inclusive ISO bounds, how precise, how found."""

    span: Span | None
    begin: str | None
    end: str | None
    precision: Granularity | None
    basis: Basis


class Claim(Record, frozen=True, kw_only=True):
    """Somebody asserts or denies that an event happened."""

    span: Span | None
    actor: str | None
    statement: str | None
    stance: Literal["asserts", "denies"]


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom, in PLOVER's terms with CAMEO beside it; `type` is None for accidents and disasters."""

    id: str
    span: Span
    type: EventType | None
    mode: str | None
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    goldstein: float | None
    plover_score: float | None
    trigger: Span
    actors: tuple[ActorMention, ...]
    recipients: tuple[ActorMention, ...]
    place: PlaceRef | None
    date: DateRef | None
    status: EventStatus
    claimed_by: ActorMention | None
    claims: tuple[Claim, ...]
    statement: str | None
    rule: str
    confidence: float


Category = Literal[
    "killed", "injured", "missing", "detained", "abducted", "displaced", "refugees", "returned", "evacuated", "in_need",
    "affected", "infected", "casualties", "troops", "protesters", "arms", "homes_damaged", "aid_money", "money_other",
    "share", "animals", "other",
]  # fmt: skip
Measure = Literal["stock", "flow"]
FigureStatus = Literal["reported", "projected", "denied", "zero"]
Modality = Literal["feared", "estimated", "pledged", "planned"]
Change = Literal["increment", "cumulative", "revision"]


class Revision(Record, frozen=True, kw_only=True):
    """The older value that a figure replaces ("up from 40")."""

    span: Span
    low: float | int | None
    best: float | int | None
    high: float | int | None
    figure: str | None


class Figure(Record, frozen=True, kw_only=True):
    """A count of people, things or money, as somebody reported it, with bounds, hedge and source."""

    id: str
    span: Span
    number: Span
    low: float | int | None
    best: float | int | None
    high: float | int | None
    qualifier: Qualifier
    word: str | None
    category: Category
    unit: str | None
    counted: Span | None
    measure: Measure | None
    per: str | None
    source: ActorMention | None
    relay: tuple[Relay, ...]
    place: PlaceRef | None
    date: DateRef | None
    status: FigureStatus
    modality: Modality | None
    subset_of: str | None
    change: Change | None
    revises: Revision | None
    event: str | None
    statement: str | None
    rule: str
    confidence: float


Finding = Statement | Event | Figure


# --- the reading ----------------------------------------------------------------------------------------------------------


class ModelVersion(Record, frozen=True, kw_only=True):
    """A model that took part, by name and hash of its weights."""

    name: str
    sha256: str


class Provenance(Record, frozen=True, kw_only=True):
    """What made the reading: versions and hashes, never a clock time."""

    diurna: str
    rules_sha256: str
    models: tuple[ModelVersion, ...]
    gazetteer_sha256: str | None
    settings_sha256: str
    raw_sha256: str
    raw_encoding: str | None
    extractor: str | None


class Reading(Record, frozen=True, kw_only=True):
    """All that was read from one article: the unit that is stored, shipped and exchanged."""

    schema: str = SCHEMA
    article: Article
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    dates: tuple[Date, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    provenance: Provenance


class Filter(Record, frozen=True, kw_only=True):
    """What to look for in a ledger; a None field does not restrict.

    `actor` and `place` match a name (any case), an id or a country code; `type` an event type, an act or a category;
    `since` and `until` are inclusive ISO dates of the finding, else of publication; `limit` is a number of rows.
    `min_confidence` (0 to 1) leaves out findings below it, and every link to one of them is None.
    """

    actor: str | None = None
    place: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    min_confidence: float | None = None


# --- identity --------------------------------------------------------------------------------------------------------------


def sha256(text: str) -> str:
    """Return the hex SHA-256 of the UTF-8 of a text (lone surrogates must have been replaced)."""
    return hashlib.sha256(text.encode()).hexdigest()


def article_id(*, url: str | None, row: str | None, text: str) -> str:
    """Return `a:` and 24 hex digits over canonical URL, else the row's id, else nothing, and the text's hash."""
    return "a:" + sha256(f"{url or row or ''}\n{sha256(text)}")[:24]


def finding_id(kind: Literal["s", "e", "f"], article: str, anchor: tuple[int, ...], ordinal: int = 0) -> str:
    """Return the id of a statement (s), event (e) or figure (f): prefix and 24 hex digits.

    `anchor` is, for a statement, the cue's span and the first content's start; for an event the trigger; for a figure
    the number.  `ordinal` tells apart findings of one anchor.
    """
    return f"{kind}:" + sha256(f"{article}\n{kind}\n{','.join(map(str, anchor))}\n{ordinal}")[:24]


def local_actor_id(article: str, first: Span) -> str:
    """Return the id of an actor that no table holds: `x:` and 24 hex digits, local to its article."""
    return "x:" + sha256(f"{article}\n{first.start},{first.end}")[:24]
