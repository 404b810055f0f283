"""Dates: every example of the rule file, and tables of sentences with words, values and bounds."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from diurna.mark.dates import dates
from diurna.mark.timex.calendar_dates import numeric_day
from diurna.mark.timex.feasts import easter, feast, orthodox_easter
from diurna.mark.timex.patterns import Grammar
from diurna.mark.timex.periods import day, month, part, season, week, year
from diurna.mark.timex.words import DateRules, date_rules
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Date, Published, Span
from diurna.rules.load import Example

TUESDAY = "2022-07-19"
"""Publication day of every sentence that names no other."""


def found(text: str, published: str | None = TUESDAY, *, title: str | None = None) -> tuple[Date, ...]:
    known = Published(value=published, basis="given" if published else None)
    return dates(parse(article(text, source="-", published=known, title=title)))[0]


def examples() -> Iterator[tuple[str, Example]]:
    """Yield every example of the rule file with the id of its rule."""
    for rule in date_rules().rules:
        for example in rule.examples:
            yield rule.id, example


def meets(text: str, date: Date, wanted: dict[str, Any]) -> bool:
    values = {name: getattr(date, name) for name in wanted}
    return {name: value.of(text) if isinstance(value, Span) else value for name, value in values.items()} == wanted


@pytest.mark.parametrize(("rule", "example"), list(examples()), ids=lambda item: item if isinstance(item, str) else "")
def test_dates_of_rule_examples(rule: str, example: Example) -> None:
    given = found(example.text, example.published or TUESDAY)
    shown = [(date.span.of(example.text), date.value) for date in given]
    assert len(given) == len(example.gives), (rule, shown)
    assert all(meets(example.text, *pair) for pair in zip(given, example.gives, strict=True)), (rule, given)


def test_dates_rules_have_both_kinds_of_examples() -> None:
    for rule in date_rules().rules:
        assert any(not example.gives for example in rule.examples), rule.id
        assert any(example.gives for example in rule.examples), rule.id


DAYS = [
    ("The army shelled the town on February 24.", "February 24", "2022-02-24"),
    ("The army shelled the town on 24 February.", "24 February", "2022-02-24"),
    ("The army shelled the town on 24th of February.", "24th of February", "2022-02-24"),
    ("The army shelled the town on Feb. 24, 2021.", "Feb. 24, 2021", "2021-02-24"),
    ("The army shelled the town on 24 Feb 2021.", "24 Feb 2021", "2021-02-24"),
    ("The army shelled the town on 24/2/2021.", "24/2/2021", "2021-02-24"),
    ("The army shelled the town on 2/24/2021.", "2/24/2021", "2021-02-24"),
    ("The army shelled the town on 24.02.2021.", "24.02.2021", "2021-02-24"),
    ("The army shelled the town on 2021-02-24.", "2021-02-24", "2021-02-24"),
    ("The army shelled the town on Thursday, February 24.", "Thursday, February 24", "2022-02-24"),
    ("It fell on Friday the 13th of May 1966.", "Friday the 13th of May 1966", "1966-05-13"),
    ("The vote will be held on February 24.", "February 24", "2023-02-24"),
    ("The vote will be held on Friday.", "Friday", "2022-07-22"),
    ("The vote was held on Friday.", "Friday", "2022-07-15"),
    ("The vote was held on Tuesday.", "Tuesday", "2022-07-19"),
    ("The vote was held last Tuesday.", "last Tuesday", "2022-07-12"),
    ("The vote will be held next Tuesday.", "next Tuesday", "2022-07-26"),
    ("The vote is scheduled for Thursday.", "Thursday", "2022-07-21"),
    ("They prepared a summit set for Thursday.", "Thursday", "2022-07-21"),
    ("The envoy said on Monday he would resign.", "Monday", "2022-07-18"),
    ("The truce had been due to end on Sunday.", "Sunday", "2022-07-17"),
    ("Fighting has raged since November 6.", "November 6", "2021-11-06"),
    ("The vote was held yesterday.", "yesterday", "2022-07-18"),
    ("The vote will be held tomorrow.", "tomorrow", "2022-07-20"),
    ("The vote is today.", "today", "2022-07-19"),
    ("He left the day before yesterday.", "the day before yesterday", "2022-07-17"),
    ("The march took place on Easter Monday 2021.", "Easter Monday 2021", "2021-04-05"),
    ("They voted on Thanksgiving Day 2021.", "Thanksgiving Day 2021", "2021-11-25"),
    ("The towers fell in the 9/11 attacks.", "9/11", "2001-09-11"),
]


@pytest.mark.parametrize(("text", "words", "value"), DAYS)
def test_dates_read_days(text: str, words: str, value: str) -> None:
    (date,) = found(text)
    assert (date.span.of(text), date.type, date.value, date.granularity) == (words, "DATE", value, "day")
    assert (date.begin, date.end) == (value, value)


PERIODS = [
    ("The pact was signed in 1994.", "1994", "1994", None, "1994-01-01", "1994-12-31"),
    ("The pact was signed in June 1994.", "June 1994", "1994-06", None, "1994-06-01", "1994-06-30"),
    ("The pact was signed in June.", "June", "2022-06", None, "2022-06-01", "2022-06-30"),
    ("The pact was signed in November.", "November", "2021-11", None, "2021-11-01", "2021-11-30"),
    ("The pact will be signed in June.", "June", "2023-06", None, "2023-06-01", "2023-06-30"),
    ("The pact was signed last June.", "last June", "2022-06", None, "2022-06-01", "2022-06-30"),
    ("The pact was signed in early June.", "early June", "2022-06", "START", "2022-06-01", "2022-06-10"),
    ("The pact was signed in mid-June.", "mid-June", "2022-06", "MID", "2022-06-11", "2022-06-20"),
    ("The pact was signed in late February.", "late February", "2022-02", "END", "2022-02-21", "2022-02-28"),
    ("The pact was signed in late 2019.", "late 2019", "2019", "END", "2019-09-01", "2019-12-31"),
    ("The pact was signed in the 1990s.", "the 1990s", "199", None, "1990-01-01", "1999-12-31"),
    ("The pact was signed in the late 1990s.", "the late 1990s", "199", "END", "1997-01-01", "1999-12-31"),
    ("The pact was signed in the '80s.", "the '80s", "198", None, "1980-01-01", "1989-12-31"),
    ("The fort is from the 19th century.", "the 19th century", "18", None, "1800-01-01", "1899-12-31"),
    ("They fled in the summer of 2021.", "the summer of 2021", "2021-SU", None, "2021-06-01", "2021-08-31"),
    ("They fled last winter.", "last winter", "2021-WI", None, "2021-12-01", "2022-02-28"),
    ("They grew in the first quarter.", "the first quarter", "2022-Q1", None, "2022-01-01", "2022-03-31"),
    ("They grew in Q4 2021.", "Q4 2021", "2021-Q4", None, "2021-10-01", "2021-12-31"),
    ("They grew in the second half of 2021.", "the second half of 2021", "2021-H2", None, "2021-07-01", "2021-12-31"),
    ("They fled last week.", "last week", "2022-W28", None, "2022-07-11", "2022-07-17"),
    ("They will flee next month.", "next month", "2022-08", None, "2022-08-01", "2022-08-31"),
    ("They fled earlier this year.", "earlier this year", "2022", "START", "2022-01-01", "2022-07-19"),
    ("They will go later this month.", "later this month", "2022-07", "END", "2022-07-19", "2022-07-31"),
    ("They fled over the weekend.", "the weekend", "2022-W28-WE", None, "2022-07-16", "2022-07-17"),
    ("They go next weekend.", "next weekend", "2022-W30-WE", None, "2022-07-30", "2022-07-31"),
    ("They left three weeks ago.", "three weeks ago", "2022-W26", None, "2022-06-27", "2022-07-03"),
    ("They left ten days ago.", "ten days ago", "2022-07-09", None, "2022-07-09", "2022-07-09"),
    ("They left two years ago.", "two years ago", "2020", None, "2020-01-01", "2020-12-31"),
    ("A few days ago, they left.", "A few days ago", "PAST_REF", None, "2022-07-13", "2022-07-17"),
    ("They left several months ago.", "several months ago", "PAST_REF", None, "2021-10-19", "2022-04-19"),
    ("They left recently.", "recently", "PAST_REF", None, "2022-04-20", "2022-07-19"),
    ("They are now gone.", "now", "PRESENT_REF", None, "2022-07-19", "2022-07-19"),
    ("They fear the future.", "the future", "FUTURE_REF", None, None, None),
]


@pytest.mark.parametrize(("text", "words", "value", "mod", "begin", "end"), PERIODS)
def test_dates_read_periods(  # noqa: PLR0913, PLR0917 - one column each
    text: str, words: str, value: str, mod: str | None, begin: str | None, end: str | None
) -> None:
    (date,) = found(text)
    assert (date.span.of(text), date.type, date.value, date.mod) == (words, "DATE", value, mod)
    assert (date.begin, date.end) == (begin, end)


LENGTHS = [
    ("The talks lasted three hours.", "three hours", "DURATION", "PT3H", None, None),
    ("They broke a two-year truce.", "two-year", "DURATION", "P2Y", None, None),
    ("It took a decade.", "a decade", "DURATION", "P10Y", None, None),
    ("It took months.", "months", "DURATION", "PXM", None, None),
    ("It took several weeks.", "several weeks", "DURATION", "PXW", None, None),
    ("It took half an hour.", "half an hour", "DURATION", "PT30M", None, None),
    ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M", None, None),
    ("It took 3 1/2 hours.", "3 1/2 hours", "DURATION", "PT3H30M", None, None),
    ("It took twenty-four days.", "twenty-four days", "DURATION", "P24D", None, None),
    ("It took them the past three weeks.", "the past three weeks", "DURATION", "P3W", "2022-06-28", "2022-07-19"),
    ("It will end in the next few days.", "the next few days", "DURATION", "PXD", "2022-07-19", "2022-07-25"),
    ("Prices rose in recent months.", "recent months", "DURATION", "PXM", "2021-10-19", "2022-07-19"),
    ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1", None, None),
    ("They meet daily.", "daily", "SET", "P1D", None, None),
    ("They meet annually.", "annually", "SET", "P1Y", None, None),
    ("They meet twice a week.", "twice a week", "SET", "P1W", None, None),
    ("They meet every two years.", "every two years", "SET", "P2Y", None, None),
    ("They met at 3 p.m. on Saturday.", "3 p.m. on Saturday", "TIME", "2022-07-16T15:00", "2022-07-16T15:00", "2022-07-16T15:00"),
    ("They met at 15:00 GMT.", "15:00 GMT", "TIME", "2022-07-19T15:00Z", "2022-07-19T15:00", "2022-07-19T15:00"),
    ("They met at 0640 GMT.", "0640 GMT", "TIME", "2022-07-19T06:40Z", "2022-07-19T06:40", "2022-07-19T06:40"),
    ("They met at noon.", "noon", "TIME", "2022-07-19T12:00", "2022-07-19T12:00", "2022-07-19T12:00"),
    ("They met on Saturday morning.", "Saturday morning", "TIME", "2022-07-16TMO", "2022-07-16", "2022-07-16"),
    ("They met last night.", "last night", "TIME", "2022-07-18TNI", "2022-07-18", "2022-07-18"),
    ("Two died overnight.", "overnight", "TIME", "2022-07-18TNI", "2022-07-18", "2022-07-19"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "value", "begin", "end"), LENGTHS)
def test_dates_read_lengths_sets_and_times(  # noqa: PLR0913, PLR0917 - one column each
    text: str, words: str, kind: str, value: str, begin: str | None, end: str | None
) -> None:
    (date,) = found(text)
    assert (date.span.of(text), date.type, date.value, date.begin, date.end) == (words, kind, value, begin, end)


STORIES = [
    ("He fled on March 3. Two days later he was dead.", "2022-03-05", "March 3"),
    ("He fled on March 3. The following day he was dead.", "2022-03-04", "March 3"),
    ("He fled on March 3. The next day, Friday, he was dead.", "2022-03-04", "The next day"),
    ("He fled on March 3. His wife left on the same day.", "2022-03-03", "March 3"),
    ("He fled on March 3. A week earlier he had married.", "2022-W08", "March 3"),
    ("He was elected in 2010. In the same year he married.", "2010", "2010"),
    ("Sales fell in the first quarter of 2022. They had risen a year earlier.", "2021-Q1", "the first quarter of 2022"),
]


@pytest.mark.parametrize(("text", "value", "leaned"), STORIES)
def test_dates_lean_on_the_date_before(text: str, value: str, leaned: str) -> None:
    last = found(text)[-1]
    assert isinstance(last.anchor, Span)
    assert (last.value, last.anchor.of(text)) == (value, leaned)


NONE = [
    "You may march on, may you?",
    "Theresa May said so.",
    "May has lost the vote.",
    "The second man saw the sun.",
    "The 24-year-old man was hurt.",
    "A woman, 37, was hurt.",
    "She is 37 years old.",
    "They won 3-2 and 6-4.",
    "Resolution 2254 was read out.",
    "Some 2000 soldiers left.",
    "It cost $1990.",
    "It weighs 1,990 tonnes.",
    "Prices fall.",
    "The Arab Spring failed.",
    "Sun shares rose.",
    "She watched 60 Minutes.",
    "He lost the quarter-final.",
    "He came on 30 February 2022.",
    "The 1:500 map was old.",
]


@pytest.mark.parametrize("text", NONE)
def test_dates_refuse_what_is_no_time(text: str) -> None:
    assert not [date.span.of(text) for date in found(text)]


UNKNOWN = [
    ("On February 24 he fled.", "XXXX-02-24"),
    ("In February he fled.", "XXXX-02"),
    ("On Tuesday he fled.", "XXXX-WXX-2"),
    ("Yesterday he fled.", "XXXX-XX-XX"),
    ("Last week he fled.", "XXXX-WXX"),
    ("Last year he fled.", "XXXX"),
    ("Two months ago he fled.", "XXXX-XX"),
]


@pytest.mark.parametrize("published", [None, "", "July", "2022-99-99"])
@pytest.mark.parametrize(("text", "value"), UNKNOWN)
def test_dates_stay_partial_without_publication(text: str, value: str, published: str | None) -> None:
    (date,) = found(text, published)
    assert (date.value, date.begin, date.end) == (value, None, None)


def test_dates_explicit_need_no_publication() -> None:
    (date,) = found("He fled on 24 February 2022.", None)
    assert (date.value, date.begin, date.anchor) == ("2022-02-24", "2022-02-24", "none")


def test_dates_pairs_share_month_and_year() -> None:
    text = "They met from 3 March to 5 April 2021, and on June 28-30, 2020."
    assert [(date.span.of(text), date.value) for date in found(text)] == [
        ("3 March", "2021-03-03"),
        ("5 April 2021", "2021-04-05"),
        ("June 28", "2020-06-28"),
        ("30, 2020", "2020-06-30"),
    ]


def test_dates_of_headlines() -> None:
    headline = "Minister To Visit Ankara On Friday As Talks Resume"
    text = f"{headline}\n\nThe minister spoke on Monday."
    given = found(text, title=headline)
    assert [(date.span.of(text), date.value) for date in given] == [("Friday", "2022-07-22"), ("Monday", "2022-07-18")]


def test_dates_do_not_overlap_and_slice() -> None:
    text = " ".join(row[0] for row in PERIODS + [(*row, None, None, None) for row in DAYS])
    given = found(text)
    assert all(date.span.of(text).strip() == date.span.of(text) != "" for date in given)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(given))
    assert given == found(text)


@pytest.mark.parametrize(
    "text", ["1990" * 900, "-".join("2" * 3000), "early " * 3000, "٢٠٢٢ ½ ² \x00 ’s", "9999-12-31 0000-00-00"]
)
def test_dates_survive_strange_text(text: str) -> None:
    assert isinstance(found(text, "9999-12-31"), tuple)


def test_dates_numeric_days() -> None:
    assert str(numeric_day("3/4/99")) == "1999-04-03"
    assert numeric_day("32/13/2022") is None


def test_periods_cut_and_count() -> None:
    assert [str(bound) for bound in part(month(2024, 2), "END")] == ["2024-02-21", "2024-02-29"]
    assert [str(bound) for bound in part(year(2022), "START")] == ["2022-01-01", "2022-04-30"]
    assert season(2021, "WI").end.isoformat() == "2022-02-28"
    assert str(easter(2022)) == "2022-04-17"
    assert feast("11/1/1+1", 2020) == day(dt.date(2020, 11, 3))
    assert str(orthodox_easter(2022)) == "2022-04-24"
    assert feast("moon/ramadan", 1999) is None
    assert feast("02-29", 2021) is None
    assert week(day(easter(2021)).begin).value == "2021-W13"


def test_grammar_of_two_rules() -> None:
    rules = date_rules()
    few = DateRules(
        **{name: getattr(rules, name) for name in rules.__struct_fields__ if name != "rules"},
        rules=tuple(rule for rule in rules.rules if rule.id in {"year", "ago"}),
    )
    text = "In 1994, three weeks ago, on Friday"
    assert [text[match.start : match.end] for match in Grammar(few).matches(text, 0, len(text))] == [
        "1994",
        "three weeks ago",
    ]
