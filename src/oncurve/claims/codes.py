"""The codes of findings: what each means, with an example (`oncurve rule OC301`).

Those of `oncurve lint`, on facts and not on claims, stand in `fact_codes`; `find_codes` looks in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.basis.errors import UnknownName

__all__ = ["CODES", "FAMILIES", "Code", "find_codes"]

#: first digit of a code: what its family is about
FAMILIES: dict[str, str] = {
    "1": "units and scale", "2": "sums that do not add up", "3": "drift from the cited source",
    "4": "stale, or not known then", "5": "circular or single-root evidence", "6": "mixed quantities",
    "7": "dates that contradict each other", "8": "too little to judge by",
}


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    Args:
        code: OC and three digits, the first of which names the family; OD where it is about a fact.
        title: in a few words.
        explanation: what it says, why it matters, and what it does not say.
        example: a sentence that gets it, and what the finding says there.
    """

    code: str
    title: str
    explanation: str
    example: str

    @property
    def family(self) -> str:
        """What the family of the code is about."""
        return FAMILIES[self.code[2]] if self.code.startswith("OC") else "facts"

    def to_dict(self) -> dict[str, str]:
        """The record as plain data."""
        return {"code": self.code, "title": self.title, "family": self.family, "explanation": self.explanation,
                "example": self.example}


