"""Organisations, armed groups and blocs: by the table, by acronyms the text defines, by the parser's labels."""

from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.names import ACRONYM, Hit, Hits
from diurna.mark.people import day_of
from diurna.mark.phrases import POSSESSIVES, phrase, text_of
from diurna.mark.place_words import PlaceWords, is_site
from diurna.mark.spelling import plain
from diurna.mark.tables import countries, memberships, organizations, words
from diurna.mark.validity import earliest
from diurna.parse import Parse, Sentence, Token
from diurna.records import ActorKind, MentionBy

KINDS: dict[str, ActorKind] = {
    "armed_group": "armed_group", "bloc": "bloc", "organization": "organization", "state": "state",
}  # fmt: skip


def add_known(cast: Cast, hits: Hits) -> None:
    """Find the organisations of the table with their article, and blocs of their members ("OPEC countries")."""
    for hit in sorted(set(hits.proper.values())):
        named = next((each for each in hit.named if each.what == "organization"), None)
        if named is not None and _is_national(cast, hits, hit):
            _add_national(cast, hits, hit)
            continue
        if (
            named is None
            or hit.named[0].what == "leader"
            or _is_inside_name(cast, hit)
            or _is_before_noun(cast.parse, hit)
        ):
            continue
        first = _with_article(cast.parse, _with_noun(cast, hits, hit.first), hit.last)
        by: MentionBy = {"name": "name", "acronym": "acronym"}.get(named.form, "alias")  # type: ignore[assignment]
        member = known(cast, named.key)
        cast.see(member, Sighting(first, hit.last, by))
        _add_members(cast, hit, member)


def drop_foreign(parse: Parse, hits: Hits) -> None:
    """Drop the table's reading of a name that bodies of many states have, where the article names other states only."""
    found = set(hits.proper.values())
    states = {hit.named[0].key for hit in found if hit.named[0].what == "country"}
    for hit in found:
        named = hit.named[0]
        if named.what != "organization" or named.form != "alias" or not states:
            continue
        row = organizations()[named.key]
        if (
            row.country in countries()
            and row.country not in states
            and text_of(parse, hit.first, hit.last).lower() in words().institutions.shared
        ):
            hits.drop(hit)


def drop_unborn(parse: Parse, hits: Hits) -> None:
    """Drop the table's reading of a name where the body that it means was founded after the day of the report."""
    day = day_of(parse)
    for hit in set(hits.proper.values()) if day else ():
        row = organizations().get(hit.named[0].key) if hit.named[0].what == "organization" else None
        if row and row.sure == "y" and str(day) < earliest(row.begin):
            hits.drop(hit)


def _is_national(cast: Cast, hits: Hits, hit: Hit) -> bool:
    """Tell whether a country's adjective makes a body of the world one of that country ("the Kenyan Red Cross")."""
    named = next(each for each in hit.named if each.what == "organization")
    row, before = organizations()[named.key], hits.country_ending(hit.first)
    if before is None or before.named[0].form not in {"adjective", "demonym"} or row.kind != "organization":
        return False
    return row.country not in countries() and named.form == "alias" and not _is_inside_name(cast, hit)


def _add_national(cast: Cast, hits: Hits, hit: Hit) -> None:
    before = hits.country_ending(hit.first)
    first = before.first if before else hit.first
    name = text_of(cast.parse, first, hit.last)
    member = next((each for each in cast.members if each.id is None and each.name == name), None)
    if member is None:
        member = cast.join(Member(id=None, name=name, kind="organization"))
        member.country = before.named[0].key if before else None
        named = next(each for each in hit.named if each.what == "organization")
        member.add_sectors(organizations()[named.key].sectors)
    cast.see(member, Sighting(_with_article(cast.parse, first, hit.last), hit.last, "name"))


