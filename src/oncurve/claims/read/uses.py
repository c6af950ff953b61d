"""Words of need and permission that tell what a chip is used for or obeys, and rule nothing."""

from __future__ import annotations

from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["is_of_use"]

_REACH = 12
_OBEYS = words("compliant comply complies complied complying conform conforms circumvent")
#: words that also say what a chip needs and makes possible, and those that show a sentence to be on trade and states
_ASKS = ("requir", "need", "allow", "permit", "let", "restrict", "limit")
_TRADE = ("licen", "permission", "approv", "authori", "consent", "waiver", "letter", "paper", "govern", "export",
          "commerce", "bis", "state", "sell", "sold", "sale", "ship", "buy", "bought", "import", "customer", "trump",
          "biden", "administration", "official", "law", "legal", "rule", "regulat", "washington", "beijing", "sanction",
          "ban", "control", "congress", "senat", "threshold", "tpp", "clearance", "deliver", "send", "sent", "trade",
          "country", "countries", "abroad", "overseas", "chinese")


def is_of_use(scene: Scene, at: int) -> bool:
    """Whether a word at a token rules nothing: "requiring only firmware updates", "made to comply with the rules".

    Args:
        scene: the sentence.
        at: the token of the word.
    """
    word = scene.tokens.word
    if not _OBEYS.isdisjoint(scene.words_before(at, _REACH)):
        return True
    return word[at].startswith(_ASKS) and not _of_trade(scene)


def _of_trade(scene: Scene) -> bool:
    """Whether a sentence, or the one before it, speaks of trade, of states or of a country."""
    near = [scene] if scene.previous is None else [scene, scene.previous]
    return any(each.of_kind("country", "law", "person") or any(
        w.startswith(_TRADE) for w in each.tokens.word[each.first : each.end]) for each in near)
