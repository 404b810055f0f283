"""Which of our types, modes and roles answer for the labels of other people's event sets, and why."""

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

Row = dict[str, Any]

DISASTER = "(accident or disaster)"
"""Our events without a PLOVER type."""

UNREAL = {"negated", "hypothetical"}

# --- India Police Events

POLICE = {
    "ANY_ACTION": "what the police do or say, if it is not negated, and one of POWERS by nobody who is named",
    "ARREST": "COERCE by arrest, by the police or by nobody who is named: who else could arrest?",
    "FORCE": "ASSAULT by the police, or crowd control by nobody who is named: shots in the air and tear gas are force",
    "KILL": "FORCE to which a figure of people killed belongs",
    "FAIL": "a negated event by the police (they did not stop, did nothing), or their REJECT or RETREAT",
}
"""Question -> our answer to it."""

POWERS = {"arrest", "curfew", "crowd-control", "police", "deport"}
"""Modes that need a police even where the sentence names none."""


def police_answers(reading: Row) -> list[tuple[int, str]]:
    """Return (start of the trigger or statement, question) for everything that the police do or say in a reading."""
    police = {actor["id"] for actor in reading["actors"] if "COP" in actor["sectors"]}
    deadly = {figure["event"] for figure in reading["figures"] if figure["category"] == "killed"}
    said = [
        (statement["span"][0], "ANY_ACTION")
        for statement in reading["statements"]
        if any(speaker["actor"] in police for speaker in statement["speakers"])
    ]
    done = [
        (event["trigger"][0], name) for event in reading["events"] for name in _police_labels(event, police, deadly)
    ]
    return [*said, *done]


def _police_labels(event: Row, police: set[str], deadly: Collection[str | None]) -> Iterable[str]:
    by_police = any(party["actor"] in police for party in event["actors"])
    nobody = not any(party["span"] for party in event["actors"])
    modes = set(event["modes"])
    if by_police and (event["status"] == "negated" or event["type"] in {"REJECT", "RETREAT"}):
        yield "FAIL"
    if event["status"] in UNREAL or not (by_police or (nobody and modes & POWERS)):
        return
    yield "ANY_ACTION"
    if "arrest" in modes and event["type"] == "COERCE":
        yield "ARREST"
    if event["type"] == "ASSAULT":
        yield "FORCE"
        if event["id"] in deadly:
            yield "KILL"


# --- ACLED, as in CASE 2021


class Answer(NamedTuple):
    """Types that a subtype may be told as, the first its own, and modes that fit (none asked for where empty)."""

    types: tuple[str, ...]
    modes: tuple[str, ...] = ()


ACLED = {
    "ABDUCT_DISSAP": Answer(("ASSAULT",), ("abduct",)),
    "AGREEMENT": Answer(("AGREE", "RETREAT")),  # a ceasefire is a RETREAT in PLOVER
    "AIR_STRIKE": Answer(("ASSAULT",), ("aerial", "drone")),
    "ARMED_CLASH": Answer(("ASSAULT",)),
    "ARREST": Answer(("COERCE",), ("arrest",)),
    "ART_MISS_ATTACK": Answer(("ASSAULT",), ("heavy-weapons",)),
    "ATTACK": Answer(("ASSAULT",)),
    "ATTRIB": Answer(("ACCUSE",)),  # somebody is held responsible
    "CHEM_WEAP": Answer(("ASSAULT",), ("unconventional",)),
    "DIPLO": Answer(("CONSULT", "AGREE", "COOPERATE", "SUPPORT")),  # "diplomatic event": talks and what comes of them
    "DISR_WEAP": Answer(("COERCE", "RETREAT"), ("seize", "disarm")),  # weapons found, taken away or made harmless
    "FORCE_AGAINST_PROTEST": Answer(("ASSAULT",), ("crowd-control", "beat", "firearms")),
    "GOV_REGAINS_TERIT": Answer(("COERCE", "ASSAULT"), ("seize",)),  # CAMEO 192, occupies territory
    "GRENADE": Answer(("ASSAULT",), ("explosives",)),
    "HQ_ESTABLISHED": Answer(("MOBILIZE",), ("troops",)),
    "MAN_MADE_DISASTER": Answer((DISASTER,)),
    "MOB_VIOL": Answer(("ASSAULT", "PROTEST")),
    "NATURAL_DISASTER": Answer((DISASTER,)),
    "NON_STATE_ACTOR_OVERTAKES_TER": Answer(("COERCE", "ASSAULT"), ("seize",)),
    "NON_VIOL_TERRIT_TRANSFER": Answer(("RETREAT", "CONCEDE"), ("withdraw",)),
    "PEACE_PROTEST": Answer(("PROTEST",), ("demo", "strike", "boycott", "hunger", "obstruct")),
    "PROPERTY_DISTRUCT": Answer(("ASSAULT", "COERCE"), ("destroy", "seize")),  # looting is part of it
    "PROTEST_WITH_INTER": Answer(("PROTEST",)),
    "REM_EXPLOS": Answer(("ASSAULT",), ("explosives",)),
    "SEX_VIOL": Answer(("ASSAULT",), ("sexual",)),
    "SUIC_BOMB": Answer(("ASSAULT",), ("suicide-attack",)),
    "VIOL_DEMONSTR": Answer(("PROTEST",), ("riot", "vandalize")),
}
"""Subtype -> answer; CHANGE_TO_GROUP_ACT, ORG_CRIME and OTHER amount to no type and are not asked for."""