def drop_redefined(parse: Parse, hits: Hits) -> None:
    """Drop the table's reading of an acronym that the article defines otherwise: "Green Harvest Fund (GHF)"."""
    tokens, redefined = parse.tokens, set()
    for index in sorted(hits.proper):
        hit = hits.proper[index]
        if hit.first != index or hit.last != index + 1 or hit.named[0].what != "organization" or index == 0:
            continue
        before = hits.proper.get(index - 2)
        defined = tokens[index - 1].text == "(" and not (before and before.named[0].key == hit.named[0].key)
        if defined and _spells(parse, tokens[index].text, index - 1):
            redefined.add(tokens[index].text)
    for hit in set(hits.proper.values()):
        if hit.last == hit.first + 1 and tokens[hit.first].text in redefined:
            hits.drop(hit)


def _spells(parse: Parse, acronym: str, end: int) -> bool:
    """Tell whether the capitals of the words before a bracket are an acronym."""
    capitals = ""
    for token in reversed(parse.tokens[max(0, end - 2 * len(acronym)) : end]):
        if token.text[0].isupper():
            capitals = token.text[0] + capitals
        elif token.pos not in {"ADP", "DET", "CCONJ", "PUNCT"}:
            break
        if capitals == acronym:
            return True
    return False


def known(cast: Cast, key: str) -> Member:
    """Return an organisation of the table, new in the cast if it is not there yet."""
    row = organizations()[key]
    found = cast.member(key)
    if found is None:
        found = Member(id=key, name=row.name, kind=KINDS.get(row.kind, "organization"), country=row.country)
        found.sectors = list(row.sectors)
        found.plural = row.kind == "bloc"
        cast.join(found)
    return found


def add_labelled(cast: Cast, sentences: list[Sentence], hits: Hits, places: PlaceWords) -> None:
    """Find organisations that no table holds by the parser's labels and by acronyms behind their names."""
    for sentence in sentences:
        index = sentence.first
        while index < sentence.last:
            token = cast.parse.tokens[index]
            last = index + 1
            if token.entity == "ORG" and token.entity_start:
                while last < sentence.last and _continues(cast.parse.tokens[last]):
                    last += 1
                if not _is_place(cast.parse.tokens[index:last], places):
                    _add(cast, hits, index, last)
            index = last
    _add_missed(cast, sentences, hits)


def _is_place(tokens: list[Token], places: PlaceWords) -> bool:
    last = tokens[-1].text
    single = len(tokens) == 1 and places.is_no_name(tokens[0])
    return single or (len(tokens) > 1 and is_site(last))


def _continues(token: Token) -> bool:
    return token.entity == "ORG" and not token.entity_start


def _add(cast: Cast, hits: Hits, first: int, last: int) -> None:
    first, last = _cleaned(cast, hits, first, last)
    if first >= last or not _is_name(cast, hits, first, last):
        return
    name = text_of(cast.parse, first, last)
    member = _same(cast, name)
    by: MentionBy = "name" if member is None or plain(member.name) == plain(name) else "alias"
    if member and by == "alias" and _is_capitals(name):
        by = "acronym"
    if member is None:
        member = cast.join(Member(id=None, name=name, kind="organization"))
        member.add_sectors(_sectors(name))
        member.country = _country(hits, first, last, seated=bool(member.sectors))
    elif len(name) > len(member.name) and member.id is None and _is_capitals(member.name):
        member.name = name
    cast.see(member, Sighting(_with_noun(cast, hits, first), last, by))
    _add_acronym(cast, member, last)


def _cleaned(cast: Cast, hits: Hits, first: int, last: int) -> tuple[int, int]:
    """Return the labelled stretch without article, possessive and words that other actors have taken."""
    tokens = cast.parse.tokens
    while first < last and (tokens[first].pos in {"DET", "PUNCT", "PART"} or tokens[first].lower in {"the", "a"}):
        first += 1
    while first < last and (not tokens[last - 1].text[-1].isalnum() or tokens[last - 1].text in POSSESSIVES):
        if tokens[last - 1].text in {".", ")"}:
            break
        last -= 1
    while first < last - 1 and tokens[last - 1].dep == "npadvmod":  # "interviewed by Radio Sol Saturday"
        last -= 1
    for index in range(first, last):
        if tokens[index].text == "(":
            return first, index
        if cast.over(tokens[index]) and index > first and index not in hits.proper:
            return first, index
    return first, last


