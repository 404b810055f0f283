"""What somebody does with plain words: an act named or shown in the content itself ("We urge …", "Please …", "…?")."""

import re
from functools import cache

from diurna.extract.statement_rules import statement_rules
from diurna.records import Act, Span

CLOSING_MARKS = "”\"'’» "


def act_of(text: str, act: Act, content: tuple[Span, ...]) -> Act:
    """Return the act of a statement: the cue's, unless that is plain saying and the words say more.

    Words that end with a question mark are asked; otherwise the first rule whose pattern is found decides.
    """
    if act != "assert" or not content:
        return act
    if content[-1].of(text).rstrip(CLOSING_MARKS).endswith("?"):
        return "ask"
    words = content[0].of(text)
    return next((told for pattern, told in _patterns() if pattern.search(words)), act)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Act], ...]:
    return tuple((re.compile(rule.pattern, re.IGNORECASE), rule.act) for rule in statement_rules().acts)
