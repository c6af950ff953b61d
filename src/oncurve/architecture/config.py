"""Reads the shape of a model from the `config.json` that is published with its weights."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadInput, BadUsage

__all__ = ["read_config", "shape_of_config"]

#: Names of a dimension in the configurations of several libraries, the newest first.
_NAMES: dict[str, tuple[str, ...]] = {
    "layers": ("num_hidden_layers", "n_layer", "n_layers", "num_layers"),
    "hidden": ("hidden_size", "n_embd", "n_embed", "d_model"),
    "heads": ("num_attention_heads", "n_head", "n_heads"),
    "kv_heads": ("num_key_value_heads", "num_kv_heads", "n_head_kv"),
    "head_dim": ("head_dim", "attention_head_dim"),
    "vocab": ("vocab_size",),
    "ffn_dim": ("intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim", "intermediate_size_mlp"),
    "context": ("max_position_embeddings", "n_positions", "max_seq_len", "seq_length"),
    "experts_routed": ("n_routed_experts", "num_local_experts", "num_experts", "moe_num_experts"),
    "experts_active_routed": ("num_experts_per_tok", "num_experts_per_token", "moe_topk", "top_k_experts", "moe_top_k"),
    "experts_shared": ("n_shared_experts", "num_shared_experts", "moe_num_shared_experts"),
    "shared_expert_ffn_dim": ("shared_expert_intermediate_size",),
    "dense_first_layers": ("first_k_dense_replace", "moe_layer_start_index"),
    "moe_every": ("decoder_sparse_step", "moe_layer_freq", "interleave_moe_layer_step", "expert_layer_period"),
    "kv_lora_rank": ("kv_lora_rank",), "q_lora_rank": ("q_lora_rank",), "v_head_dim": ("v_head_dim",),
    "qk_nope_head_dim": ("qk_nope_head_dim",), "qk_rope_head_dim": ("qk_rope_head_dim",),
    "mtp_depth": ("num_nextn_predict_layers", "mtp_num_layers"), "window": ("sliding_window", "attention_chunk_size"),
}
_EXPERT_WIDTHS = ("moe_intermediate_size", "expert_intermediate_size", "expert_ffn_hidden_size", "intermediate_size")
#: Families whose feed-forward block has two matrices, whatever the name of their activation.
_PLAIN = frozenset({"gpt2", "gpt_neo", "gpt_neox", "gptj", "opt", "bloom", "falcon", "phi", "mpt", "starcoder2",
                    "gpt_bigcode", "codegen", "nemotron", "bert", "roberta", "xlm-roberta"})
#: Families that share the vocabulary matrix where their configuration does not say.
_TIED = frozenset({"gpt2", "gpt_neo", "gpt_bigcode", "bloom", "falcon", "opt", "mpt", "gemma", "gemma2", "gemma3",
                   "gemma3_text", "starcoder2", "bert", "roberta", "xlm-roberta"})
#: Families with a learned position table, which the length of the context gives its rows.
_LEARNED = frozenset({"gpt2", "gpt_neo", "gpt_bigcode", "opt", "bert", "roberta", "xlm-roberta"})
#: Words of a layer's kind for one that sees a window, and for one with linear attention.
_WINDOWED, _LINEAR = ("sliding", "chunk", "local"), ("linear", "mamba", "recurrent")
#: Inner over outer width of a block whose inner width is not said.
_INNER = 4
#: Matrices of a layer with linear attention, as wide as the model: queries, keys, values and output; and of Mamba,
#: whose inner width is twice the outer: two in and one out (Gu and Dao 2023, section 3.4: 3ED^2, with E = 2).
_LINEAR_MATRICES, _MAMBA_MATRICES = 4, 6
#: One layer in so many sees everything, in families whose configuration leaves it to the code.
_GLOBAL_EVERY = {"gemma2": 2, "gemma3": 6, "gemma3_text": 6, "llama4": 4, "llama4_text": 4}
_MOST_BYTES, _SHOWN = 4_000_000, 40


def read_config(path: Path) -> Shape:
    """The shape in a `config.json`, or in the one of a folder.

    Args:
        path: the file or the folder with the weights.

    Raises:
        BadInput: it cannot be read, is no JSON object, or says too little.
    """
    file = path
    try:
        file = path / "config.json" if path.is_dir() else path
        if file.stat().st_size > _MOST_BYTES:
            raise BadInput(f"The file has more than {_MOST_BYTES:,} bytes", file=file.name,
                           hint="Give the config.json of a model, not its weights.")
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise BadInput(f"It cannot be read: {what}", file=file.name,
                       hint="Give the config.json that stands beside a model's weights.") from None
    if not isinstance(found, dict):
        raise BadInput("The file holds no JSON object", file=file.name,
                       hint="Give the config.json that stands beside a model's weights.")
    try:
        return shape_of_config(found)
    except BadUsage as error:
        raise BadInput(error.what, file=file.name, hint=error.hint) from None


def shape_of_config(config: Mapping[str, Any]) -> Shape:
    """The shape that a configuration describes; of a model of text and pictures, the part that speaks.

    Args:
        config: the object of a `config.json`.

    Raises:
        BadUsage: a dimension is missing, or is no count.
    """
    inner = config.get("text_config") or config.get("llm_config")
    said = {**config, **inner} if isinstance(inner, Mapping) else dict(config)
    family = str(said.get("model_type") or "").lower()
    if said.get("is_encoder_decoder"):
        raise BadUsage(f"{family[:_SHOWN] or 'The model'} has an encoder beside its decoder", "",
                       "Give a model of one stack of layers.")
    table = {name: value for name, keys in _NAMES.items() if (value := _count(said, keys)) is not None}
    if said.get("multi_query") and "kv_heads" not in table:
        table["kv_heads"] = 1
    if "heads" not in table and {"hidden", "layers"} <= table.keys():
        raise BadUsage(f"{family[:_SHOWN] or 'The model'} has no attention heads", "",
                       "Give num_attention_heads; models without any attention cannot be simulated.")
    _check_heads(table)
    table |= _feed_forward(said, family, table)
    table |= _kinds_of_layers(said, family, table)
    tied = said.get("tie_word_embeddings")
    table["tied_embeddings"] = family in _TIED if tied is None else bool(tied)
    if family in _LEARNED:
        table["learned_positions"] = table.get("context", 0)
    return Shape.from_table(table)


def _count(said: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    for name in names:
        value = said.get(name)
        if isinstance(value, (list, tuple)):  # some give each layer its own: the commonest stands for all
            value = Counter(each for each in value if isinstance(each, int)).most_common(1)
            value = value[0][0] if value else None
        if value is None or isinstance(value, bool):
            continue
        if not isinstance(value, (int, float)) or not 0 <= value <= 1e12 or value != int(value):
            raise BadUsage(f"{name} = {repr(value)[:_SHOWN]} is no count", "", "Write a whole number, or leave it out.")
        return int(value)
    return None


def _check_heads(table: Mapping[str, Any]) -> None:
    """Refuse heads that do not divide the width, and more experts for a token than there are."""
    hidden, heads = table.get("hidden", 0), table.get("heads", 0)
    if heads and hidden % heads and "head_dim" not in table and "kv_lora_rank" not in table:
        raise BadUsage(f"hidden_size {hidden} does not divide over {heads} heads", "",
                       "Give head_dim, or other counts.")
    routed, active = table.get("experts_routed", 0), table.get("experts_active_routed", 0)
    if routed > 1 and active > routed:
        raise BadUsage(f"A token passes through {active} experts, and there are {routed}", "",
                       f"Give up to {routed} experts for a token.")
    keys = table.get("kv_heads", 0)
    if heads and keys and heads % keys:
        raise BadUsage(f"{heads} query heads do not divide over {keys} heads of keys and values", "",
                       "Give a number that divides the heads.")


def _feed_forward(said: Mapping[str, Any], family: str, table: Mapping[str, Any]) -> dict[str, int]:
    """Widths and matrices of the dense block and of experts."""
    dense = table.get("ffn_dim") or _INNER * table.get("hidden", 0)
    gated = family not in _PLAIN and not (said.get("activation_function") and not said.get("hidden_act"))
    found = {"ffn_dim": dense, "ffn_matrices": 3 if gated else 2}
    if table.get("experts_routed", 0) <= 1:
        return found | {"experts_routed": 0, "experts_active_routed": 0, "experts_shared": 0, "dense_first_layers": 0,
                        "moe_every": 1}
    width = _count(said, _EXPERT_WIDTHS) or dense
    found["expert_ffn_dim"] = width
    found["experts_active_routed"] = table.get("experts_active_routed", 1)
    if table.get("shared_expert_ffn_dim") and not table.get("experts_shared"):
        found["experts_shared"] = 1
    if family.startswith("llama4"):  # one expert for every token, of the width of the others
        found |= {"experts_shared": 1, "ffn_dim": _said_or(said, "intermediate_size_mlp", dense),
                  "expert_ffn_dim": dense}
    found["moe_every"] = max(table.get("moe_every", 1), 1)
    return found


def _said_or(said: Mapping[str, Any], name: str, other: int) -> int:
    """A count by its name, or another where it is not given."""
    value = _count(said, (name,))
    return other if value is None else value


def _kinds_of_layers(said: Mapping[str, Any], family: str, table: Mapping[str, Any]) -> dict[str, int]:
    """How many layers see a window, and how many have linear attention."""
    layers, window = table.get("layers", 0), table.get("window", 0)
    kinds = said.get("layer_types") or said.get("attn_type_list")
    if isinstance(kinds, list):
        words = [str(each).lower() for each in kinds]
        linear = sum(any(word in each for word in _LINEAR) or each == "0" for each in words)
        windowed = sum(any(word in each for word in _WINDOWED) for each in words)
        found = {"linear_layers": linear, "linear_matrices": _LINEAR_MATRICES if linear else 0}
        if any("mamba" in each for each in words):
            found["linear_matrices"] = _MAMBA_MATRICES
        return found | ({"window_layers": windowed} if window and windowed else {"window": 0})
    among = _count(said, ("attn_layer_period",))  # of so many layers one has attention, the others a state
    if among and among > 1:
        return {"linear_layers": layers - layers // among, "linear_matrices": _MAMBA_MATRICES, "window": 0}
    every = _count(said, ("full_attention_interval",))
    if every and every > 1:
        return {"linear_layers": layers - layers // every, "linear_matrices": _LINEAR_MATRICES, "window": 0}
    if not window or said.get("use_sliding_window") is False:
        return {"window": 0}
    every = _count(said, ("sliding_window_pattern",)) or _GLOBAL_EVERY.get(family)
    return {"window_layers": layers - layers // every if every else layers}
