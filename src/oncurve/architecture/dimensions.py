"""A shape as plain numbers that may be arrays, so that many shapes are worked out at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.architecture.parameters import active_parameters, total_parameters
from oncurve.architecture.shape import Shape

__all__ = ["Dimensions", "Real", "dimensions", "stacked_dimensions"]

#: One number, or an array of them.
Real = Any


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The widths and counts of a shape that time and memory depend on; each a number or an array.

    Args:
        dense_layers: layers with one feed-forward block.
        moe_layers: layers with experts, those that predict further tokens among them.
        heads_in_all: output heads: one, and one for each further token predicted.
        hidden: width of the residual stream.
        vocab: rows of the vocabulary.
        heads: query heads.
        kv_heads: key and value heads.
        key_width: width of a query and key head.
        value_width: width of a value head.
        latent: 1 where attention goes through a latent, else 0.
        query_latent: width of the query latent; 0 where queries are not compressed.
        key_latent: width of the key and value latent with its rotary part.
        rotary: width of that part, which all heads share and nothing spreads out.
        ffn: inner width of a dense feed-forward block.
        ffn_matrices: 3 where it is gated, else 2.
        experts: routed experts of a layer; 1 where there are none.
        active: routed experts that a token passes through.
        expert_ffn: inner width of one.
        shared_ffn: inner width of all shared experts of a layer together.
        window: tokens that a layer with a window sees.
        window_share: share of the layers with a window.
        linear_share: share of the layers with linear attention.
        parameters: in total.
        active_parameters: with the output matrix.
        expert_parameters: routed experts of one layer.
        tied: 1 where input and output matrix are one, else 0.
    """

    dense_layers: Real
    moe_layers: Real
    heads_in_all: Real
    hidden: Real
    vocab: Real
    heads: Real
    kv_heads: Real
    key_width: Real
    value_width: Real
    latent: Real
    query_latent: Real
    key_latent: Real
    rotary: Real
    ffn: Real
    ffn_matrices: Real
    experts: Real
    active: Real
    expert_ffn: Real
    shared_ffn: Real
    window: Real
    window_share: Real
    linear_share: Real
    parameters: Real
    active_parameters: Real
    expert_parameters: Real
    tied: Real

    @property
    def layers(self) -> Real:
        """All layers, those that predict further tokens among them."""
        return self.dense_layers + self.moe_layers


def dimensions(shape: Shape) -> Dimensions:
    """The numbers of one shape."""
    extra = shape.mtp_depth
    extra_moe = extra if shape.is_moe else 0
    return Dimensions(
        dense_layers=float(shape.layers - shape.moe_layers + extra - extra_moe),
        moe_layers=float(shape.moe_layers + extra_moe), heads_in_all=float(1 + extra), hidden=float(shape.hidden),
        vocab=float(shape.vocab), heads=float(shape.heads), kv_heads=float(shape.key_heads),
        key_width=float(shape.head_width), value_width=float(shape.value_width), latent=float(shape.is_latent),
        query_latent=float(shape.q_lora_rank if shape.is_latent else 0),
        key_latent=float(shape.kv_lora_rank + shape.qk_rope_head_dim if shape.is_latent else 0),
        rotary=float(shape.qk_rope_head_dim if shape.is_latent else 0), ffn=float(shape.ffn_dim),
        ffn_matrices=float(shape.ffn_matrices), experts=float(max(shape.experts_routed, 1)),
        active=float(shape.experts_active_routed), expert_ffn=float(shape.expert_ffn_dim),
        shared_ffn=float(shape.experts_shared * (shape.shared_expert_ffn_dim or shape.expert_ffn_dim)
                         + shape.residual_ffn_dim),
        window=float(shape.window), window_share=shape.window_layers / shape.layers if shape.window else 0.0,
        linear_share=shape.linear_layers / shape.layers,
        parameters=float(total_parameters(shape, with_prediction=True)),
        active_parameters=float(active_parameters(shape).with_head),
        expert_parameters=float(shape.ffn_matrices * shape.hidden * shape.expert_ffn_dim * shape.experts_routed),
        tied=float(shape.tied_embeddings))


def stacked_dimensions(many: Sequence[Dimensions]) -> Dimensions:
    """Several shapes as one whose numbers are arrays of shape (len(many),)."""
    def column(name: str) -> npt.NDArray[np.float64]:
        return np.asarray([getattr(each, name) for each in many], dtype=np.float64)

    return Dimensions(**{each.name: column(each.name) for each in fields(Dimensions)})
