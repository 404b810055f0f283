"""Events: parties, status, place, date, claims, ids."""

import pytest

import diurna
from diurna.records import Event, Reading


def read(text: str) -> Reading:
    return diurna.read(text, published="2024-06-15")


def only(reading: Reading, kind: str) -> Event:
    found = [event for event in reading.events if event.type == kind]
    assert len(found) == 1, [(event.type, event.rule) for event in reading.events]
    return found[0]


def names(reading: Reading, event: Event, side: str) -> list[str]:
    by_id = {actor.id: actor.name for actor in reading.actors}
    return [by_id.get(party.actor or "", party.actor or "") for party in getattr(event, side)]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Ethiopia and Kenya condemned Sudan.", "ACCUSE", ["Ethiopia", "Kenya"], ["Sudan"]),
        ("Sudan was condemned by Ethiopia.", "ACCUSE", ["Ethiopia"], ["Sudan"]),
        ("The Ethiopian invasion was condemned by Kenya.", "ACCUSE", ["Kenya"], ["Ethiopia"]),
        ("Greece met Turkey in Geneva.", "CONSULT", ["Greece", "Turkey"], []),
        ("Venezuela faces sanctions from Canada.", "SANCTION", ["Canada"], ["Venezuela"]),
        ("Chad launched an offensive against Libya.", "ASSAULT", ["Chad"], ["Libya"]),
        ("Poland responded by sending tanks to Ukraine.", "AID", ["Poland"], ["Ukraine"]),
    ],
)
def test_events_parties(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    reading = read(text)
    event = only(reading, kind)
    assert names(reading, event, "actors") == actors
    assert names(reading, event, "recipients") == recipients


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Kenya arrested two Somali lawmakers.", "COERCE", "actual"),
        ("Kenya did not arrest the Somali lawmakers.", "COERCE", "negated"),
        ("Kenya could arrest two Somali lawmakers.", "COERCE", "hypothetical"),
        ("Kenya will arrest two Somali lawmakers.", "COERCE", "planned"),
        ("Somalia urged Kenya to arrest two lawmakers.", "COERCE", "demanded"),
        ("Kenya invaded Somalia in October 2011.", "ASSAULT", "historical"),
        ("Kenya will visit Somalia.", "AGREE", "actual"),
    ],
)
def test_events_status(text: str, kind: str, status: str) -> None:
    assert only(read(text), kind).status == status


def test_events_place_and_date_come_from_the_clause() -> None:
    reading = read("Gunmen killed four policemen in Nairobi on June 3.")
    event = only(reading, "ASSAULT")
    assert event.place is not None
    assert event.place.span.of(reading.article.text) == "Nairobi"
    assert event.date is not None
    assert event.date.begin == "2024-06-03"
    assert event.date.basis == "syntax"


def test_events_in_reported_speech_carry_their_claim() -> None:
    reading = read("Sudan said that Chad attacked Darfur.")
    event = only(reading, "ASSAULT")
    assert event.claimed_by is not None
    assert event.claimed_by.span is not None
    assert event.claimed_by.span.of(reading.article.text) == "Sudan"
    assert event.statement == event.claims[0].statement


def test_events_without_a_named_actor_imply_one() -> None:
    event = only(read("Four policemen were killed in Nairobi."), "ASSAULT")
    assert [(party.span, party.actor, party.implied) for party in event.actors] == [(None, "unk", True)]


def test_events_furniture_gives_none() -> None:
    text = (
        "Kenya said no to the plan on Monday, its spokesman told reporters.\n\nSee also: Two killed in attack on bank"
    )
    assert [event for event in read(text).events if event.type == "ASSAULT"] == []


def test_events_have_codes_of_the_code_book() -> None:
    event = only(read("Chad launched an offensive against Libya."), "ASSAULT")
    assert (event.quad, event.cameo, event.goldstein, event.plover_score) == (4, "190", -10.0, -9.0)


def test_events_recall_the_date_of_an_earlier_one() -> None:
    text = "Gunmen killed four policemen in Nairobi on June 3.\n\nWitnesses described the attack on the policemen."
    second = [event for event in read(text).events if event.type == "ASSAULT"][1]
    assert second.date is not None
    assert (second.date.begin, second.date.basis) == ("2024-06-03", "article")


def test_events_denied_did_not_happen() -> None:
    event = only(read("Chad denied that its army had attacked Sudan."), "ASSAULT")
    assert event.status == "negated"
    assert event.claims[0].stance == "denies"
    assert event.claimed_by is None


def test_events_of_one_happening_are_joined() -> None:
    reading = read("Gunmen killed four policemen and wounded two soldiers in an attack on a bank.")
    event = only(reading, "ASSAULT")
    assert len(event.recipients) == 2


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Norway agreed to let inspectors from Ghana into the plant.", "AGREE", ["Ghana"]),
        ("Denmark has agreed to send troops to help Mali.", "AGREE", ["Mali"]),
        ("Denmark agreed on a budget after talks with Mali.", "AGREE", []),
    ],
)
def test_events_recipient_beyond_the_slots(text: str, kind: str, recipients: list[str]) -> None:
    reading = read(text)
    found = [event for event in reading.events if event.type == kind]
    assert [names(reading, event, "recipients") for event in found] in ([recipients], [recipients] * len(found))
