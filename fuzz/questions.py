"""Questions: configurations, layouts, lists, settings, addresses, lines of JSON, and whole command lines."""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import strategies as st

from fuzz.files import cells, csv_of, rows
from fuzz.passages import SENTENCES, passages, short, world
from fuzz.target import Target, answers, as_bytes, as_text
from oncurve.answers.export_batch import export_lines
from oncurve.api import World
from oncurve.architecture.config import read_config
from oncurve.architecture.flop import flop_per_token
from oncurve.architecture.parameters import active_parameters, total_parameters
from oncurve.claims.fetch import fetch_article
from oncurve.cli.articles import source_of
from oncurve.cli.options import settings_of
from oncurve.cli.run import run
from oncurve.scenario.policy import policy_named
from oncurve.training.plan import layout_cells, layout_precision

__all__ = ["TARGETS"]


def config(data: bytes) -> None:
    """A `config.json` gives a shape with a finite size, or a reason."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "config.json"
        path.write_bytes(data)
        shape: Any = answers(lambda: read_config(path))
    if shape is not None:
        assert 0 <= active_parameters(shape).body <= total_parameters(shape)
        assert flop_per_token(shape, 4096).training >= 0


def layout(data: bytes) -> None:
    """A layout is read or refused; one that is read is simulated or refused."""
    text = as_text(data)
    if answers(lambda: layout_cells(text)) is not None:
        layout_precision(text)
        answers(lambda: few().simulate("llama-3-1-8b", chip="h100", chips=64, layout=text))


@cache
def few() -> World:
    """A world with the fewest draws."""
    return World("2025-06-01", draws=64)


def shipments(data: bytes) -> None:
    """Every row of a list of shipments gives one line of JSON."""
    text = as_text(data)
    for line in answers(lambda: list(export_lines(few().screening, io.StringIO(text,
        newline="")))) or ():  # type: ignore[attr-defined]
        found = json.loads(line)
        assert "status" in found or found["error"]["message"]


def runs(data: bytes) -> None:
    """Every row of a list of runs is simulated or refused."""
    import csv

    try:
        asked = list(csv.DictReader(io.StringIO(as_text(data), newline="")))
    except csv.Error:
        return
    for row in asked[:3]:
        found: Any = answers(lambda row=row: few().simulate_row(row))
        if found is not None:
            json.dumps(found.to_dict(basis=False), allow_nan=False)


def setting(data: bytes) -> None:
    """What `--set` takes is an input of the cost, or is refused; no NaN comes of it."""
    found: Any = answers(lambda: settings_of(tuple(as_text(data).split("\n"))))
    if found is not None:
        bill: Any = answers(lambda: few().setting(found).cost("deepseek-v3"))
        if bill is not None:
            json.dumps(bill.to_dict(), allow_nan=False)


@contextlib.contextmanager
def alone(place: str) -> Iterator[None]:
    """In a folder of its own, with a network on which every name is this machine."""
    before = Path.cwd()
    os.chdir(place)
    local = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]
    try:
        with mock.patch("socket.getaddrinfo", return_value=local), \
                mock.patch.dict(os.environ, {"ONCURVE_DATA": place, "ONCURVE_DEBUG": "1"}):
            yield
    finally:
        os.chdir(before)


def address(data: bytes) -> None:
    """An address or a path is refused in words where it leads nowhere."""
    text = as_text(data)
    with tempfile.TemporaryDirectory() as place, alone(place):
        answers(lambda: fetch_article(text))
        for start in ("http://", "https://"):
            answers(lambda start=start: fetch_article(start + text))
        below = text.lstrip("/")
        if below != "-":
            answers(lambda: source_of(below, fetch=True, example="x"))
        answers(lambda: policy_named(below))
        answers(lambda: world().check(Path(below)))
        answers(lambda: few().simulate(below, config=Path(below)))


#: options that write files, ask the network, or start processes and servers
_OFF = ("--html", "--markdown", "--out", "--svg", "--vega", "--charts", "--parquet", "--families", "--claimreview",
        "--bibtex", "--fetch", "--workers", "--cluster", "--csv", "--draws")
_COMMANDS = ("claim", "extract", "check", "cost", "compute", "spend", "export", "law", "lag", "ontrend", "trend",
    "models",
             "chips", "organisations", "sources", "events", "facts", "inputs", "rule", "multiplier", "diff",
             "forecasts",
             "simulate", "stocks", "lint", "dump", "import", "capability", "completion")
_NO_DRAWS = {"multiplier", "forecasts", "diff", "completion", "dump", "import", "lint", "rule"}
_FEW = ["--draws=64"]
#: exit codes of the contract
_CODES = (0, 2, 3, 4)


def command(data: bytes) -> None:
    """A command line of any words ends with a code of the contract, and with JSON where that is asked for."""
    told = [word for word in as_text(data).split("\n") if not word.startswith(_OFF) and "/" not in word]
    if not told or told[0] not in _COMMANDS:
        told = ["claim", *told]
    few_draws = [] if told[0] in _NO_DRAWS else _FEW
    said = told_by([told[0], *few_draws, *told[1:]], {"a.txt": SENTENCES[0].encode()})
    if "--json" in told and said and not {"--help", "-h", "--batch", "--jsonl"} & set(told):
        json.loads(said, parse_constant=_no_number)


def lines(data: bytes) -> None:
    """Each line of JSON gives one line of JSON, whatever stands in it."""
    asked = sum(1 for line in data.split(b"\n") if line.strip())
    for verb in ("extract", "check"):
        said = told_by([verb, "--jsonl", "a.jsonl", *_FEW], {"a.jsonl": data})
        found = [json.loads(line, parse_constant=_no_number) for line in said.split("\n") if line]
        assert len(found) == asked
        assert all("claims" in each or each["error"]["message"] for each in found)


def edited(data: bytes) -> None:
    """Corrected readings of any kind are judged or refused."""
    told_by(["check", "a.txt", "--claims", "c.json", "--json", "--published", "2025-01-30", *_FEW],
            {"a.txt": SENTENCES[0].encode(), "c.json": data})


def told_by(words: list[str], given: dict[str, bytes]) -> str:
    """What a command says on standard output, in a folder with these files; its fault is a crash."""
    out, fault = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with tempfile.TemporaryDirectory() as place, alone(place), contextlib.redirect_stdout(out), \
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(b"GPT-4."))), contextlib.redirect_stderr(fault):
        for name, data in given.items():
            Path(name).write_bytes(data)
        code = run(words)
        out.flush()
        fault.flush()
    said, wrong = out.buffer.getvalue().decode(), fault.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert code in _CODES, (code, wrong)
    assert "Traceback" not in wrong
    assert code == 0 or wrong.strip()
    return said


def _no_number(word: str) -> float:
    raise AssertionError(f"{word} is no number of JSON")


keys = st.sampled_from((
    "num_hidden_layers", "hidden_size", "num_attention_heads", "num_key_value_heads", "head_dim", "vocab_size",
    "intermediate_size",
    "n_routed_experts", "num_experts_per_tok", "n_shared_experts", "moe_intermediate_size", "first_k_dense_replace",
    "kv_lora_rank",
    "q_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim", "sliding_window", "layer_types", "model_type",
    "tie_word_embeddings", "text_config", "num_nextn_predict_layers", "moe_layer_freq", "full_attention_interval",
    "hidden_act",
    "sliding_window_pattern", "multi_query", "max_position_embeddings", "attn_type_list", "moe_layer_start_index"))
values = st.recursive(st.one_of(st.integers(-2, 200_000), st.floats(), st.booleans(), st.none(), st.sampled_from((
    "gpt2", "llama4", "gemma2", "sliding_attention", "", 7168, 61, 128, 1e300, -0.0, 2**70))), lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=6)), max_leaves=9)
CONFIG = {"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
    "vocab_size": 32000,
          "intermediate_size": 11008, "num_key_value_heads": 8}
configs = st.one_of(st.dictionaries(keys, values, max_size=9).map(lambda more: {**CONFIG, **more}),
                    st.dictionaries(keys, values, max_size=12), values).map(lambda plain: json.dumps(plain).encode())
parts = st.lists(st.builds("{}={}".format, st.sampled_from((
    "tp", "pp", "dp", "cp", "ep", "etp", "v", "mb", "batch", "seq", "zero", "chips", "fsdp", "flash", "recompute",
    "schedule",
    "precision", "offload", "x")), st.one_of(st.integers(-1, 4096), st.sampled_from((
        "full", "selective", "none", "dualpipe", "1f1b", "zb", "fp8", "bf16", "optimizer", "², ", "٣", "1e3", "", "=",
        "9" * 30,
        "gpipe", "interleaved", "5000000000")))), max_size=7).map(",".join)
SHIPMENTS = ("chip", "date", "destination", "headquarters", "end_use", "tpp", "performance_density", "io_gb_s",
             "memory_bandwidth_gb_s", "die_area_mm2", "hbm", "item_kind", "buyer")
RUNS = ("chip", "chips", "layers", "hidden", "ffn", "heads", "vocab", "seq_len", "global_batch_seqs", "tp", "pp", "dp",
        "precision", "recompute", "experts", "active_experts", "zero_stage", "microbatch")
counts = st.one_of(st.integers(-1, 100_000).map(str), st.sampled_from(("8", "96", "12288", "h100", "H100", "bf16",
    "full")), cells)
names = st.one_of(st.sampled_from(("rental_price", "utilisation", "overhead", "chip_hours", "hardware_price",
    "energy_price", " ", "",
                                   "flop", "exchange_rate", "a=b", "power", "staff")), st.text(max_size=12))
amounts = st.one_of(st.sampled_from(("2", "1 to 3", "0", "-1", "0 to 0", "3 to 1", "nan", "inf to 2", "1e400",
    "1e-320 to 1e300",
                                     "2 USD per chip-hour", "50%", "1..2", "½", "٣ to ٤", "to", "1e308 to 1.7e308",
                                     "5e-324")), cells)
urls = st.one_of(short, st.lists(st.sampled_from((
    "http:", "https:", "//", "/", "a.org", "[::1]", "[", "]", ":80", ":443", ":99999", ":x", "@", "user:pw@", "?q=1",
    "#f", "%00",
    "%zz", "..", "xn--", "é.org", "ⅰ.org", "。", "a" * 64, "a" * 300, "127.1", "0x7f.1", "\t", "\n", " ", "\\", "\0",
    "policy.toml",
    ".json", ".pdf", "config.json", "\ud800", "~", "$HOME", "*")), max_size=9).map("".join))
arguments = st.lists(st.one_of(st.sampled_from((
    *_COMMANDS, "--json", "--as-of", "2025-01-01", "1800-01-01", "9999-12-31", "--set", "rental_price=2",
    "rental_price=1 to 3",
    "--to", "CN", "--on", "2025-05-01", "--hq", "RU", "H20", "deepseek-v3", "gpt-4", "DeepSeek-V3", "openai", "US",
    "CN", "--behind",
    "--measure", "--against", "--scope", "final_run", "--dollars", "2020", "--seed", "1", "--chip", "h100", "--chips",
    "8", "-1",
    "--batch", "--history", "--design", "--published", "2025-01-30", "-", "--", "a.txt", "--jsonl", "--help", "-h",
    "--model",
    "--layout", "tp=8", "--use", "consumer", "--under", "US-BILL-HR6875", "OC301", "hardware-price", "time-horizon",
    "--country",
    "--organisation", "--year", "2025", "--tpp", "1e400", "nan", "--precision", "fp8", "--tokens", "inf", "--due",
    "training-cost",
    "--facts", ".", "--die-area-mm2", "0", "chip_hours", "cost", "bash", "epoch-models", "csv", "--as", "--mapping")),
    st.sampled_from(SENTENCES), short), min_size=1, max_size=9).map(
        lambda words: as_bytes("\n".join(each.replace("\n", " ") for each in words)))
jsons = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), short, st.sampled_from((
    "USD", "months", "gpt-4", "US", "exact", "range", "2025-01", "training_cost", "capability_lag", -1, 1e308, 2**70,
    0, 23))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5)
fields = st.sampled_from(("quote", "start", "end", "sentence", "measure", "subject", "reference", "value", "low",
    "high", "unit",
                          "qualifier", "scope", "speaker", "negated", "time", "confidence", "x"))
CLAIM = {"quote": "$5.58 million", "start": 17, "end": 30, "measure": "training_cost", "subject": "deepseek-v3",
    "value": 5.58e6,
         "unit": "USD", "qualifier": "exact", "scope": None, "negated": False, "time": None}
TARGETS = (
    Target("config", config, st.one_of(configs, st.binary(max_size=100)), (json.dumps(CONFIG).encode(),)),
    Target("layout", layout, st.one_of(parts, parts, short).map(as_bytes),
    (b"tp=8,pp=16,v=2,recompute=full,schedule=dualpipe",), start=5.0),
    Target("shipments", shipments, st.one_of(
        st.builds(csv_of, st.lists(st.sampled_from(SHIPMENTS),
        max_size=9).map(lambda more: tuple(dict.fromkeys((*SHIPMENTS[:4], *more)))),
                  rows), passages.map(as_bytes)), (b"chip,date,destination\nH20,2025-05-01,CN\n",), start=5.0),
    Target("runs", runs, st.builds(csv_of, st.lists(st.sampled_from(RUNS),
    max_size=18).map(lambda more: tuple(dict.fromkeys(("chip", *more)))),
                                   st.lists(st.lists(counts, max_size=18), max_size=3)),
           (b"chip,chips,layers,hidden,heads,vocab,seq_len,tp,pp\nH100,64,32,4096,32,32000,4096,2,1\n",), start=15.0),
    Target("setting", setting, st.lists(st.builds("{}={}".format, names, amounts),
    max_size=3).map("\n".join).map(as_bytes),
           (b"rental_price=1.5 to 3",), start=5.0),
    Target("address", address, urls.map(as_bytes), (b"https://example.org/a.html", b"a/b.toml"), start=5.0),
    Target("lines", lines, st.one_of(
        st.lists(st.one_of(jsons, st.builds(lambda text, day, ident: {"id": ident, "published": day, "text": text},
        short,
                                            st.one_of(jsons, st.just("2025-01-30")), jsons)).map(json.dumps),
                                            max_size=4).map(
                                                "\n".join).map(str.encode), passages.map(as_bytes)),
           (b'{"id": 1, "published": "2025-01-30", "text": "GPT-4 cost $78 million to train."}\n',), start=5.0),
    Target("edited", edited, st.lists(st.dictionaries(fields, jsons, max_size=9).map(lambda more: {**CLAIM, **more}),
    max_size=3).map(
        lambda claims: json.dumps({"claims": claims}).encode()), (json.dumps({"claims": [CLAIM]}).encode(),),
        start=5.0),
    Target("command", command, arguments, (b"cost\ndeepseek-v3\n--json", b"export\nH20\n--to\nCN"), start=15.0),
)