# --- MUC-4

INCIDENT_KINDS = {
    "abduct": "KIDNAPPING", "aerial": "BOMBING", "destroy": "ARSON", "explosives": "BOMBING", "heavy-weapons": "BOMBING",
    "obstruct": "FORCED WORK STOPPAGE", "seize": "ROBBERY", "strike": "FORCED WORK STOPPAGE", "suicide-attack": "BOMBING",
}  # fmt: skip
"""Mode -> kind of incident; an ASSAULT of another mode, or of none, is an ATTACK."""


class Slot(NamedTuple):
    """Fields of the keys that a slot holds, and our roles that answer."""

    fields: tuple[str, ...]
    roles: tuple[str, ...]


MUC_SLOTS = {
    "perpetrator": Slot(("perp_individual", "perp_org"), ("actors",)),
    "victim and target": Slot(("hum_target_name", "hum_target_desc", "phys_target"), ("recipients",)),
}
"""Slot -> fields and roles; our recipients are persons and things alike, so victims and targets are one slot."""

BEHIND_HEAD = re.compile(r",| (?:OF|IN|ON|AT|FROM|WITH|BY|WEARING|WHO|WHERE|THAT|TO|NEAR|FOR|BELONGING)\b")
"""Where the words behind the head of a noun phrase in capitals begin."""

WORD = re.compile(r"\w+")


def is_incident(event: Row) -> bool:
    """Tell whether an event is one that the templates are about and not said to be unreal."""
    asked = event["type"] == "ASSAULT" or set(event["modes"]) & {"seize", "obstruct", "strike"}
    return bool(asked) and event["status"] not in UNREAL


def incident_kind(event: Row) -> str:
    """Return the kind of incident that an event is."""
    return next((INCIDENT_KINDS[mode] for mode in event["modes"] if mode in INCIDENT_KINDS), "ATTACK")


def heads(key: str) -> frozenset[str]:
    """Return the head words of a key, one of each alternative: `"MAYOR OF X" : "JUAN Y"` gives MAYOR."""
    told = key.removeprefix("?").strip()
    options = re.findall(r'"((?:\\.|[^"\\])*)"', told.split('": "')[0])
    found = (WORD.findall(BEHIND_HEAD.split(option, maxsplit=1)[0]) for option in options)
    return frozenset(words[-1].upper() for words in found if words)


def parties(reading: Row, acts: Iterable[Row], roles: tuple[str, ...]) -> list[frozenset[str]]:
    """Return the words of every distinct party of events in these roles, with those of the actor's name, in capitals."""
    text = reading["article"]["text"]
    names = {actor["id"]: actor["name"] for actor in reading["actors"]}
    found: dict[str, frozenset[str]] = {}
    for event in acts:
        for party in (each for role in roles for each in event[role]):
            if party["span"]:
                told = f"{text[slice(*party['span'])]} {names.get(party['actor'], '')}"
                key = party["actor"] if party["actor"] in names else told
                found[key] = found.get(key, frozenset()) | set(WORD.findall(told.upper()))
    return list(found.values())


# --- PLOVER's gold standard records

GSR_MODES = {
    "demo-spon": "demo", "demo-org": "demo", "detain": "arrest", "other": None, "strike-gen": "strike",
    "strike-lim": "strike",
}  # fmt: skip
"""Modes of version 0.5 whose name has changed; `other` names none."""

# --- what others reach

OTHER_SYSTEMS = {
    "plover_gsr": "type of the 309 sentences of PLV's test half that come from these records and the CAMEO manual: "
    "zero-shot inference (roberta-large-mnli) 83.8, a linear model trained on PLV 57.9, both told actor and recipient; "
    "all of PLV's test half, nothing told: UniversalPetrarch 46.8",
}
"""Set -> figures that somebody measured on the same or nearly the same sentences, in per cent."""