def _is_name(cast: Cast, hits: Hits, first: int, last: int) -> bool:
    tokens = cast.parse.tokens[first:last]
    held = cast.over(tokens[-1])
    whole = held is not None and held[1].kind == "organization" and held[0].first <= first and held[0].last >= last
    if whole or (cast.is_taken(first, last) and not all(index in hits.proper for index in _taken(cast, first, last))):
        return False
    hit = hits.proper.get(first)
    if hit and hit.first == first and (hit.last >= last or _is_headline_verb(cast, hit, last)):
        return False
    if not any(token.text[0].isupper() for token in tokens) or len(tokens[0].text) == len(tokens) == 1:
        return False
    if len(tokens) == 1 and (tokens[0].pos in {"VERB", "ADJ", "ADV"} or tokens[0].index in hits.nouns):
        return False
    if any(index in hits.nouns and hits.nouns[index].last == last for index in range(first, last)) and not (
        tokens[-1].text[0].isupper() and len(tokens) > 1
    ):
        return False
    return all(plain(token.text) not in words().debris.not_names for token in tokens)


def _is_headline_verb(cast: Cast, hit: Hit, last: int) -> bool:
    """Tell whether a label in a headline joins a state and its verb ("South Korea Launches")."""
    title = cast.parse.sentence_of(cast.parse.tokens[hit.first]).role == "title"
    ending = cast.parse.tokens[last - 1].text in words().institutions.endings
    return title and not ending and hit.named[0].what == "country" and hit.named[0].form in {"name", "alias", "acronym"}


def _taken(cast: Cast, first: int, last: int) -> list[int]:
    return [index for index in range(first, last) if cast.over(cast.parse.tokens[index])]


def _same(cast: Cast, name: str) -> Member | None:
    """Return the organisation of the article that this is: the same name, its acronym, its beginning or its end."""
    bare = plain(name)
    for member in cast.members:
        if member.kind != "organization" or member.noun:
            continue
        other = plain(member.name)
        if bare == other or (member.id is None and _is_acronym_of(name, member.name)):
            return member
        if member.id is None and _is_acronym_of(member.name, name):
            return member
        if member.id is None and " " in bare and (other.endswith(" " + bare) or other.startswith(bare + " ")):
            return member
        if member.id is None and " " in other and (bare.endswith(" " + other) or bare.startswith(other + " ")):
            return member
        if member.id is None and " " not in bare and other.startswith(bare + " ") and len(bare) > ACRONYM - 2:
            return member
    return None


def _is_acronym_of(acronym: str, name: str) -> bool:
    letters = acronym.replace(".", "")
    if not _is_capitals(letters) or len(letters) < 3 or " " not in name:
        return False
    initials = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isalpha())
    capitals = "".join(letter for letter in initials if letter.isupper())
    return letters in {initials.upper(), capitals}


