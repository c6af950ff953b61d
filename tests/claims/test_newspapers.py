"""Who vouches for a figure as newspapers build sentences: open quotations, inserted sources, asides, claims told."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
HUANG = "Jensen Huang"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "“Rubin needs 600 kilowatts a rack,” Jensen Huang said on Monday. “A hall of them draws 90 megawatts.”",
            {"600 kilowatts": HUANG, "90 megawatts": HUANG},
        ),
        (
            "“Our cluster holds 24,000 H100s. It draws 33 megawatts,” said Thomas Wolf, a founder of Hugging Face.",
            {"24,000 H100s": "Thomas Wolf", "33 megawatts": "Thomas Wolf"},
        ),
        (
            "Clement Delangue spoke next. The run, he said, took 61 days and 384 H100s.",
            {"61 days": "Clement Delangue", "384 H100s": "Clement Delangue"},
        ),
        (
            "Sam Altman was unmoved. But, he wrote, a fair count shows that GPT-4 cost $100 million to train.",
            {"$100 million": "Sam Altman"},
        ),
        (
            "Yann LeCun wrote that Llama 3.1 405B, a model released in July, was trained on 15 trillion tokens.",
            {"in July": None, "15 trillion tokens": "Yann LeCun"},
        ),
        (
            "Sundar Pichai said Gemini 2.0, which was launched on 11 December, was trained with 20,000 TPUs.",
            {"11 December": None, "20,000 TPUs": "Sundar Pichai"},
        ),
        (
            "Jefferies said Baidu’s claim that it trained Ernie 4.5 for $9 million leaves out the staff.",
            {"$9 million": "baidu"},
        ),
        (
            "Reuters reported that Bernstein doubted DeepSeek’s assertion that V3 was trained on 2,048 H800s.",
            {"2,048 H800s": "deepseek"},
        ),
        (
            "Grok 4, Elon Musk says, was trained on 200,000 GPUs and draws 250 megawatts.",
            {"200,000 GPUs": "Elon Musk", "250 megawatts": "Elon Musk"},
        ),
        (
            "Claude 3 Opus was trained on 10,000 chips, while OpenAI’s model took 25,000 A100s, Dario Amodei notes.",
            {"10,000 chips": "Dario Amodei", "25,000 A100s": "Dario Amodei"},
        ),
        (
            "“The bill is large,” Lisa Su said. “[Each cluster] costs $3 billion. We will ship 300,000 MI355X chips.”",
            {"$3 billion": "Lisa Su", "300,000 MI355X": "Lisa Su"},
        ),
        (
            "Mark Zuckerberg said Meta runs 350,000 H100s.\n\nThe H100 has been banned for China since October 2022.",
            {"350,000 H100s": "Mark Zuckerberg", "banned": None},
        ),
    ],
)
def test_each_figure_of_a_report_has_the_source_that_its_sentence_gives_it(
    text: str, speakers: dict[str, str | None]
) -> None:
    """The innermost source speaks, and the paper itself vouches for what an aside tells."""
    found = READER.read_text(text, dt.date(2025, 12, 9))
    heard = {
        figure: {claim.speaker for claim in found if claim.start <= text.find(figure) + len(figure) - 1 < claim.end}
        for figure in speakers
    }
    assert heard == {figure: {speaker} for figure, speaker in speakers.items()}
