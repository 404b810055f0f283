"""One finding of a ledger: its words in the sentence, its source, the rule that found it."""

from rich.console import Console
from rich.text import Text

from diurna.cli.account import shown
from diurna.cli.rulebook import rule_place
from diurna.cli.session import visible
from diurna.ledger.ledger import Ledger


def print_found(ledger: Ledger, name: str, console: Console) -> None:
    """Print a finding with its context; raise QueryError where the ledger has none of this id."""
    found = ledger.found(name)
    for text in shown([found]):
        console.print(text)
    article, record = found.article, found.record
    place = rule_place(record.rule)
    told = {
        "id": record.id,
        "kind": found.kind.removesuffix("s"),
        "words": "; ".join(f"{slot} “{' … '.join(words)}”" for slot, words in found.words.items()),
        "span": f"{record.span.start}–{record.span.end}",
        "rule": f"{record.rule} ({place})" if place else record.rule,
        "confidence": f"{record.confidence:.2f}",
        "article": article.title,
        "source": article.source,
        "url": article.url,
        "published": f"{article.published.value} ({article.published.basis})" if article.published.value else None,
        "first seen": ledger.first_seen(article.id),
        "article id": article.id,
    }
    for label, value in told.items():
        if value:
            console.print(Text.assemble((f"{label:<12}", "bold"), visible(" ".join(value.split()))))
