"""One record of a ledger: its words in the sentence, its source, the rule that found it."""

from rich.console import Console
from rich.text import Text

from diurna.cli.account import print_account, shown
from diurna.cli.rulebook import rule_place
from diurna.cli.session import visible
from diurna.ledger.ledger import Ledger


def print_record(ledger: Ledger, name: str, console: Console) -> None:
    """Print a finding with its context, or the account of an article; raise QueryError where the id is unknown."""
    if name.startswith("a:"):
        print_account(ledger.reading(name), console)
        return
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