_ALL = (
    Code("OC101", "off by a power of a thousand",
         "The figure is 1,000 or 1,000,000 times another that is known for the same thing: most often million "
         "written for billion, or the reverse.",
         "“Training Llama 3.1 405B took 30.84 billion GPU-hours”: its model card says 30.84 million."),
    Code("OC102", "off by a power of ten",
         "The digits are those of the known figure, but the decimal point stands elsewhere.",
         "“Llama 2 70B was trained on 20 trillion tokens”: its model card says 2 trillion."),
    Code("OC103", "speed with sparsity given as dense",
         "Makers print arithmetic speeds both dense and with structured sparsity, which doubles them. A training run "
         "uses the dense speed.",
         "“The H100 SXM delivers 1,979 teraflops of dense BF16”: that is the speed with sparsity; dense is 989."),
    Code("OC104", "figure of another variant",
         "The figure belongs to another variant of the chip or model: SXM and PCIe, 40 GB and 80 GB, the export "
         "version and the original.",
         "“The H100 PCIe reads its memory at 3,350 GB/s”: that is the SXM version; the PCIe version reads 2,039."),
    Code("OC105", "bits given as bytes, or one direction as both",
         "The figure is eight times, or twice, the known one: bits and bytes, or a link counted in one direction "
         "and in both.",
         "“The link moves 450 GB/s”: in one direction; makers count both, 900 GB/s."),
    Code("OC106", "a rate given as a total",
         "The figure is known as a rate, such as chip-hours for each trillion tokens, and is given as the whole.",
         "“DeepSeek-V2's pre-training needed only 172,800 GPU-hours in total”: that is for each trillion tokens."),
    Code("OC107", "figure of another precision",
         "The figure is the chip's speed at another number format than the one named.",
         "“1,979 teraflops at BF16”: that is the FP8 speed."),
    Code("OC108", "a time in the wrong unit",
         "The number is right in another unit of time: hours for months, days for weeks.",
         "“after two hours of pre-training”: its report counts two months."),
    Code("OC109", "a figure of another currency",
         "The number is known of the same thing in another currency: yuan printed as dollars, or the reverse.",
         "“ByteDance plans $160 billion of capital spending for 2026”: it plans 160 billion yuan, some $23 billion."),
    Code("OC110", "a pledge for another time",
         "The sum is known as one over so many years, and is told as one over other years, or as that of each year.",
         "“Alibaba will spend 380 billion yuan a year”: it pledged so much over three years."),
    Code("OC201", "hours times price is another sum",
         "The passage gives chip-hours and a price an hour, and a cost that is not their product.",
         "“2.788 million hours at $2 an hour, a total of $55.76 million”: the product is $5.576 million."),
    Code("OC202", "chips times time is another number of hours",
         "The passage gives a number of chips and a time, and chip-hours that are not their product.",
         "“2,048 A100s for 21 days, some 10 million chip-hours”: the product is 1.03 million."),
    Code("OC203", "the parts do not add up to the total",
         "The passage lists parts and a total that is not their sum.",
         "“2.664 million, 119,000 and 5,000 hours, or 5.788 million together”: the sum is 2.788 million."),
    Code("OC204", "parameters and tokens give another compute",
         "Training a model takes about six operations for each active parameter and token. The passage, or the "
         "facts known of the model, give another number.",
         "“37 billion active parameters and 14.8 trillion tokens, so 3.3e25 FLOP”: six times the product is 3.3e24."),
    Code("OC205", "shares add up to more than the whole",
         "Shares of one whole in a passage add up to more than 100 percent.",
         "“The US holds 75%, China 35%”: together 110%."),
    Code("OC206", "more work than the chips can do",
         "The compute would need more than the peak speed of the chips for the hours given.",
         "“Trained on 9.7e24 FLOP in 500,000 H800 hours”: that is several times the chip's peak."),
    Code("OC207", "a ratio that its two amounts do not give",
         "The passage gives two amounts and a ratio between them that they do not have.",
         "“from $20 to $0.07, a fall of 100 times”: the ratio is 286."),
    Code("OC208", "a part larger than the whole",
         "An amount told as a part of another is larger than it.",
         "“$34 billion in all, of which $91.8 billion went into research”."),
    Code("OC209", "a utilisation that work and hours do not give",
         "The passage gives, or the facts lend, the work of a run and the hours of its chips, and a share of the peak "
         "that the two do not make.",
         "“GPT-3's 3.14e23 FLOP in 1 million A100 hours, a utilisation of 90%”: over the A100's peak it is 28%."),
    Code("OC210", "a cluster too small for the model's memory",
         "Weights, optimiser and activations do not fit in the memory of so many chips, however the run is laid out. "
         "It is said only of training, and only where the leanest layout is over by a quarter.",
         "“Llama 3.1 405B was trained on 32 H100s”: they hold 2,560 GB, and its optimiser alone takes more."),
    Code("OC301", "the cited source says another figure",
         "The sentence rests on a source that gives a different figure for the same thing.",
         "“Amodei says costs fall tenfold a year”: his essay says about four times a year."),
    Code("OC302", "the cited source gave no figure",
         "The sentence gives a figure in the name of someone who, in what the catalogue holds, gave none.",
         "“Bank of America put the cost at $5.58 million”: the bank called the figure misleading; the figure is "
         "DeepSeek's own."),
    Code("OC303", "the source said it of something else",
         "The cited source gives the figure, but for another thing, scope or time.",
         "“SemiAnalysis says training V3 cost $1.6 billion”: it says so of the servers of the whole company."),
    Code("OC304", "the source itself sets this limit",
         "The cited source says what its figure leaves out, and the sentence does not pass that on, or presents it "
         "as a discovery.",
         "“DeepSeek did not include research costs”: its report says so itself."),
    Code("OC401", "changed since",
         "What is known now gives another verdict than what was known on the article's day.",
         "“o3 costs $40 per million output tokens” (May 2025): $8 since 10 June 2025."),
    Code("OC402", "was true earlier",
         "The figure was right until a day before the article's.",
         "“o1-mini still costs $12” (March 2025): until 31 January 2025; $4.40 since."),
    Code("OC403", "not known then",
         "No public source gave the figure on the article's day; one does now.",
         "“R1's stages took 147,000 hours” (March 2025): first published in September 2025."),
    Code("OC501", "circular evidence",
         "The only basis for the figure was itself derived from the claim, or from a quantity that the claim is to "
         "be tested against.",
         "Claude 3.5 Sonnet's 2.7e25 FLOP is derived from the stated cost, so it cannot confirm that cost."),
    Code("OC502", "one root",
         "The sources that agree all repeat one source.",
         "“Reports agree on 50,000 Hopper chips”: all go back to one estimate."),
    Code("OC601", "a price given as a cost",
         "What buyers are asked for is given as what the seller spends, or the reverse. The two differ by an unknown "
         "margin.",
         "“It costs OpenAI $10 to generate a million tokens”: $10 is the price it charges."),
    Code("OC602", "chips and H100-equivalents mixed",
         "A count of chips is given as H100-equivalents, or the reverse.",
         "“6.1 million H100-equivalents of TPUs”: 6.1 million is the number of chips."),
    Code("OC603", "one run given for the whole",
         "The figure is of the final training run, or a stage of it, and is given for the whole development.",
         "“With staff and failed experiments, V3 cost $5.6 million”: that is the rent of the final run alone."),
    Code("OC604", "a company's spending given for one model",
         "The figure is what a company spent or owns, and is given as the cost of one model.",
         "“Training V3 really cost $1.6 billion”: that is an estimate of all the company's servers."),
    Code("OC605", "active and total parameters mixed",
         "A mixture-of-experts model uses only a part of its parameters for each token; one count is given as the "
         "other.",
         "“Llama 4 Maverick has 17 billion parameters in total”: 17 billion are active, the total is 400 billion."),
    Code("OC606", "figure of another quantity",
         "The figure is known, of the same thing, as another quantity than the one named.",
         "“V3 took 2.664 million hours in all”: that is pre-training alone."),
    Code("OC701", "dates in the wrong order",
         "Two dates of the passage, or of the passage and the facts, cannot both hold.",
         "“released in May, its training finished in July”: it was out before."),
    Code("OC702", "after the article",
         "Something is told as past, on a day after the article's.",
         "An article of 3 January that says “was released on 20 January”."),
    Code("OC703", "another time between the dates",
         "The passage gives two dates and a time between them that they do not have.",
         "“on 14 March 2023 and on 20 June 2024, four months later”: fifteen months."),
    Code("OC704", "a breach before there was a rule",
         "A chip is told to have been smuggled or sold in breach of a rule, on a day on which it needed no licence.",
         "“the H800s it bought in June 2023 broke export law”: the H800 was free to go to China until October 2023."),
    Code("OC705", "publication taken for effect",
         "A rule is told to have held from the day on which it was released or published; it took effect later.",
         "“the controls took effect on 17 October 2023”: they were released then, and took effect on 17 November."),
    Code("OC706", "before a rule that already held",
         "A chip is told to have been bought or sold before a rule, or lawfully, on a day on which it needed a licence "
         "already.",
         "“the H800s it bought in December 2023, before the ban”: the H800 had needed a licence since October 2023."),
    Code("OC801", "too wide to settle it",
         "The estimate's 90% interval spans more than a factor of ten, and the claim lies within it.",
         "A closed model's cost, where only its price is known."),
    Code("OC802", "a fact is missing",
         "The catalogue lacks what the question needs. `oncurve facts` shows what there is; a folder of your own "
         "facts can add it.",
         "“Claude Opus 4 has two trillion parameters”: no source says."),
    Code("OC803", "rests on one estimate",
         "The only figure known is a third party's estimate, so agreement with it is not confirmation.",
         "The number of chips behind a closed model."),
    Code("OC804", "an unsure reading",
         "The claim does not fit as it was read, but the reading is unsure, and the text makes several claims: it is "
         "not held against the text. `check --claims` judges a reading that you have corrected or confirmed.",
         "A cell of a table whose row may be of either of two models."),
)

CODES: dict[str, Code] = {each.code: each for each in _ALL}


def find_codes(code: str | None = None) -> tuple[Code, ...]:
    """The record of one code in any case, or of all: those of claims first, then those of facts.

    Raises:
        UnknownName: there is no such code.

    >>> find_codes("oc301")[0].title
    'the cited source says another figure'
    """
    from oncurve.claims.fact_codes import FACT_CODES

    every = CODES | {name: Code(name, *words) for name, words in FACT_CODES.items()}
    if code is None:
        return tuple(every.values())
    wanted = code.strip().upper()
    if wanted not in every:
        near = tuple(each for each in every if each[:3] == wanted[:3]) or tuple(every)
        raise UnknownName("code", code, near[:3], "oncurve rule")
    return (every[wanted],)
