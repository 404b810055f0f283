import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.parse import Parse
from diurna.parse.layout import Sentence
from diurna.parse.quotations import Quotation, quotations
from diurna.readers.articles import article
from diurna.records import BlockRole


def laid_out(text: str, roles: tuple[BlockRole, ...] = ()) -> Parse:
    """Return a parse with one sentence per line, without words."""
    sentences: list[Sentence] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            role = roles[number] if number < len(roles) else "body"
            sentences.append(
                Sentence(
                    index=len(sentences),
                    start=start,
                    end=at + len(line.rstrip()),
                    first=0,
                    last=0,
                    paragraph=number,
                    role=role,
                )
            )
        at += len(line) + 1
    return Parse(article=article(text, source="test"), tokens=[], sentences=sentences)


def found(text: str) -> list[Quotation]:
    return quotations(laid_out(text))


@pytest.mark.parametrize(
    ("text", "inners"),
    [
        ("“We go. We stay,” she said. “Or not.”", ["We go. We stay,", "Or not."]),
        ('"We go," she said. "Or not."', ["We go,", "Or not."]),
        ("'We go,' she said. The miners' pay isn't 'safe', he's sure.", ["We go,", "safe"]),
        ("''To see it,'' he said. ``Yes'' and no.", ["To see it,", "Yes"]),
        ("« Bonjour », said „the man“ to ‚her‘ and ‘him’.", [" Bonjour ", "the man", "her", "him"]),
        ('He said " word " was " bad " there.', [" word ", " bad "]),
        ("»So« and ”so” too", ["So", "so"]),
        ('He is 6\'2" tall. "Yes," he said.', ["Yes,"]),
        ("Rock 'n' roll in the '90s, says 'em all.", []),
        ("‘Do it for the workers’ sake,’ he said.", ["Do it for the workers’ sake,"]),
        ("“I said ‘what now’,” he said.", ["I said ‘what now’,", "what now"]),
        ("“One “inner” rest” after", ["One “inner” rest", "inner"]),
        ('“Mixed marks" he said', ["Mixed marks"]),
        ('“” and "" and “ ”', []),
        ("No marks, only the boys' room and Ann's.", []),
    ],
)
def test_quotations_read_every_kind_of_mark(text: str, inners: list[str]) -> None:
    assert [quotation.inner.of(text) for quotation in found(text)] == inners


def test_quotations_end_with_the_paragraph_when_unclosed() -> None:
    text = "He said “we are lost\nNobody answered."
    assert [(q.span.of(text), q.closed) for q in found(text)] == [("“we are lost", False)]


def test_quotations_go_on_when_reopened() -> None:
    text = "“We came.\n“We saw.” He left."
    assert [(q.span.of(text), q.closed, q.continued) for q in found(text)] == [
        ("“We came.", False, False),
        ("“We saw.”", True, True),
    ]


def test_quotations_go_on_to_a_stray_closing_mark() -> None:
    text = "“We came.\nWe saw.” He left."
    assert [(q.span.of(text), q.continued) for q in found(text)][1] == ("We saw.”", True)


def test_quotations_do_not_go_on_over_furniture() -> None:
    text = "“We came.\nPhoto\n“We saw.” He left."
    kept = laid_out(text, ("body", "caption", "body"))
    assert [q.continued for q in quotations(kept)] == [False, False]


def test_quotations_opened_twice_make_two() -> None:
    text = 'He said: "We object. "We also warn. "So."'
    assert [q.inner.of(text) for q in found(text)] == ["We object.", "We also warn.", "So."]


def test_quotations_have_depth() -> None:
    text = "“They chanted ‘out’ twice,” she said."
    assert [(q.inner.of(text), q.depth) for q in found(text)] == [("They chanted ‘out’ twice,", 1), ("out", 2)]


@given(st.text(alphabet="ab s.,!?\n\"'`“”„«»‘’‚‹›", max_size=80))
def test_quotations_never_raise_and_nest_inside_their_paragraph(text: str) -> None:
    result = found(text)
    for quotation in result:
        assert quotation.span.covers(quotation.inner)
        assert "\n" not in quotation.span.of(text)
        assert quotation.inner.of(text).strip()
    for one in result:
        for other in result:
            assert not one.span.overlaps(other.span) or one.span.covers(other.span) or other.span.covers(one.span)
    assert result == found(text)
