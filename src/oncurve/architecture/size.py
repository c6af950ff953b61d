"""Bytes of weights and of the key-value cache."""

from __future__ import annotations

from oncurve.architecture.parameters import total_parameters
from oncurve.architecture.shape import Shape

__all__ = ["BITS", "cache_bytes_per_token", "weight_bytes"]

#: Bits of one number in each format.
BITS = {"fp64": 64, "fp32": 32, "tf32": 32, "bf16": 16, "fp16": 16, "fp8": 8, "int8": 8, "fp4": 4, "int4": 4}


def weight_bytes(shape: Shape, precision: str = "bf16") -> float:
    """Bytes of all weights.

    Args:
        shape: the dimensions.
        precision: a key of `BITS`.
    """
    return total_parameters(shape) * BITS[precision] / 8


def cache_bytes_per_token(shape: Shape, precision: str = "bf16") -> float:
    """Bytes of keys and values kept for each token of the context.

    Latent attention keeps one latent and one rotary key for all heads; layers with linear attention keep a
    state that does not grow with the context, and nothing here.

    Args:
        shape: the dimensions.
        precision: a key of `BITS`.
    """
    latent = shape.kv_lora_rank + shape.qk_rope_head_dim
    numbers = latent if shape.is_latent else 2 * shape.key_heads * shape.head_width
    softmax = shape.layers - shape.linear_layers
    return (softmax // shape.kv_sharing) * numbers * BITS[precision] / 8
