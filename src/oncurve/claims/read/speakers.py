"""Who vouches for a figure: the innermost source around it."""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words
from oncurve.claims.read.words import ROLES, SPEECH

__all__ = ["Frame", "frames", "speaker_at"]

_FIRM_WORDS = words("company firm lab start-up startup group developer maker chipmaker team outfit bank")
_HE = words("he she they it who which")
_BETWEEN = words(
    "has have had also now since later once only then recently still itself himself herself publicly again "
    "is was openly first never just simply today yesterday earlier privately cheerfully flatly to investors "
    "and further did not the"
)
_ACCOUNTS = words(
    "account estimate estimates count reckoning figures numbers calculation calculations paper report "
    "survey study tally view telling guess math maths arithmetic analysis data card measure books filing "
    "model note census tracker projection projections admission word reading"
)
#: verbs that are nouns as often, so that their subject must stand right before them
_NOUNLIKE = words(
    "put puts price prices priced list lists log logs report reports claim claims estimate estimates "
    "project projects post posts figure figures record records show shows state states count counts value "
    "values rate rates measure measures note notes add adds added find finds found promise promises "
    "forecast quote quotes credit compare point points published publish peg guess describe described "
    "posted think expect expects expected believe thought judge cite advertise advertised counter promised "
    "pledged pledge posts rated valued recorded listed quoted disputes priced tally swear assess announced "
    "announce credited"
)


@dataclass(slots=True)
class Frame:
    """A source that speaks from token `at` on, or up to it where it stands after what it says."""

    at: int
    speaker: str | None
    after: bool = False


def frames(scene: Scene, last: str | None) -> list[Frame]:
    """The sources of a sentence in order; `last` is who spoke before, for "he" and "she"."""
    found: list[Frame] = []
    word = scene.tokens.word
    for at in range(scene.first, scene.end):
        w = word[at]
        if w in SPEECH and scene.cover[at] is None:
            frame = _verb(scene, at, last)
            if frame is not None:
                found.append(frame)
        elif w in ("to", "per", "by", "in", "on") or w == "for":
            frame = _preposition(scene, at)
            if frame is not None:
                found.append(frame)
    return found


def speaker_at(scene: Scene, at: int, tag: str | None) -> str | None:
    """Who vouches for what stands at token `at`."""
    found: list[Frame] = scene.made_frames if hasattr(scene, "made_frames") else []
    return pick(found, at, tag)


def pick(found: list[Frame], at: int, tag: str | None) -> str | None:
    """The frame that holds token `at`: the nearest before it, else the nearest after it, else the tag."""
    before = [f for f in found if not f.after and f.at < at]
    if before:
        return before[-1].speaker
    after = [f for f in found if f.at > at]
    later = [f for f in after if f.after]
    if later:
        return later[0].speaker
    return tag


def name_of(mention: Mention) -> str:
    """The name of a speaker: a person's label, an organisation's id, else the words."""
    if mention.kind == "person" and mention.name is not None:
        return mention.name.label
    return mention.ident


def _verb(scene: Scene, at: int, last: str | None) -> Frame | None:
    word = scene.tokens.word
    w = word[at]
    passive = at + 1 < scene.end and word[at + 1] == "by"
    if passive:
        mention = scene.cover[at + 2] if at + 2 < scene.end else None
        if mention is not None and mention.kind in ("person", "organisation", "proper"):
            return Frame(at, name_of(mention))
        phrase = _phrase_after(scene, at + 2)
        return Frame(at, phrase) if phrase else None
    # "…, said X"
    if (
        w
        in (
            "said",
            "says",
            "wrote",
            "added",
            "estimated",
            "reported",
            "reckons",
            "argued",
            "according",
            "told",
            "notes",
            "noted",
            "explained",
            "warned",
        )
        and at > scene.first
        and (word[at - 1] in (",", '"', "—", "-", ")") or word[at - 1] in ("million", "billion"))
        and at + 1 < scene.end
    ):
        mention = scene.cover[at + 1] or (
            scene.cover[at + 2] if at + 2 < scene.end and word[at + 1] in ("the", "chief") else None
        )
        if mention is not None and mention.kind in ("person", "organisation", "proper"):
            return Frame(at, name_of(mention), after=True)
        phrase = _phrase_after(scene, at + 1)
        if phrase and word[at - 1] in (",", '"'):
            return Frame(at, phrase, after=True)
    subject = _subject(scene, at, last)
    if subject is None:
        return None
    name, start = subject
    posed = start > scene.first and word[start - 1] in (",", '"', "—", "–", ")") and not _complement(scene, at)
    return Frame(at, name, after=posed)


def _complement(scene: Scene, at: int) -> bool:
    """Whether the verb goes on to what is said ("says that …", "told Congress …", "puts it at …")."""
    k = at + 1
    return (
        k < scene.end
        and scene.tokens.word[k] not in (".", '"', "!", ";", "—")
        and scene.end - k > 4
        and scene.tokens.word[k] not in (",", "on", "in")
    )