def _is_capitals(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= ACRONYM + 2 and " " not in name


def _add_acronym(cast: Cast, member: Member, last: int) -> None:
    """Note an acronym in brackets behind a name, so that it is found again: "Rapid Support Corps (RSC)"."""
    tokens = cast.parse.tokens
    if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")":
        token = tokens[last + 1]
        if _is_capitals(token.text) and token.sentence == tokens[last].sentence:
            member.titles.append(token.text)
            if not cast.over(token):
                cast.see(member, Sighting(last + 1, last + 2, "acronym"))


def _add_missed(cast: Cast, sentences: list[Sentence], hits: Hits) -> None:
    """Find further mentions of acronyms that the article defines, and of single-word names."""
    known_words: dict[str, Member] = {}
    for member in cast.members:
        if member.kind == "organization" and member.id is None and member.noun is None:
            known_words.update(dict.fromkeys(member.titles, member))
            single = [each for each in member.sightings if each.last - each.first == 1]
            known_words.update((cast.parse.tokens[each.first].text, member) for each in single)
    if not known_words:
        return
    for sentence in sentences:
        for token in cast.parse.tokens[sentence.first : sentence.last]:
            member_of = known_words.get(token.text)
            if member_of and token.index not in hits.proper and token.pos == "PROPN" and _is_free(cast, token):
                by: MentionBy = "acronym" if _is_capitals(token.text) else "name"
                cast.see(member_of, Sighting(token.index, token.index + 1, by))


def _is_free(cast: Cast, token: Token) -> bool:
    """Tell whether no mention covers a word, or only a description that it stands in ("Acme officials")."""
    held = cast.over(token)
    return held is None or (held[0].by in {"description", "role"} and cast.head(held[0]).index != token.index)


def _add_members(cast: Cast, hit: Hit, member: Member) -> None:
    """Find the bloc of an organisation's members: "OPEC countries", "ASEAN allies"."""
    tokens = cast.parse.tokens
    row = organizations()[str(member.id)]
    if hit.last >= len(tokens) or not (row.id in memberships() or row.kind == "bloc"):
        return
    noun = tokens[hit.last]
    two = f"{noun.lower} {tokens[hit.last + 1].lower}" if hit.last + 1 < len(tokens) else ""
    length = 2 if two in words().blocs.members else 1 if noun.lower in words().blocs.members else 0
    if length == 0 or noun.sentence != tokens[hit.first].sentence:
        return
    name = words().blocs.name.replace("{organization}", member.name)
    bloc = next((each for each in cast.members if each.kind == "bloc" and each.name == name), None)
    if bloc is None:
        bloc = cast.join(Member(id=None, name=name, kind="bloc", country=row.country, plural=True))
    cast.see(bloc, Sighting(hit.first, hit.last + length, "description"))


def _with_article(parse: Parse, first: int, last: int) -> int:
    """Return where the name of a known body begins with its own article ("the UN", not that of "the UN summit")."""
    before = parse.tokens[first - 1] if first else None
    own = before is not None and before.lower == "the" and before.dep == "det" and first <= before.head < last
    return first - 1 if own else first


def _with_noun(cast: Cast, hits: Hits, first: int) -> int:
    """Return where a name begins with the noun before it: "the Japanese broadcaster NHK", "rebel group M23"."""
    hit = hits.nouns.get(first - 1)
    if hit is None or hit.last != first or cast.is_taken(hit.first, hit.last):
        return first
    token = cast.parse.tokens[first - 1]
    if token.tag not in {"NN", "NNP"} or all(each.what != "group" for each in hit.named) or token.dep == "ROOT":
        return first
    return phrase(cast.parse, hits, hit, hit.named[0].key).first


def _country(hits: Hits, first: int, last: int, *, seated: bool) -> str | None:
    """Return the one state that a name holds; a capital counts where the name says what sits there."""
    found = {
        hits.proper[index].named[0].key
        for index in range(first, last)
        if index in hits.proper
        and hits.proper[index].named[0].what == "country"
        and (seated or hits.proper[index].named[0].form != "capital")
    }
    return found.pop() if len(found) == 1 else None


def _sectors(name: str) -> tuple[str, ...]:
    institutions = words().institutions
    parts = name.split()
    if "of" in parts and parts[0] in institutions.openings:
        return institutions.openings[parts[0]]
    return institutions.endings.get(parts[-1], ())


def _is_inside_name(cast: Cast, hit: Hit) -> bool:
    """Tell whether a person's name covers the words ("Hamas leader Yusuf Darwish" may hold them in the title)."""
    held = cast.over(cast.parse.tokens[hit.first])
    return held is not None and held[1].kind == "person" and held[0].last == hit.last


def _is_before_noun(parse: Parse, hit: Hit) -> bool:
    """Tell whether a single word behind "the" is no name: a direction, an ocean ("the West coast", "the Atlantic")."""
    named = next(each for each in hit.named if each.what == "organization")
    row = organizations()[named.key]
    if hit.last - hit.first > 1 or named.form != "name" or not row.name.lower().startswith("the "):
        return False
    token = parse.tokens[hit.first]
    if row.name.startswith("The ") and token.entity != "ORG":
        return True
    return token.dep in {"compound", "amod", "nmod"} and token.head == token.index + 1
