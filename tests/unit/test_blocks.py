"""Paragraphs, blocks and the rules of `rules/en/furniture.toml`."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diurna.readers.articles import article
from diurna.readers.blocks import layout
from diurna.readers.credits import credit, dateline, tail
from diurna.readers.debris import debris
from diurna.readers.decoding import cleaned
from diurna.readers.furniture import (
    Credit,
    Dateline,
    Debris,
    Excerpt,
    FurnitureRule,
    Tail,
    Wrapped,
    fires,
    furniture,
    rule_of,
)
from diurna.readers.paragraphs import paragraphs, wrap_width
from diurna.records import Article, Span

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_97430d02ca7ecdea.txt"
RULES = furniture()


def labels(text: str) -> list[tuple[str, str]]:
    """Role and words of each block, without white space around them."""
    found = article(text, source="-")
    return [(block.role, block.span.of(text).strip()) for block in found.blocks if block.span.of(text).strip()]


def whole(text: str) -> Span:
    return Span(0, len(text))


# --- the examples in the rule file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES.rules for text in rule.fires])
def test_furniture_rule_fires_on_its_examples(rule: FurnitureRule, text: str) -> None:
    found = rule_of(text)
    assert fires(rule, text)
    assert found is not None
    assert found.role == rule.role


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES.rules for text in rule.never])
def test_furniture_rule_leaves_its_counterexamples(rule: FurnitureRule, text: str) -> None:
    assert not fires(rule, text)


@pytest.mark.parametrize("rule", [*RULES.rules, RULES.credit, RULES.tail, RULES.dateline, RULES.debris])
def test_furniture_rule_has_ten_unlike_examples(rule: FurnitureRule | Credit | Tail | Dateline | Debris) -> None:
    assert len({str(text) for text in rule.fires}) >= 10
    assert len(set(rule.never)) >= 10


@pytest.mark.parametrize("text", RULES.credit.fires)
def test_credit_is_found_behind_a_sentence(text: str) -> None:
    found = credit(text, whole(text))
    assert found is not None
    assert found.end == len(text)


@pytest.mark.parametrize("text", RULES.credit.never)
def test_credit_is_not_any_mention(text: str) -> None:
    assert credit(text, whole(text)) is None


@pytest.mark.parametrize("text", RULES.tail.fires)
def test_tail_is_a_teaser_behind_a_sentence(text: str) -> None:
    found = tail(text, whole(text))
    assert found is not None
    assert labels(text)[-1] == ("related", found.of(text))


@pytest.mark.parametrize("text", RULES.tail.never)
def test_tail_is_not_any_last_sentence(text: str) -> None:
    assert tail(text, whole(text)) is None


@pytest.mark.parametrize("case", RULES.dateline.fires)
def test_dateline_is_cut_from_its_paragraph(case: Excerpt) -> None:
    found = dateline(case.text, whole(case.text), first=False)
    assert found is not None
    assert found.of(case.text) == case.gives


@pytest.mark.parametrize("text", RULES.dateline.never)
def test_dateline_is_not_any_opening(text: str) -> None:
    assert dateline(text, whole(text), first=True) is None


@pytest.mark.parametrize("case", RULES.debris.fires)
def test_debris_is_a_fragment_at_the_edge(case: Excerpt) -> None:
    assert [span.of(case.text) for span in debris(case.text, whole(case.text))] == [case.gives]


@pytest.mark.parametrize("text", RULES.debris.never)
def test_debris_spares_sentences_names_and_speech(text: str) -> None:
    assert debris(text, whole(text)) == ()


@pytest.mark.parametrize("case", RULES.hard_wrap.examples)
def test_paragraphs_know_hard_wrapped_text(case: Wrapped) -> None:
    lines = [Span(span.start, span.end) for span in _lines(case.text)]
    assert (wrap_width(case.text, lines) is not None) == case.wrapped


def _lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        if line.strip():
            spans.append(Span(start, start + len(line.strip())))
        at += len(line) + 1
    return spans


# --- paragraphs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("  One. \t\n \n\n Two.  ", ["One.", "Two."]),
        ("One.\u2028Two.\x85Three.", ["One.", "Two.", "Three."]),
        ("\u200fواحد.\n\nاثنان.", ["\u200fواحد.", "اثنان."]),
        ("a\0b\n\nc", ["a\0b", "c"]),
        ("", []),
        (" \n\t\n", []),
        (
            "A ferry with ninety people ran aground on Monday, officials\n      say.\n      The crew was safe.",
            ["A ferry with ninety people ran aground on Monday, officials\n      say.", "The crew was safe."],
        ),
        (
            "A ferry with ninety people ran aground on Monday, officials\nsay nothing else",
            ["A ferry with ninety people ran aground on Monday, officials", "say nothing else"],
        ),
    ],
)
def test_paragraphs_end_at_line_breaks(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == words


WRAPPED = """Wells run dry in the east

Farmers in the east of the country have begun to sell
their cattle, because the wells that their fathers dug
no longer give water after three years without rain.

