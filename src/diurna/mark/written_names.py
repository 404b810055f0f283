"""Names as the article writes them: an actor of the tables is called by its full name there, its id stays the table's."""

from diurna.mark.cast import Cast
from diurna.mark.names import Hits, proper_names
from diurna.mark.phrases import POSSESSIVES, text_of
from diurna.mark.tables import words

SMALL = 3
"""Longest word that may be small inside a name ("Bank of Peru")."""


def call_as_written(cast: Cast, hits: Hits) -> None:
    """Call persons and bodies of the tables by the first full name in the article, where it never has the table's own."""
    found = sorted({hit for hit in hits.proper.values() if hit.named[0].what in {"leader", "organization"}})
    own = {hit.named[0].key for hit in found if hit.named[0].form == "name"}
    called: set[str] = set()
    for hit in found:
        key, written = hit.named[0].key, text_of(cast.parse, hit.first, hit.last)
        member = cast.member(key)
        if member is None or key in own | called or hit.named[0].form != "alias":
            continue
        if _is_full(written, member.name, person=hit.named[0].what == "leader"):
            member.name = written
            called.add(key)


def _is_full(written: str, name: str, *, person: bool) -> bool:
    """Tell whether an alias is a full name: of several words, not shouted, no shorter form.

    Of a body it is also no description and no spelling one letter off.
    """
    parts = written.replace("-", " ").split()
    fuller = set(name.replace("-", " ").split() if person else name.split())
    if len(parts) == 1 or written.isupper() or set(parts) <= fuller:
        return False
    spelled = len(written) == len(name) and sum(one != other for one, other in zip(written, name, strict=True)) == 1
    described = spelled or (any(part.islower() and len(part) > SMALL for part in parts) and not _is_national(written))
    return person or not (described or any(part[-2:] in POSSESSIVES for part in parts))


def _is_national(written: str) -> bool:
    """Tell whether an alias is a state's adjective and a body that a state has one of ("Peruvian army")."""
    return any(
        written.endswith(f" {body}")
        and any(named.form == "adjective" for named in proper_names().named(written.removesuffix(f" {body}")))
        for body in words().institutions.state_bodies
    )
