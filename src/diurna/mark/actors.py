"""Who: persons, states, organisations, groups and blocs, with every mention found."""

from diurna.mark.cast import SKIPPED_ROLES, Cast
from diurna.mark.coreference import add_references
from diurna.mark.descriptions import add_descriptions
from diurna.mark.focus import add_halves, give_countries
from diurna.mark.introductions import name_introduced, name_relatives
from diurna.mark.names import Hits
from diurna.mark.namesakes import settle_namesakes
from diurna.mark.organizations import add_known, add_labelled, drop_foreign, drop_redefined, drop_unborn
from diurna.mark.persons import add_persons
from diurna.mark.place_words import PlaceWords
from diurna.mark.states import add_states, settle
from diurna.parse import Parse
from diurna.records import Actor


def actors(parse: Parse) -> tuple[Actor, ...]:
    """Return the actors of an article with their mentions, by first mention.

    Names come before descriptions and pronouns, and longer mentions before shorter ones, so that each step can lean on
    what the one before has found.  Bylines, datelines and debris name nobody.
    """
    cast = Cast(parse)
    sentences = [sentence for sentence in parse.sentences if sentence.role not in SKIPPED_ROLES]
    hits = Hits(parse, sentences)
    settle_namesakes(parse, sentences, hits)
    settle(parse, hits)
    drop_redefined(parse, hits)
    drop_foreign(parse, hits)
    drop_unborn(parse, hits)
    places = PlaceWords(parse, sentences)
    add_persons(cast, sentences, hits, places)
    add_known(cast, hits)
    add_states(cast, hits)
    add_halves(cast, sentences, hits)
    add_descriptions(cast, sentences, hits)
    add_labelled(cast, sentences, hits, places)
    name_introduced(cast, sentences)
    add_references(cast, sentences)
    give_countries(cast, hits)
    name_relatives(cast)
    return cast.actors()
