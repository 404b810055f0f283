"""Every example of every event rule: it fires where it should, and stays silent where it must."""

from typing import Any

import pytest

import diurna
from diurna.extract.frames import EventRule, event_rules
from diurna.records import ActorMention, Event, Reading
from diurna.rules.load import Example

CASES = [(rule, example) for rule in event_rules() for example in rule.examples]


@pytest.mark.parametrize("rule", event_rules(), ids=lambda rule: rule.id)
def test_event_rules_have_both_kinds_of_example(rule: EventRule) -> None:
    assert any(example.gives for example in rule.examples), "no example that fires"
    assert any(not example.gives and example.because for example in rule.examples), "no example that must not"


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{r.id}: {e.text}" for r, e in CASES])
def test_event_rules_examples(rule: EventRule, example: Example) -> None:
    reading = diurna.read(example.text, published=example.published or "2024-06-15")
    fired = [event for event in reading.events if event.rule == rule.id]
    if not example.gives:
        assert not fired, f"fired although: {example.because}"
    for wanted in example.gives:
        assert any(all(_meets(reading, event, key, value) for key, value in wanted.items()) for event in fired), (
            f"{wanted} not among {[(e.rule, _words(reading, e)) for e in reading.events]}"
        )


def _meets(reading: Reading, event: Event, key: str, value: Any) -> bool:
    if key in {"actors", "recipients"}:
        mentions = getattr(event, key)
        return all(any(_is(reading, mention, name) for mention in mentions) for name in value)
    if key == "contexts":
        return set(value) <= set(event.contexts)
    if key == "trigger":
        return bool(event.trigger.of(reading.article.text) == value)
    return bool(getattr(event, key) == value)


def _is(reading: Reading, mention: ActorMention, name: str) -> bool:
    own = mention.span.of(reading.article.text) if mention.span else ""
    canonical = next((actor.name for actor in reading.actors if actor.id == mention.actor), "")
    return name in own or name in canonical


def _words(reading: Reading, event: Event) -> tuple[list[str], list[str]]:
    text = reading.article.text
    return (
        [mention.span.of(text) for mention in event.actors if mention.span],
        [mention.span.of(text) for mention in event.recipients if mention.span],
    )