def _subject(scene: Scene, at: int, last: str | None) -> tuple[str, int] | None:
    """The source that is the subject of the verb at `at`, and where its name starts."""
    word = scene.tokens.word
    k = at - 1
    strict = word[at] in _NOUNLIKE
    skipped = 0
    while k >= scene.first and word[k] in _BETWEEN and skipped < 3:
        k -= 1
        skipped += 1
    if k < scene.first:
        return None
    mention = scene.cover[k]
    if (
        mention is not None
        and mention.kind in ("person", "organisation", "proper", "country")
        and mention.form != "adjective"
    ):
        return name_of(mention), mention.first
    w = word[k]
    if w in _HE:
        if w in ("who", "which") and k > scene.first:
            mention = scene.cover[k - 1] or (
                scene.cover[k - 2] if word[k - 1] == "," and k - 2 >= scene.first else None
            )
            return (name_of(mention), mention.first) if mention is not None else (last or "", k) if last else None
        return (last, k) if last else None
    if w in ("i", "we"):
        return None
    if w == "," and not strict:
        apposed = _apposition(scene, k)
        if apposed is not None:
            return apposed
    if w in _FIRM_WORDS or (w == "up" and word[k - 1] == "-"):
        back = [m for m in scene.of_kind("organisation") if m.end <= k]
        firm = back[-1] if back else scene.focus.get("organisation")
        maker = scene.focus.get("model")
        if firm is not None:
            return firm.ident, k
        if maker is not None and maker.organisation:
            return maker.organisation, k
        return f"{w}", k
    return None if w == "'s" else _noun_phrase(scene, k, strict=strict)


def _apposition(scene: Scene, comma: int) -> tuple[str, int] | None:
    """`X, the chief executive of Y, said`: the name before the aside."""
    word = scene.tokens.word
    for k in range(comma - 1, max(scene.first, comma - 14) - 1, -1):
        if word[k] == "," and k > scene.first:
            mention = scene.cover[k - 1]
            if mention is not None and mention.kind in ("person", "organisation", "proper"):
                return name_of(mention), mention.first
            return None
    return None


def _noun_phrase(scene: Scene, k: int, *, strict: bool) -> tuple[str, int] | None:
    """`a fund manager in Seoul`, `one analyst`, `people familiar with …`: the words of the subject."""
    word = scene.tokens.word
    start = k
    steps = 0
    while (
        start > scene.first
        and steps < 8
        and word[start - 1] not in (",", ";", ":", ".", '"', "—", "but", "while", "and", "(", ")", "that", "yet", "?")
    ):
        start -= 1
        steps += 1
    words = word[start : k + 1]
    if words and words[0] in ("meanwhile", "now", "still"):
        start += 1
        words = words[1:]
    heads = [
        x
        for x in words
        if x in ROLES
        or x
        in (
            "rivals",
            "outsiders",
            "engineers",
            "traders",
            "estimates",
            "fans",
            "folks",
            "lawyers",
            "banks",
            "think",
            "hawk",
            "insiders",
            "owners",
            "analysts",
            "researchers",
            "executives",
            "managers",
        )
    ]
    if not heads or any(x in ("was", "were", "is", "has", "had") for x in words):
        return None
    if strict and not (
        word[k] in ROLES
        or word[k] in ("rivals", "outsiders", "estimates", "insiders")
        or word[k].rstrip("s") in ROLES
        or len(words) <= 4
    ):
        return None
    named = [m for m in (scene.cover[x] for x in range(start, k + 1)) if m is not None]
    mention = next((m for m in named if m.kind == "person"), None)
    if mention is not None:
        return name_of(mention), start
    while start < k and word[start] in ("the", "a", "an", "one", "but"):
        start += 1
    text = scene.text(start, k + 1)
    if word[k] in ("folks", "spokesman", "spokeswoman", "spokesperson", "executives"):
        firm = next((m for m in named if m.kind == "organisation"), None)
        if firm is not None:
            return firm.ident, start
    return text, start


def _phrase_after(scene: Scene, at: int) -> str | None:
    word = scene.tokens.word
    k = at
    while (
        k < scene.end
        and word[k] not in (",", ".", ";", '"', "at", "in", "to", "on", "(", ")", "—", "as", "who", "of", "with")
        and k - at < 5
    ):
        k += 1
    words = word[at:k]
    if words and any(x in ROLES or x.rstrip("s") in ROLES or x in ("outsiders", "rivals", "insiders") for x in words):
        first = at + (words[0] in ("the", "a", "an", "one"))
        return scene.text(first, k)
    return None


def _preposition(scene: Scene, at: int) -> Frame | None:
    """`according to X`, `per X`, `by X's account`, `in X's estimate`."""
    word = scene.tokens.word
    w = word[at]
    to = w == "to" and at > scene.first and word[at - 1] == "according"
    if not to and w == "to":
        return None
    k = at + 1
    if k < scene.end and word[k] in ("the", "a", "an"):
        k += 1
    if k >= scene.end:
        return None
    mention = scene.cover[k]
    if mention is None and word[k] in ROLES and k + 1 < scene.end and scene.cover[k + 1] is not None:
        mention = scene.cover[k + 1]
    opening = at == scene.first or word[at - 1] in (",", "(", "—", "–", ";", '"') or to
    if mention is not None and mention.kind in ("person", "organisation", "proper", "country", "model"):
        stop = mention.end
        if to or (w == "per" and opening):
            return Frame(at, name_of(mention), after=at > scene.first + 1)
        if stop < scene.end and word[stop] == "'s":
            near = word[stop + 1 : stop + 4]
            if any(x in _ACCOUNTS for x in near):
                return Frame(at, name_of(mention), after=at > scene.first + 2)
        return None
    if to or ((w in ("by", "per", "on") and opening) or w == "by"):
        stop = k
        while stop < scene.end and word[stop] not in (",", ".", ";", ")", "of", "—") and stop - k < 6:
            stop += 1
        words = word[k:stop]
        if to or (words and words[-1] in _ACCOUNTS and (w != "by" or opening)):
            text = scene.text(k, stop)
            if words and words[0] in ("its", "their", "his", "her", "our", "my"):
                focus = scene.focus.get("organisation")
                return Frame(at, focus.ident if focus and words[0] == "its" else None, after=at > scene.first + 1)
            if words[:1] == ["that"]:
                return None
            return Frame(at, text or None, after=at > scene.first + 1)
    return None
