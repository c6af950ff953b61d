"""Judgements told as facts, by their build: valuations, similes, metaphors of distance and age, blame, duty, motives.

What tells them from facts is how they are built, not whom they are about: a thing is *worth* so many of another kind,
*is* a thing that it cannot be ("is theatre", "is a puddle"), is *like* doing something, *should have* been done. Words
of value, feeling and pretence stand in lists by what they are, since any of them may fill each build.
"""

from __future__ import annotations

import re

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems

__all__ = ["judgement"]

_BE = r"(?:is|are|was|were|be|been|remains?|became|becomes?|it['’]s|that['’]s|he['’]s|she['’]s|they['’]re)"
_HOW = (r"(?:(?:now|still|just|simply|merely|only|plainly|frankly|utterly|really|truly|nothing but|nothing more than|"
        r"little more than|no more than|nothing short of|pure|sheer|mere|entirely|all|largely|mostly|already|at best|"
        r"at bottom|not|never|no longer|anything but) ){0,3}")
_REST = r"[^,.;:]*"
#: a thing of value or of none, a spectacle, a deceit, a belief: what chips, models and rules can only figuratively be
_FIGURE = (
    r"(?:theatre|theater|circus|farce|pantomime|charade|sideshow|spectacle|comedy|tragedy|puppet\w*|stunt|show trial|"
    r"toy|hobby|joke|gimmick|fad|fig leaf|figleaf|smokescreen|sham|hoax|scam|swindle|con|trick|trap|bluff|ruse|"
    r"land grab|power grab|shakedown|racket|bribe|handout|giveaway|"
    r"gift|blessing|curse|godsend|poison\w*|time bomb|weapon of mass \w+|own goal|"
    r"myth|fiction|fantasy|fairy[- ]tales?|tale|illusion|mirage|delusion|dream|nightmare|religion|cult|superstition|"
    r"dogma|propaganda|confession|excuse|pretext|insult|disgrace|scandal|outrage|shame|betrayal|crime|sin|"
    r"folly|madness|lunacy|nonsense|idiocy|stupidity|suicide|blunder|catastrophe|disaster|debacle|fiasco|failure|"
    r"triumph|masterstroke|masterpiece|marvel|miracle|wonder|revelation|monument|milestone in human\w*|"
    r"puddle|swamp|quagmire|desert|dinosaurs?|fossil|relic|museum piece|antique|dead end|dead horse|house of cards|"
    r"hall of mirrors|rounding error|footnote|toll booth|bubble|gold rush|arms race|fool['’]s errand|"
    r"poor man['’]s \w+|colleague|genius|hero|villain|bully|coward|tyrant|saint|prophet|charlatan|parasite|vampire)"
)
_VALUE = (  # adjectives that give a thing a value no table holds
    r"(?:overrated|underrated|overhyped|overblown|overstated|exaggerated|dishonest|disingenuous|hypocritical|"
    r"misguided|misleading|self-defeating|short-sighted|reckless|irresponsible|naive|absurd|pointless|useless|futile|"
    r"worthless|hopeless|meaningless|dangerous|evil|wicked|unforgivable|inexcusable|indefensible|unfair|unjust|"
    r"terrified|scared|afraid|frightened|jealous|envious|hungry|hungrier|delighted|desperate|obsessed|complacent|"
    r"arrogant|ashamed|embarrassed|humiliated|lazy|greedy|doomed|toast|beautiful|magnificent|"
    r"breathtaking|brilliant|wonderful|superb|dreadful|awful|terrible|horrible|ugly|soulless|toothless)"
)
_ERAS = (r"(?:(?:stone|bronze|iron|dark|middle|steam|victorian|medieval|jurassic) ?ages?|(?:stone|bronze|iron|dark) "
         r"age \w+|nursery|kindergarten|middle ages|museum|cradle|nappies|diapers|horse and cart|age of steam|"
         r"(?:twentieth|last|nineteenth|eighteenth|20th|19th|18th) century)")
_RULES = (r"(?:export )?(?:controls|sanctions|bans?|curbs|rules|restrictions|embargo(?:es)?)(?: on \w+)?(?:, \w+ "
          r"(?:said|says),)?")
