"""The shape of a transformer: its dimensions, as a developer's table lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from oncurve.basis.errors import BadUsage

__all__ = ["Shape"]

_NEEDED = ("layers", "hidden", "heads", "vocab")
_LATENT = ("kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim")


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a decoder. All are counts.

    Args:
        layers: decoder layers.
        hidden: width of the residual stream.
        heads: query heads.
        vocab: rows of the embedding matrix.
        kv_heads: key and value heads: as many as `heads` in multi-head attention, one in multi-query
            attention, between in grouped-query attention; 0 stands for `heads`.
        head_dim: width of a head; 0 stands for hidden / heads.
        kv_lora_rank: width of the shared latent of multi-head latent attention; 0 where there is none.
        q_lora_rank: width of the query latent; 0 where queries are not compressed.
        qk_nope_head_dim: width of a query or key head without position, in latent attention.
        qk_rope_head_dim: width of the rotary part of a head, in latent attention.
        v_head_dim: width of a value head, in latent attention.
        ffn_dim: inner width of the dense feed-forward block.
        ffn_matrices: 3 where the block is gated (SwiGLU), 2 where it is plain.
        tied_embeddings: whether input and output share one vocabulary matrix.
        experts_routed: experts to choose from in a mixture-of-experts layer; 0 in a dense model.
        experts_active_routed: how many of them a token passes through.
        experts_shared: experts that every token passes through.
        expert_ffn_dim: inner width of a routed expert.
        shared_expert_ffn_dim: inner width of one shared expert.
        dense_first_layers: layers at the bottom without experts.
        moe_every: one layer in so many has experts.
        residual_ffn_dim: inner width of a dense block beside the experts of each layer.
        linear_layers: layers with linear instead of softmax attention.
        linear_matrices: matrices of hidden x (heads x head_dim) in such a layer.
        kv_sharing: layers that share one set of keys and values.
        relative_positions: matrices of hidden x (heads x head_dim) for relative positions, per layer.
        learned_positions: rows of a learned position table.
        biases: 1 where matrices and norms carry biases, 0 where not; -1 stands for the rule that plain
            multi-head models (two matrices, as many key heads as heads) do and others do not.
        mtp_depth: modules for predicting further tokens, each one layer deep.
        window: length of the attention window in the layers that have one; 0 where none has.
        window_layers: layers with that window.
        context: longest sequence, in tokens.
    """

    layers: int
    hidden: int
    heads: int
    vocab: int
    kv_heads: int = 0
    head_dim: int = 0
    kv_lora_rank: int = 0
    q_lora_rank: int = 0
    qk_nope_head_dim: int = 0
    qk_rope_head_dim: int = 0
    v_head_dim: int = 0
    ffn_dim: int = 0
    ffn_matrices: int = 3
    tied_embeddings: bool = False
    experts_routed: int = 0
    experts_active_routed: int = 0
    experts_shared: int = 0
    expert_ffn_dim: int = 0
    shared_expert_ffn_dim: int = 0
    dense_first_layers: int = 0
    moe_every: int = 1
    residual_ffn_dim: int = 0
    linear_layers: int = 0
    linear_matrices: int = 0
    kv_sharing: int = 1
    relative_positions: int = 0
    learned_positions: int = 0
    biases: int = -1
    mtp_depth: int = 0
    window: int = 0
    window_layers: int = 0
    context: int = 0

    def __post_init__(self) -> None:
        for name in _NEEDED:
            if getattr(self, name) < 1:
                raise BadUsage(f"A shape with {name} = {getattr(self, name)}", "", f"{name} is a count above 0.")
        if self.kv_lora_rank and not all(getattr(self, name) for name in _LATENT):
            raise BadUsage("A latent attention without its head widths", "", f"It needs {', '.join(_LATENT)}.")
        if self.experts_routed and not (self.experts_active_routed and self.expert_ffn_dim):
            raise BadUsage("Experts without their width or number of active ones", "",
                           "It needs experts_active_routed and expert_ffn_dim.")
        if not self.experts_routed and not self.ffn_dim:
            raise BadUsage("A dense shape without ffn_dim", "", "Give the inner width of the feed-forward block.")

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Shape:
        """The shape that a table of the catalogue describes; keys that are no dimension are passed over.

        Raises:
            BadUsage: a dimension is missing.
        """
        known = {each.name: table[each.name] for each in fields(cls) if table.get(each.name) is not None}
        missing = [name for name in _NEEDED if name not in known]
        if missing:
            raise BadUsage(f"A shape without {', '.join(missing)}", "", "Give these counts.")
        known = {name: bool(value) if name == "tied_embeddings" else int(value) for name, value in known.items()}
        return cls(**known)

    @property
    def is_moe(self) -> bool:
        """Whether some layers have experts."""
        return self.experts_routed > 0

    @property
    def is_latent(self) -> bool:
        """Whether attention goes through a shared latent (MLA)."""
        return self.kv_lora_rank > 0

    @property
    def moe_layers(self) -> int:
        """How many layers have experts."""
        return (self.layers - self.dense_first_layers) // self.moe_every if self.is_moe else 0

    @property
    def key_heads(self) -> int:
        """Key and value heads."""
        return self.kv_heads or self.heads

    @property
    def head_width(self) -> int:
        """Width of a query head."""
        if self.is_latent:
            return self.qk_nope_head_dim + self.qk_rope_head_dim
        return self.head_dim or self.hidden // self.heads

    @property
    def value_width(self) -> int:
        """Width of a value head."""
        return self.v_head_dim if self.is_latent else self.head_width

    @property
    def has_biases(self) -> bool:
        """Whether matrices and norms carry biases."""
        if self.biases >= 0:
            return self.biases > 0
        return self.ffn_matrices == 2 and self.key_heads == self.heads and not self.is_moe and not self.is_latent