See also Two villages share one pump
The ministry has promised to dig deeper wells, but the
machines have not come, a village elder said.
- first point of the plan
- second point of the plan
"""


def test_paragraphs_join_hard_wrapped_lines_but_not_teasers_and_lists() -> None:
    assert [" ".join(span.of(WRAPPED).split())[:30] for span in paragraphs(WRAPPED)] == [
        "Wells run dry in the east",
        "Farmers in the east of the cou",
        "See also Two villages share on",
        "The ministry has promised to d",
        "- first point of the plan",
        "- second point of the plan",
    ]


# --- blocks -----------------------------------------------------------------------------------------------------------


def test_blocks_label_title_byline_stamp_dateline_and_body() -> None:
    text = (
        "Wells run dry\n\nBy Ana Torres and Jo Miller\n\nUpdated 3 May 2021\n\n"
        "LIMA, May 3 (Reuters) - Farmers in the east have begun to sell their cattle.\n\n"
        "The ministry has promised wells. – Reuters"
    )
    assert labels(text) == [
        ("title", "Wells run dry"),
        ("byline", "By Ana Torres and Jo Miller"),
        ("dateline", "Updated 3 May 2021\n\nLIMA, May 3 (Reuters) -"),
        ("body", "Farmers in the east have begun to sell their cattle.\n\nThe ministry has promised wells."),
        ("byline", "– Reuters"),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_blocks_label_a_teaser_glued_before_a_paragraph(gap: str) -> None:
    text = gap.join([
        "The talks went on for a third day in the capital.",
        "See also  Nine people drowned when a ferry sank in the delta",
        "According to the ministry, the talks will go on for one more week.",
    ])  # fmt: skip
    assert [role for role, _ in labels(text)] == ["body", "related", "body"]


def test_blocks_label_a_heading_of_related_stories_with_its_headlines() -> None:
    text = (
        "The talks went on for a third day in the capital of the northern province.\n\n"
        "Related stories\n\nWhy the envoys left\n\nWhat the map shows\n\n"
        "Nobody said when the talks would end, or who would come to the next round."
    )
    assert [role for role, _ in labels(text)] == ["body", "related", "body"]


def test_blocks_call_everything_behind_a_reply_form_form_or_comments() -> None:
    text = (
        "The talks went on for a third day in the capital of the northern province.\n\n"
        "Leave a Reply\n\nYour email address will not be published.\n\nName *\n\nPost Comment\n\nWhatever comes"
    )
    assert labels(text)[0][0] == "body"
    assert {role for role, _ in labels(text)[1:]} <= {"form", "comments"}


def test_blocks_call_readers_comments_behind_their_heading_comments() -> None:
    body = "The talks went on for a third day in the capital of the northern province, an envoy said. " * 4
    text = f"{body}\n\n2 Comments\n\nAnn says:\n\nThey will never agree on anything, believe me, I have seen it before."
    assert [role for role, _ in labels(text)] == ["body", "comments"]


def test_blocks_keep_a_subheading_and_a_short_paragraph() -> None:
    text = (
        "Wells run dry\n\nFarmers in the east have begun to sell their cattle because of the drought.\n\n"
        "A bitter spring\n\n“No,” he said.\n\nThe ministry has promised to dig deeper wells before the end of the year."
    )
    assert [role for role, _ in labels(text)] == ["title", "body"]


def test_blocks_keep_a_list_of_names() -> None:
    text = (
        "The dead were named on Monday by the governor of the province in a short statement:\n"
        "Ana Torres, 41\nJo Miller, 33\nLena Fischer, 29\nTomas Berger, 54\nPiet Visser, 61\n"
    )
    assert {role for role, _ in labels(text)} == {"body"}


def test_blocks_keep_a_list_that_a_colon_opens() -> None:
    names = "John Smith\nAna Torres\nLena Fischer\nJo Miller\nPiet Visser\nTomas Berger"
    text = f"The dead are:\n{names}\nThey were found on Monday in the hills, the police said."
    assert {role for role, _ in labels(text)} == {"body"}


def test_blocks_label_the_menus_of_a_whole_page() -> None:
    menu = ["Home", "World", "Politics", "Region", "Culture", "Log in", "Search"]
    body = [
        "Wells run dry in the east",
        "Farmers in the east have begun to sell their cattle because of the drought.",
        "The ministry has promised to dig deeper wells before the end of the year.",
    ]
    foot = ["About us", "Our history", "Contact us", "Jobs at the paper", "Privacy Policy", "© 2021 The Paper"]
    assert labels("\n".join([*menu, *body, *foot])) == [
        ("menu", "\n".join(menu)),
        ("title", body[0]),
        ("body", "\n".join(body[1:])),
        ("menu", "\n".join(foot)),
    ]


@pytest.mark.parametrize(
    ("title", "text", "found", "headline"),
    [
        ("Wells run dry", "Wells run dry\n\nThe east has no water.", "Wells run dry", None),
        ("wells  run dry", "Wells run dry\n\nThe east has no water.", "Wells run dry", None),
        ("Wells Run Dry In The Valley", "Wells Run Dry In The Valley The east has no water.", "Wells Run Dry In The Valley", None),
        ("Wells run dry.", "Wells run dry. The east has no water.", "Wells run dry.", None),
        ("Iran", "Iran says that it will stay.", None, "Iran"),
        ("Another headline", "Wells run dry\n\nThe east has no water.", None, "Another headline"),
        (None, "Wells run dry\n\nThe east has no water.", "Wells run dry", None),
        (None, "The east has no water.\n\nThe wells ran dry.", None, None),
        (None, "Wells run dry", None, None),
        ("  ", "The east has no water.", None, None),
    ],
)  # fmt: skip
def test_article_title_is_a_span_or_a_headline(
    title: str | None, text: str, found: str | None, headline: str | None
) -> None:
    made = article(text, source="-", title=title)
    assert (made.title and made.title.of(text)) == found
    assert made.headline == headline


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("GENEVA, March 3 (Reuters) - The agency said it would stay.", "Reuters", "Reuters"),
        (
            "Rain comes\n\nAssociated Press\n\nIt rained for three days in the north.",
            "Associated Press",
            "Associated Press",
        ),
        ("It rained for three days in the north. – AFP", "Agence France-Presse", "AFP"),
        ("LIMA, June 2 (Xinhua) -- Miners marched on the palace.", "Xinhua", "Xinhua"),
        ("The Reuters building was closed on Monday.", None, None),
    ],
)
def test_article_origin_is_the_agency_credited(text: str, name: str | None, words: str | None) -> None:
    origin = article(text, source="-").origin
    assert (origin and origin.name) == name
    assert (origin and origin.span.of(text)) == words


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Torres", ("Ana Torres",)),
        ("BY ANA TORRES AND JOHN P. MILLER", ("ANA TORRES", "JOHN P. MILLER")),
        ("By Ana Torres, Lena O’Neill and Piet van den Berg, AP", ("Ana Torres", "Lena O’Neill", "Piet van den Berg")),
        ("Ana Torres, Staff Writer", ("Ana Torres",)),
        ("(Reporting by Ana Torres in Lima; Editing by Tomas Berger)", ("Ana Torres",)),
        ("Reuters", ()),
    ],
)  # fmt: skip
def test_article_authors_come_from_bylines(byline: str, names: tuple[str, ...]) -> None:
    text = f"Wells run dry\n\n{byline}\n\nFarmers in the east have begun to sell their cattle because of the drought."
    assert article(text, source="-").authors == names


def test_article_language_is_english_or_unknown() -> None:
    english = "The talks went on for a third day in the capital, and nobody said when they would end."
    german = "Die Gespräche gingen am dritten Tag weiter, und niemand wusste, wann sie zu Ende sein würden."
    assert [article(text, source="-").language for text in (english, german, "Rain.")] == ["en", None, None]


STRANGE = st.text(
    alphabet=st.one_of(
        st.sampled_from("\r\n\n\n\t  .!?“”\"'-–—()[]:|•©\0\u200b\u200f\u2028\x85\x1c\u0301😀👩‍👩‍👧ا\ud800\udfff"),
        st.characters(),
    ),
    max_size=300,
)
PHRASES = st.lists(
    st.one_of(
        STRANGE,
        st.sampled_from([
            "See also  Rain closes the port", "Leave a Reply", "By Ana Torres", "GENEVA, March 3 (Reuters) - The agency stays.",
            "The court sat for most of the day. – Affected country.", "2 Comments", "Home | World | Sport", "Wells run dry",
        ]),
    ),
    max_size=8,
)  # fmt: skip


@given(PHRASES, st.sampled_from(["", " ", "\n", "\n\n", "\r\n"]))
@example(["😀\r\n\r\nе́\u0301"], "")
@example(["\ud83d", "x"], "\n")
def test_blocks_tile_any_text(pieces: list[str], gap: str) -> None:
    text = cleaned(gap.join(pieces))[0]
    spans = paragraphs(text)
    blocks = layout(text, spans).blocks
    assert "".join(block.span.of(text) for block in blocks) == text
    assert all(one.span.end == other.span.start for one, other in pairwise(blocks))
    assert all(block.span.start < block.span.end for block in blocks)
    assert all(one.role != other.role for one, other in pairwise(blocks))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert not "".join(text[one.end : other.start] for one, other in pairwise(spans)).strip()


@pytest.mark.skipif(not SEED.exists(), reason="the shared folder is not here")
def test_blocks_of_the_seed_agree_with_the_labels() -> None:
    text = SEED.read_text(encoding="utf-8")
    gold = json.loads((SEED.parents[1] / "gold" / "ingest" / "seed_lines.json").read_text(encoding="utf-8"))
    made = article(text, source="-")
    roles = {line["text"]: _role(made, text, line["text"]) for line in gold["lines"]}
    wanted = {"content": {"body"}, "title": {"title"}, "boilerplate": {"related", "form"}}
    assert [line["text"] for line in gold["lines"] if roles[line["text"]] not in wanted[line["label"]]] == []
    assert [_role(made, text, words) for words in gold["debris"]] == ["debris", "debris"]


def _role(made: Article, text: str, words: str) -> str:
    at = text.index(words)
    return next(block.role for block in made.blocks if block.span.start <= at < block.span.end)