_FEELS = (r"(?:please|flatter|appease|placate|hurt|harm|spite|punish|humiliate|embarrass|shame|scare|frighten|bleed|"
          r"starve|cripple|bully|mislead|deceive|fool|impress|distract|provoke|keep (?:\w+ ){1,2}(?:small|out|down|"
          r"weak|poor|quiet|honest)|look \w+|save face|pull the ladder|show off|talk (?:up|down))")

_BUILDS = Pattern(
    # valuations: "worth a thousand white papers", "a dollar burnt"
    r"\bworth (?:more than |far more than |at least )?(?:an?|one|two|three|ten|a dozen|twenty|fifty|hundreds? of|a "
    r"hundred|a thousand|a million|thousands of) (?!dollars?|euros?|yuan|pounds?|yen|percent|per|billion|million|"
    rf"trillion|tenth|third|quarter|half|fifth|look|try|week|month|year)(?-i:[a-z])\w+{_REST}|"
    r"\b(?:a|every) (?:dollar|euro|cent|penny|yuan) (?:burnt|burned|wasted|thrown away|stolen)\b|"
    # figures of speech that stand as predicates: "is theatre", "was a gift to every dictator"
    rf"\b{_BE} {_HOW}(?:an? |the |one )?(?:(?!year|month|week)\w+ )?{_FIGURE}\b{_REST}|"
    rf"\bcall(?:s|ed)? [^,.;:]{{2,40}}? (?:an? )?{_FIGURE}\b|"
    rf"\b{_BE} {_HOW}(?:(?:so|too|very|wildly|grossly|hugely|deeply|deliberately|totally|completely) "
    rf")?{_VALUE}\b{_REST}|"
    # similes: "is like selling rope", "writes like an angel", "is to X what a boat is to a ship"
    rf"\b{_BE} {_HOW}(?:rather |much |a bit |a little |more )?like \w+ing {_REST}|"
    rf"\b\w+s like (?:an? )(?:angel|god|dream|child|drunk|lunatic|poet|machine gun|charm|man|dog|demon|devil)\b{_REST}|"
    rf"\b{_BE} to [^,.;:]{{2,40}}? what [^,.;:]+? (?:is|are|was|were) to {_REST}|"
    rf"\b(?:likens?|likened|compare[sd]?) [^,.;:]{{2,60}}? (?:to|with) \w+ing {_REST}|"
    rf"\bhas all the (?:\w+ )?(?:charm|grace|appeal|wit|elegance|subtlety) of {_REST}|"
    # metaphors of distance and age: "still in the Bronze Age", "on another planet", "belongs in a museum"
    rf"\b(?:still |stuck |living |lives? |back |left |trapped |frozen |belongs? |deep )+in (?:the |an? |its |their )?"
    rf"{_ERAS}\b{_REST}|"
    r"\b(?:on|from|in) (?:another|a different|a distant|the same|an? altogether different) (?:planet|universe|galaxy|"
    rf"league|stadium|ballpark|postcode|century|millennium|sport|solar system)\b{_REST}|"
    rf"\b(?:light[- ]years|nanoseconds|worlds|oceans|galaxies|aeons|eons|geological epochs|a century|centuries|an "
    rf"eternity|a lifetime) (?:away|apart|behind|ahead|off)\b{_REST}|"
    # blame, praise and betrayal
    r"\b(?:has|have|had) (?:nobody|no one|only) (?:but )?(?:\w+ )?(?:to blame|to thank)\b" + _REST + "|"
    rf"\b(?:to blame for|(?:the|its|their) (?:own )?fault(?: of)?|owes? [^,.;:]{{2,30}}? (?:an apology|"
    rf"everything))\b{_REST}|"
    r"\b(?:betray(?:s|ed|ing)|squander(?:s|ed)|sold out|sold its soul|lost its (?:way|nerve|soul)|stabbed|"
    rf"hypnotised|strangled|deserve[sd]?)\b (?:to |its |their |his |her |the |every |no |it\b){_REST}|"
    # duty: "should have banned", "ought to be ashamed"
    r"\b(?:should(?: not|n['’]t| never)?|ought (?:not |never )?to) have (?:been|gone|known|seen|done|let|"
    rf"\w+ed)\b{_REST}|"
    r"\b(?:should(?: not|n['’]t| never)?|ought (?:not )?to|must never) (?:be (?:ashamed|banned|forbidden|scrapped|"
    r"repealed|lifted|tightened|abolished|broken up|nationalised|punished|jailed|praised|thanked|proud|allowed|stopped|"
    rf"forced|made to|left)|stop|apologi[sz]e|give up|resign|wake up|know better|learn|thank|fear|worry)\b{_REST}|"
    r"\b(?:has|have|had) no (?:right|business|place|shame|honour|conscience|soul|moat)\b" + _REST + "|"
    # motives
    r"\bwants? (?:only |nothing but |just )?(?:one thing|the [^,.;:]{2,30}?, all of it|to be (?:loved|liked|king|god|"
    rf"feared|remembered|famous|seen)|everything|it all)\b{_REST}|"
    r"\b(?:in it|did it|does it|do it) (?:only |purely |just )?(?:for the (?:money|glory|fame|power|applause|votes|"
    rf"headlines)|out of \w+)\b{_REST}|\band for nothing else\b|"
    r"\bcares? (?:more|less|only|nothing)(?: about| for)? [^,.;:]+|"
    rf"\b(?:never|not) (?:really |at all )?about [^,.;:]{{2,50}}[,;:] (?:[^,.;:]{{1,30}}[,;:] )?(?:it|they) (?:was|"
    rf"were|is|"
    rf"are) (?:all )?about {_REST}|"
    rf"\b(?:wrote|did|built|opened|closed|cut|published|leaked|released|passed|devised|invented|made|gave|warns?|"
    rf"warned|"
    rf"sued|timed|staged|priced|signed|banned|announced)\b[^,.;:]{{0,60}}? to {_FEELS}\b{_REST}|"
    r"\bbecause (?:he|she|it|they|we|nobody|everyone|somebody) (?:was|were|is|are|felt|feels?|lost|feared|fears|hates?|"
    r"hated|flatters?|wants?|wanted|loves?|loved) " + _REST + "|"
    # nobody and everybody
    r"\b(?:nobody|no one|no-one|hardly anyone|everybody|everyone) (?:(?:in|at|inside|outside|under|serious|sane|"
    r"else|with|who|on) ?(?:[\w’'-]+ ){0,4}?)?(?:understands?|believes?|believed|cares?|loses? sleep|takes? \w+ "
    rf"seriously|knows the first|in (?:his|her|their) right mind|is fooled|trusts?|dares?)\b{_REST}|"
    rf"\bno \w+ (?:on earth |in history )?(?:has|have) ever been (?:as|so|more|less) \w+{_REST}|"
    r"\bthe only \w+ (?:in the world |on earth |left )?(?:that|who|which) (?:\w+ly )?(?:matters?|counts?|"
    r"understands?)\b|"
    rf"\bthan (?:all|the whole|the rest) of [^,.;:]+? (?:put together|combined)\b|"
    r"\b(?:every|the one) [^,.;:]{2,30}? that (?:truly |really )?matters?\b|"
    # ends and causes: "the race is already lost", "the ban made Huawei"
    r"\b(?:race|war|battle|era|age|game|party|dream|fight|contest|moat) (?:is|are|was|were) (?:already |now |long |all "
    rf"but |as good as |never )?(?:over|lost|won|dead|there|ended|finished)\b|\bthe death of [^,.;:]+|"
    rf"\b{_RULES} (?:(?:have|has|had|do|did|does|will) )?(?:(?:not|never|only|simply|plainly|already) )?(?:work(?:s|"
    rf"ed)?|"
    rf"fail(?:s|ed)?|backfire[sd]?|bought|made [A-Z]|were never tried|are why|is why|was why|hurts?|helps?|"
    rf"helped)\b{_REST}",
    re.IGNORECASE,
)
#: words by which a sentence is about chips, models or the rules on them where nothing of these is named
_TOPIC = stems("chip chips model models ai controls ban bans export exports rule rules sanctions compute gpu gpus lab "
               "labs licence license race scaling benchmark benchmarks distillation datacentre inference accelerator "
               "accelerators moat")
_NAMED = ("organisation", "model", "chip", "country", "person", "cluster")


def judgement(scene: Scene) -> tuple[int, int] | None:
    """The tokens of a judgement in a sentence on chips, models or rules on them; None where there is none."""
    if scene.present.isdisjoint(_TOPIC) and not scene.of_kind(*_NAMED):
        return None
    text = scene.text(scene.first, scene.end)
    for found in _BUILDS.finditer(text):
        first, end = scene.covering(found.start(), found.end())
        if not any(each.stands_on(first, end) for each in scene.made):
            return first, end
    return None
