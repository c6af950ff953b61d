"""Pronouns and noun phrases that stand for things: "it", "the firm", "the lab's new model", "AI chips"."""

from __future__ import annotations

from msgspec import Struct

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import COMMON, SPEECH, VERBS

__all__ = ["HEADS", "Phrase", "find_phrases"]


def _heads() -> dict[str, str]:
    heads = {
        "model": "model models chatbot chatbots flagship reasoner reasoners llm llms assistant run runs "
        "weights toy clone derivative offshoot transformer network checkpoint system systems "
        "successor predecessor sibling version",
        "chip": "chip chips gpu gpus accelerator accelerators processor processors semiconductor semiconductors "
        "card cards board boards part parts tpu tpus silicon dies wafers",
        "organisation": "lab labs laboratory company companies firm firms startup startups group maker makers "
        "developer developers giant cloud clouds hyperscaler hyperscalers team outfit university chipmaker "
        "chipmakers institute ministry bank fund agency startup owner parent unicorn upstart manufacturer vendor "
        "buyers customers universities groups makers players providers rivals rival partner consortium defendant",
        "cluster": "cluster clusters rack superpod node site campus centre center machine supercomputer facility farm "
        "pod pods superpods datacenter datacentre complex hall sites centres centers halls campuses gigafactory "
        "gigafactories servers",
        "goods": "goods imports products copper steel aluminium aluminum drugs medicines cars gas coal oil lumber",
        "activity": "learning pretraining inference experiments research serving distillation evaluation",
        "country": "country nation government kingdom republic state emirate countries nations governments region",
    }
    return {word: kind for kind, listed in heads.items() for word in listed.split()}


#: heads of noun phrases, with the kind of thing that each names
HEADS = _heads()
_PRONOUNS = {
    "it": "any", "its": "any", "itself": "any", "this": "any", "that": "any", "one": "any", "which": "any",
    "they": "many", "their": "many", "them": "many", "theirs": "many", "these": "many", "those": "many",
    "both": "many", "each": "many", "former": "any", "latter": "any", "whose": "any", "first": "any", "second": "any",
    "we": "speaker", "our": "speaker", "us": "speaker", "i": "speaker", "my": "speaker",
}  # fmt: skip
_DEFINITE = words("the this that these those")
_INDEFINITE = words("a an one another each every any some no")
_OWNED = words("its their his her our my whose 's")
_STOP = words(
    "of for in on at to from by with against than as and or but nor is was were are be been has have had will "
    "would could may might can that which who whose if when while because about after before between into over "
    "under per via like unlike not n't 't it they he she we i you says said say while where there"
)
_MOST = 4
#: everyday words that may stand within a noun phrase
_PLAIN = words(
    "new big small first next old latest leading online other two three four five six seven eight nine ten biggest "
    "largest second third american second-largest"
)


class Phrase(Struct):
    """A pronoun or noun phrase at tokens `first` up to `end`.

    `kind` is what its head names ("any" and "many" for pronouns, "speaker" for "we"); `how` is how it is said:
    pronoun, bare ("the model"), definite ("the new model"), indefinite, owned ("its model"), plain ("AI chips").
    """

    kind: str
    text: str
    first: int
    end: int
    how: str


def find_phrases(tokens: Tokens, first: int, end: int, cover: list[Mention | None]) -> list[Phrase]:
    """The pronouns and noun phrases among some tokens, in order; those that hold a known name as head left out."""
    word = tokens.word
    found: list[Phrase] = []
    for at in range(first, end):
        if cover[at] is not None:
            continue
        w = word[at]
        if w in _PRONOUNS and not (w == "us" and tokens.raw[at] == "US"):
            if w in ("this", "that", "one", "these", "those", "each") and not _stands_alone(word, at, end):
                continue
            if w in ("first", "second") and not (word[at - 1 : at] == ["the"] and _is_subject(word, at, end)):
                continue
            found.append(Phrase(_PRONOUNS[w], w, at, at + 1, "pronoun"))
        elif w in HEADS and not (at + 1 < end and (word[at + 1] in HEADS or word[at + 1] == "-")):
            found.append(_phrase(tokens, first, at, cover))
        elif w == "up" and at >= first + 2 and word[at - 2 : at] == ["start", "-"]:
            found.append(_phrase(tokens, first, at, cover, head=at - 2, kind="organisation"))
    return found


def _stands_alone(word: list[str], at: int, end: int) -> bool:
    return at + 1 >= end or word[at + 1] in _STOP or not word[at + 1].isalpha()


def _is_subject(word: list[str], at: int, end: int) -> bool:
    """Whether an ordinal is followed as a subject is: "the first narrowed its plan"."""
    after = word[at + 1] if at + 1 < end else ""
    return after == "," or (after in VERBS and after not in HEADS) or after in ("has", "had", "is", "was", "will", "'s")


def _phrase(
    tokens: Tokens, first: int, at: int, cover: list[Mention | None], *, head: int | None = None, kind: str = ""
) -> Phrase:
    word = tokens.word
    start = at if head is None else head
    steps = 0
    while start > first and steps < _MOST:
        w = word[start - 1]
        if w in _DEFINITE or w in _INDEFINITE or w in _OWNED or w in _STOP or w in SPEECH:
            break
        if cover[start - 1] is None and not (w.isalpha() or w == "-" or (w[0].isdigit() and word[start] == "-")):
            break
        if w in COMMON and w not in _PLAIN:
            break
        start -= 1
        steps += 1
    bare = start == (at if head is None else head)
    before = word[start - 1] if start > first else ""
    how = "plain"
    if before in _OWNED:
        how = "owned"
        if before in ("my", "our") and all(cover[k] is None for k in range(start, at)):
            return Phrase(kind or HEADS[word[at]], f"author's {word[at]}", start, at + 1, how)
        if before == "'s":
            start -= 2
            while start > first and cover[start] is not None and cover[start] is cover[start - 1]:
                start -= 1
    elif before in _DEFINITE:
        how = "bare" if bare else "definite"
    elif before in _INDEFINITE:
        how = "indefinite"
    return Phrase(kind or HEADS[word[at]], tokens.slice(start, at + 1), start, at + 1, how)
