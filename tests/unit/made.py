"""Readings made by hand, with a record of every kind, for tests that must not depend on what the stages find."""

import msgspec

from diurna.records import (
    Actor,
    ActorMention,
    Article,
    Block,
    Claim,
    Date,
    DateRef,
    Event,
    Figure,
    Mention,
    ModelVersion,
    Place,
    PlaceMention,
    PlaceRef,
    Problem,
    Provenance,
    Published,
    Reading,
    Relay,
    Revision,
    Role,
    Span,
    Statement,
    article_id,
    finding_id,
    sha256,
)

TITLE = "Truce signed 😀"
BODY = (
    "Kenya shelled Moyale in Ethiopia on 6 May, killing more than 40 people, up from 12, the Red Cross said. "
    "“We will not stop,” Grace Otieno told Abebe Tadesse, state television reported."
)


def reading(
    body: str = BODY, *, source: str = "made.txt", published: str | None = "2021-05-08", version: str = "0.1.0"
) -> Reading:
    """Return a reading of a title and `body`; the records stand where their words stand in `BODY`."""
    text = f"{TITLE}\n\n{body}"
    identity = article_id(url=None, row=None, text=text)
    start = len(TITLE) + 2

    def at(words: str) -> Span:
        place = max(text.find(words, start), 0)
        return Span(place, place + len(words))

    kenya = ActorMention(span=at("Kenya"), actor="kenya")
    ethiopia = ActorMention(span=at("Ethiopia"), actor="ethiopia")
    otieno = ActorMention(span=at("Grace Otieno"), actor="x:otieno")
    tadesse = ActorMention(span=at("Abebe Tadesse"), actor=None)
    cross = ActorMention(span=at("the Red Cross"), actor="red-cross")
    moyale = PlaceRef(span=at("Moyale"), place="geonames:187717", precision="city")
    day = DateRef(span=at("6 May"), begin="2021-05-06", end="2021-05-06", precision="day", basis="syntax")
    said, shelled, killed = (
        finding_id("s", identity, (1, 2, 3)),
        finding_id("e", identity, (1,)),
        finding_id("f", identity, (1,)),
    )
    return Reading(
        article=Article(
            id=identity,
            source=source,
            url="https://example.org/truce",
            outlet="Example Wire",
            authors=("A. Writer",),
            language="en",
            published=Published(value=published, basis="given" if published else None),
            title=Span(0, len(TITLE)),
            headline=None,
            text=text,
            text_sha256=sha256(text),
            origin=None,
            paragraphs=(Span(0, len(TITLE)), Span(start, len(text))),
            sentences=(Span(0, len(TITLE)), Span(start, at(" “We").start), Span(at("“We").start, len(text))),
            blocks=(Block(span=Span(0, start), role="title"), Block(span=Span(start, len(text)), role="body")),
        ),
        actors=(
            _actor("kenya", "Kenya", "state", "KEN", at("Kenya")),
            _actor("ethiopia", "Ethiopia", "state", "ETH", at("Ethiopia")),
            _actor("x:otieno", "Grace Otieno", "person", "KEN", at("Grace Otieno")),
            _actor("red-cross", "International Committee of the Red Cross", "organization", "NGO", at("the Red Cross")),
        ),
        places=(
            _place("geonames:187717", "Moyale", "city", "ETH", at("Moyale"), lat=3.53, lon=39.06),
            _place("geonames:337996", "Ethiopia", "country", "ETH", at("Ethiopia"), lat=None, lon=None),
        ),
        dates=(
            Date(
                span=at("6 May"),
                type="DATE",
                value="2021-05-06",
                mod=None,
                granularity="day",
                begin="2021-05-06",
                end="2021-05-06",
                anchor="published",
            ),
            Date(
                span=at("6 May"),
                type="DATE",
                value=None,
                mod=None,
                granularity=None,
                begin=None,
                end=None,
                anchor=Span(0, 5),
            ),
        ),
        statements=(
            Statement(
                id=said,
                span=Span(at("“We").start, len(text) - 1),
                kind="direct",
                speaker=otieno,
                speakers=(otieno,),
                addressee=tadesse,
                addressees=(tadesse,),
                cue=at("told"),
                content=(at("“We will not stop,”"),),
                quoted=(at("We will not stop,"),),
                antecedent=None,
                relay=(Relay(span=at("state television"), actor=None, cue=at("reported")),),
                act="threaten",
                polarity="positive",
                parent=None,
                rule="quotation-left",
                confidence=0.9,
            ),
        ),
        events=(
            Event(
                id=shelled,
                span=Span(at("Kenya").start, at("6 May").end),
                type="ASSAULT",
                mode="heavy-weapons",
                modes=("heavy-weapons",),
                contexts=("military",),
                cameo="194",
                quad=4,
                goldstein=-10.0,
                plover_score=-9.5,
                trigger=at("shelled"),
                actors=(kenya,),
                recipients=(ethiopia,),
                place=moyale,
                date=day,
                status="actual",
                claimed_by=cross,
                claims=(Claim(span=cross.span, actor="red-cross", statement=said, stance="asserts"),),
                statement=said,
                rule="shell-object",
                confidence=0.8,
            ),
        ),
        figures=(
            Figure(
                id=killed,
                span=at("more than 40"),
                number=at("40"),
                low=41,
                best=None,
                high=None,
                qualifier="more_than",
                word=None,
                category="killed",
                unit="people",
                counted=at("people"),
                measure="stock",
                per=None,
                source=cross,
                relay=(),
                place=moyale,
                date=day,
                status="reported",
                modality=None,
                subset_of=None,
                change="revision",
                revises=Revision(span=at("12"), low=12, best=12, high=12, figure=None),
                event=shelled,
                statement=None,
                rule="killed-object",
                confidence=0.85,
            ),
        ),
        problems=(Problem(stage="mark", code="place-unknown", span=at("Moyale"), message="two of that name"),),
        provenance=Provenance(
            diurna=version,
            rules_sha256=sha256("rules"),
            models=(ModelVersion(name="made", sha256=sha256("model")),),
            gazetteer_sha256=None,
            settings_sha256=sha256(""),
            raw_sha256=sha256(text),
            raw_encoding="utf-8",
            extractor=None,
        ),
    )


def broken(made: Reading) -> Reading:
    """Return the reading as it is stored when reading the article broke off."""
    fault = Problem(stage="run", code="failed", span=None, message="ZeroDivisionError: division by zero")
    return msgspec.structs.replace(made, statements=(), events=(), figures=(), problems=(fault,))


def _actor(identity: str, name: str, kind: str, country: str, span: Span) -> Actor:
    role = Role(title="minister", country=country, begin="2020-01-01", end=None, by="table")
    return Actor(
        id=identity,
        name=name,
        kind=kind,  # type: ignore[arg-type]
        country=country,
        sectors=("GOV",),
        wikidata=None,
        roles=(role,),
        mentions=(Mention(span=span, by="name"),),
    )


def _place(  # noqa: PLR0913 - a place has that many facts
    identity: str, name: str, precision: str, country: str, span: Span, *, lat: float | None, lon: float | None
) -> Place:
    return Place(
        id=identity,
        name=name,
        kind="city",
        country=country,
        lat=lat,
        lon=lon,
        precision=precision,  # type: ignore[arg-type]
        mentions=(PlaceMention(span=span, use="literal"),),
    )
