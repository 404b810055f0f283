"""A finding in one line, and its passage with the words of every slot in colour."""

from collections.abc import Iterable

from diurna.ledger.found import Found, slots
from diurna.records import ActorMention, Category, DateRef, Event, Figure, PlaceRef, Relay, Statement

STYLES = {
    "speaker": "bold cyan",
    "speakers": "bold cyan",
    "actors": "bold cyan",
    "source": "bold cyan",
    "addressee": "bold magenta",
    "addressees": "bold magenta",
    "recipients": "bold magenta",
    "relay": "cyan",
    "claimed_by": "cyan",
    "claims": "cyan",
    "cue": "bold yellow",
    "trigger": "bold yellow",
    "number": "bold yellow",
    "content": "green",
    "counted": "green",
    "place": "blue",
    "date": "red",
}
"""One colour per part that a slot plays: who, to whom, by what word, what, where, when."""


LABELS: dict[Category, str] = {
    "aid_money": "in aid",
    "animals": "",
    "arms": "",
    "homes_damaged": "damaged",
    "in_need": "in need",
    "money_other": "",
    "other": "",
    "protesters": "",
    "share": "",
    "troops": "",
}
"""What a category is called behind the words counted, where that is not its name."""

IMPLIED = {"unk": "somebody unknown", "uaf": "unidentified armed men"}
"""Parties that the codebook implies and nobody names."""


def line(found: Found) -> str:
    """Return a finding as one line of plain words."""
    record = found.record
    if isinstance(record, Statement):
        return _statement(found, record)
    if isinstance(record, Event):
        return _event(found, record)
    return _figure(found, record)


def who(found: Found, parties: tuple[ActorMention | Relay, ...]) -> str:
    """Return the names of some parties, by table, else by their words; empty where there is none."""
    return " and ".join(name for party in parties if (name := party_name(found, party)))


def party_name(found: Found, party: ActorMention | Relay | None) -> str | None:
    """Return the name of a party, else its words, else None."""
    if party is None:
        return None
    if party.actor in found.names:
        return found.names[party.actor]
    return (party.span and found.passage.words(party.span)) or IMPLIED.get(party.actor or "", party.actor)


def place_name(found: Found, place: PlaceRef | None) -> str | None:
    """Return the name of a finding's place, else its words, else None."""
    if place is None:
        return None
    return found.names.get(place.place or "") or found.passage.words(place.span)


def days(date: DateRef | None) -> str | None:
    """Return "2022-02-24", "2022-02-21..2022-02-27", "2022-02-24.." or None."""
    if date is None or not (date.begin or date.end):
        return None
    return date.begin if date.begin == date.end else f"{date.begin or ''}..{date.end or ''}"


def bounds(figure: Figure) -> str:
    """Return "12", "5001..", "..299", "20..30", "≈400" or "≈400..400": what is known of the number."""
    low, best, high = number(figure.low), number(figure.best), number(figure.high)
    if low == best == high:
        return best
    return f"{f'≈{best}' if best else ''}{f'{low}..{high}' if low or high else ''}"


def number(value: float | None) -> str:
    """Return a number without a needless fraction, empty for None."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)


def event_type(event: Event) -> str:
    """Return "ASSAULT/airstrike", or the contexts of a happening without a type."""
    kind = event.type or "/".join(event.contexts) or "event"
    return f"{kind}/{event.mode}" if event.mode else kind


def content(found: Found) -> str:
    """Return the words that were said, on one line."""
    return " … ".join(" ".join(words.split()) for words in found.words.get("content", ()))


def figure_words(found: Found, figure: Figure) -> str:
    """Return "nearly 40 miners killed"."""
    words = [" ".join((found.passage.words(figure.span) or "").split())]
    counted = found.passage.words(figure.counted) if figure.counted else None
    if counted and counted not in words[0]:
        words.append(" ".join(counted.split()))
    words.append(LABELS.get(figure.category, figure.category))
    return " ".join(word for word in words if word)


def _statement(found: Found, record: Statement) -> str:
    speakers = who(found, record.speakers or ((record.speaker,) if record.speaker else ())) or "somebody"
    addressees = who(found, record.addressees or ((record.addressee,) if record.addressee else ()))
    said = "did not say" if record.polarity == "negative" else "said"
    to = f" to {addressees}" if addressees else ""
    relay = who(found, record.relay)
    via = f" (passed on by {relay})" if relay else ""
    act = "" if record.act in {"assert", "other"} else f" [{record.act}]"
    return f"{speakers} {said}{to}{via}{act}: {content(found)}"


def _event(found: Found, record: Event) -> str:
    parts = [who(found, record.actors) or "somebody", "→", event_type(record)]
    recipients = who(found, record.recipients)
    if recipients:
        parts += ["→", recipients]
    parts += _where_and_when(found, record)
    claimed = party_name(found, record.claimed_by)
    parts.append(f"({record.status}, claimed by {claimed})" if claimed else f"({record.status})")
    return " ".join(parts)


def _figure(found: Found, record: Figure) -> str:
    unit = f" {record.unit}" if record.unit and record.unit not in {"people", "items"} else ""
    parts = [figure_words(found, record), f"({bounds(record)}{unit})"]
    parts += _where_and_when(found, record)
    source = party_name(found, record.source)
    if source:
        parts.append(f"according to {source}")
    if record.status != "reported":
        parts.append(f"[{record.modality or record.status}]")
    return " ".join(parts)


def _where_and_when(found: Found, record: Event | Figure) -> list[str]:
    parts = []
    place, date = place_name(found, record.place), days(record.date)
    if place:
        parts.append(f"at {place}")
    if date:
        parts.append(f"on {date}")
    return parts


def highlights(findings: Iterable[Found]) -> list[tuple[int, int, str]]:
    """Return (start, end, style) for every slot with a colour of findings in one passage, long stretches first."""
    seen = {
        (span.start - found.passage.span.start, span.end - found.passage.span.start, STYLES[slot])
        for found in findings
        for slot, span in slots(found.record)
        if slot in STYLES and found.passage.span.covers(span)
    }
    return sorted(seen, key=lambda mark: (mark[0] - mark[1], mark))
