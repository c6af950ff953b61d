"""Everyday words that a capital at the start of a sentence does not make a name, and the words of dates."""

from __future__ import annotations

import functools
from pathlib import Path

from oncurve.claims.read.tokens import words

__all__ = ["COMMON", "MONTHS", "ROLES", "SPEECH", "VERBS", "WEEKDAYS", "everyday"]

MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
WEEKDAYS = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}

COMMON = words(
    "a about above according across actually after again against ago all almost alone along already also "
    "although altogether always am amid among an analysts and another any anybody anyone anything apart are "
    "around as ask asked asking assume at away back based be because become been before behind being below "
    "beneath beside besides best better between beyond big bigger billion both bring build building but buy "
    "buyers by call called can cannot chip chips claims clearly close cloud come companies company compare "
    "compared compute computing consider considering cost costs could counting critics cut cutting data day "
    "days deep demand despite developers did directly do does done double down due during each earlier "
    "early east economists eight either eleven else engineers enough even eventually ever every everybody "
    "everyone everything exactly except expect expected experts exports fans far fast few fewer fifteen "
    "fifty finally first five following for forget former forty four free from full further generally get "
    "getting given giving go going good government great had half happy hardly has have having he held "
    "hello help hence her here hers high higher his historically home hours how however huge hundred "
    "hundreds i idea if imagine in inc including indeed inside insiders instead into investors is it its "
    "itself judging just keep keeping key know labs last late later latest lawmakers leading leaving left "
    "less let like likewise little local long longer look looking lots low lower lunch made mainly make "
    "makers making many market markets may maybe me meanwhile measured memo million millions model models "
    "monday more moreover most mostly much must my nearly neither never nevertheless new news next nine no "
    "nobody none nor north not note nothing now number numbers observers of off officials often oh ok old "
    "on once one ones online only open operations or order other others our out outside outsiders over "
    "overall own owners parameters part people per perhaps plans please point possibly power pre press "
    "prices pricing pro probably production put quite rather ready reality recall recent recently remember "
    "rents report reported reportedly reports research researchers results revenue right rivals roughly "
    "rumour rumours run running said sales same say saying says scaled scientists second see seen sell "
    "senator separately servers set seven several shares she ships short should show similarly simply since "
    "six sixty size small smuggled smugglers so some somebody someone something sometimes soon sources "
    "south spending spread staff start started state states stay still stocks such sums supply sure take "
    "taken taking talk technically ten tens thanks that the their them then there thereafter therefore "
    "these they thing things think third thirty this those though thousands three through throughout thus "
    "time times to today together tokens tomorrow too took total traders trained training transformers "
    "twelve twenty twice two typical ultimately under unless unlike until up upon us use used users using "
    "usually very view want was watch watching we wednesday week weeks weights well went were west what "
    "whatever when whenever where whereas whether which while who whoever whole whose why wide will with "
    "within without witness word words work workers working world worse would write writing wrote yeah year "
    "years yes yesterday yet you your zero asking across added add adding note nota bene tl dr update "
    "breaking exclusive reminder thread hot fun fact also host guest analyst moderator presenter speaker "
    "reader question answer q figures specs spec specifications context window parameters price prices "
    "input output active layers release released licence license benchmark benchmarks score scores headline "
    "cards card grid stage stages jobs first second third next previous name type class maker vendor memory "
    "bandwidth interconnect peak tdp founders founder spot rent rental machine machines hardware software "
    "silicon cluster clusters site sites capacity planned built pledged promised given asked born moved "
    "visitors tariffs duties imports customs"
)

VERBS = words("said says say told tells wrote writes claims claimed reckons estimates estimated argued argues")

#: verbs by which somebody vouches for a figure
SPEECH = words(
    "say says said saying tell tells told write writes wrote written report reports reported claim claims "
    "claimed argue argues argued note notes noted state states stated estimate estimates estimated "
    "estimating reckon reckons reckoned calculate calculates calculated think thinks thought believe "
    "believes believed insist insists insisted boast boasts boasted disclose discloses disclosed reveal "
    "reveals revealed announce announces announced confirm confirms confirmed suggest suggests suggested "
    "put puts warn warns warned add adds added list lists listed log logs logged acknowledge acknowledges "
    "acknowledged concede concedes conceded admit admits admitted predict predicts predicted forecast "
    "forecasts forecasted foresee foresees foresaw expect expects expected project projects projected "
    "explain explains explained testify testifies testified declare declares declared assert asserts "
    "asserted contend contends contended maintain maintains maintained recall recalls recalled remark "
    "remarks remarked observe observes observed quip quips quipped joke jokes joked tweet tweets tweeted "
    "post posts posted figure figures figured guess guesses guessed show shows showed find finds found "
    "conclude concludes concluded record records recorded cite cites cited price prices priced peg pegs "
    "pegged quote quotes quoted counter counters countered reply replies replied respond responds responded "
    "deny denies denied dispute disputes disputed tout touts touted promise promises promised pledge "
    "pledges pledged advertise advertises advertised publish publishes published credit describe describes "
    "described compare compares compared describes swear swears swore tally tallies tallied count counts "
    "counted assess assesses assessed value values valued judge judges judged rate rates rated measure "
    "measures measured specify specifies specified allege alleges alleged point points fear fears feared "
    "feares worries worried shrug shrugs shrugged scoff scoffs scoffed snap snaps snapped mutter told"
)

ROLES = words(
    "ceo cto cfo coo boss chief head founder cofounder co-founder chairman chair chairwoman president "
    "director analyst analysts minister secretary senator "
    "spokesman spokeswoman spokesperson researcher scientist engineer professor economist strategist "
    "partner investor trader executive officer adviser advisor manager "
    "representative congressman congresswoman commissioner official officials regulator vice-president "
    "author blogger journalist reporter historian lawyer employee insider insiders "
    "witness guest host moderator presenter analyst owner seller smuggler broker dealer importer customer "
    "consultant colleague critic critics memo report paper study survey census "
    "card filing document documents prospectus dataset tracker index think-tank bank broker estimates "
    "sources source people"
)


@functools.cache
def everyday() -> frozenset[str]:
    """Everyday words, which a sentence's start gives a capital and which are no names then.

    They are the words that our labelled passages, our documentation and Python's manual write small.
    """
    return words(Path(__file__).with_name("everyday.txt").read_text(encoding="utf-8"))
