"""Findings at or above a confidence, with the links among them mended, so that no id points at what was left out."""

from collections.abc import Callable
from typing import Any

import msgspec

from diurna.records import Claim, Event, Figure, Finding, Reading, Statement

replace = msgspec.structs.replace


def confident(reading: Reading, least: float | None) -> Reading:
    """Return a reading without its findings below `least` (0 to 1); None leaves out none.

    A link to a finding that was left out becomes None; only a statement inside another one hangs on the nearest around
    it that stays.  Actors, places, dates and problems stay as they are: they are marks of the text and not findings.
    """
    left_out = below(reading, least)
    if not left_out:
        return reading
    return replace(
        reading,
        **{
            kind: tuple(mended(one, left_out) for one in getattr(reading, kind) if one.id not in left_out)
            for kind in ("statements", "events", "figures")
        },
    )


def below(reading: Reading, least: float | None) -> dict[str, str | None]:
    """Return the id of every finding below a confidence -> the id of the statement around it, None where none is."""
    if least is None:
        return {}
    findings: tuple[Finding, ...] = (*reading.statements, *reading.events, *reading.figures)
    return {one.id: one.parent if isinstance(one, Statement) else None for one in findings if one.confidence < least}


def mended(finding: Finding, left_out: dict[str, str | None]) -> Finding:
    """Return a finding without links to those left out."""
    return MENDED[type(finding)](finding, left_out) if left_out else finding


def _statement(statement: Statement, left_out: dict[str, str | None]) -> Statement:
    parent = statement.parent
    while parent is not None and parent in left_out:
        parent = left_out[parent]
    return replace(statement, parent=parent)


def _event(event: Event, left_out: dict[str, str | None]) -> Event:
    claims = tuple(_claim(claim, left_out) for claim in event.claims)
    return replace(event, statement=_kept(event.statement, left_out), claims=claims)


def _claim(claim: Claim, left_out: dict[str, str | None]) -> Claim:
    """Return the claim, which outlives its statement: who claims it, and in what words, is part of the event."""
    return replace(claim, statement=_kept(claim.statement, left_out))


def _figure(figure: Figure, left_out: dict[str, str | None]) -> Figure:
    older = figure.revises
    return replace(
        figure,
        event=_kept(figure.event, left_out),
        statement=_kept(figure.statement, left_out),
        subset_of=_kept(figure.subset_of, left_out),
        revises=replace(older, figure=_kept(older.figure, left_out)) if older else None,
    )


def _kept(link: str | None, left_out: dict[str, str | None]) -> str | None:
    return None if link in left_out else link


MENDED: dict[type, Callable[[Any, dict[str, str | None]], Finding]] = {
    Statement: _statement,
    Event: _event,
    Figure: _figure,
}
