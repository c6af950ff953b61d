"""Parameters of a shape: in total, and active for one token under the three conventions in use."""

from __future__ import annotations

from msgspec import Struct

from oncurve.architecture.shape import Shape

__all__ = ["ActiveParameters", "active_parameters", "attention_parameters", "feed_forward_parameters",
           "prediction_parameters", "total_parameters", "vocabulary_parameters"]


class ActiveParameters(Struct, frozen=True):
    """Parameters that one token passes through. Developers use all three readings.

    Args:
        body: without any vocabulary matrix.
        with_head: the output matrix counted too; this is what multiplies in a forward pass.
        with_both: input and output matrices counted; the same as `with_head` where they are tied.
    """

    body: int
    with_head: int
    with_both: int


def total_parameters(shape: Shape, *, with_prediction: bool = False) -> int:
    """All parameters.

    Args:
        shape: the dimensions.
        with_prediction: whether to count the modules that predict further tokens.
    """
    layers = shape.layers * _norms(shape) + sum(_attention_of_layers(shape))
    layers += _feed_forward_of_layers(shape, every_expert=True)
    own = layers + vocabulary_parameters(shape) + shape.learned_positions * shape.hidden + _final_norm(shape)
    return own + (prediction_parameters(shape) if with_prediction else 0)


def active_parameters(shape: Shape) -> ActiveParameters:
    """Parameters that one token passes through."""
    body = shape.layers * _norms(shape) + sum(_attention_of_layers(shape)) + _final_norm(shape)
    body += _feed_forward_of_layers(shape, every_expert=False)
    matrix = shape.vocab * shape.hidden
    return ActiveParameters(body, body + matrix, body + (matrix if shape.tied_embeddings else 2 * matrix))


def vocabulary_parameters(shape: Shape) -> int:
    """Parameters of the embedding and output matrices; one matrix where they are tied."""
    return shape.vocab * shape.hidden * (1 if shape.tied_embeddings else 2)


def attention_parameters(shape: Shape) -> int:
    """Parameters of one layer of softmax attention with its own keys and values."""
    return _queries(shape) + _keys_and_values(shape)


def feed_forward_parameters(shape: Shape, inner: int) -> int:
    """Parameters of one feed-forward block of inner width `inner`."""
    bias = (shape.ffn_matrices - 1) * inner + shape.hidden if shape.has_biases else 0
    return shape.ffn_matrices * shape.hidden * inner + bias


def prediction_parameters(shape: Shape) -> int:
    """Parameters of the modules that predict further tokens, vocabulary matrices shared.

    A module is one layer of the model (with experts where the model has them), a projection of two streams
    to one, and its norms.
    """
    inner = _experts(shape, every_expert=True) if shape.is_moe else feed_forward_parameters(shape, shape.ffn_dim)
    joined = 2 * shape.hidden * shape.hidden + 3 * shape.hidden
    return shape.mtp_depth * (attention_parameters(shape) + _norms(shape) + inner + joined)


def _attention_of_layers(shape: Shape) -> tuple[int, int]:
    width = shape.heads * shape.head_width
    linear = shape.linear_layers * shape.linear_matrices * shape.hidden * width
    softmax = shape.layers - shape.linear_layers
    with_own_keys = softmax // shape.kv_sharing
    return linear, softmax * _queries(shape) + with_own_keys * _keys_and_values(shape)


def _queries(shape: Shape) -> int:
    """Query and output matrices, and those of relative positions."""
    width = shape.heads * shape.head_width
    out = shape.heads * shape.value_width * shape.hidden
    if shape.is_latent and shape.q_lora_rank:
        query = shape.hidden * shape.q_lora_rank + shape.q_lora_rank + shape.q_lora_rank * width
    else:
        query = shape.hidden * width
    bias = width + shape.hidden if shape.has_biases else 0
    return query + out + bias + shape.relative_positions * shape.hidden * width


def _keys_and_values(shape: Shape) -> int:
    if shape.is_latent:
        down = shape.hidden * (shape.kv_lora_rank + shape.qk_rope_head_dim) + shape.kv_lora_rank
        return down + shape.kv_lora_rank * shape.heads * (shape.qk_nope_head_dim + shape.v_head_dim)
    width = shape.key_heads * shape.head_width
    return 2 * (shape.hidden * width + (width if shape.has_biases else 0))


def _feed_forward_of_layers(shape: Shape, *, every_expert: bool) -> int:
    dense = shape.layers - shape.moe_layers
    experts = shape.moe_layers * _experts(shape, every_expert=every_expert)
    return dense * feed_forward_parameters(shape, shape.ffn_dim) + experts


def _experts(shape: Shape, *, every_expert: bool) -> int:
    """Routed and shared experts of one layer, its router, and a dense block beside them."""
    if not shape.is_moe:
        return 0
    routed = shape.experts_routed if every_expert else shape.experts_active_routed
    shared = shape.experts_shared * (shape.shared_expert_ffn_dim or shape.expert_ffn_dim)
    widths = routed * shape.expert_ffn_dim + shared + shape.residual_ffn_dim
    return shape.ffn_matrices * shape.hidden * widths + shape.hidden * shape.experts_routed


def _norms(shape: Shape) -> int:
    """The two norms of a layer."""
    return 2 * shape.hidden * (2 if shape.has_biases else 1)


def _final_norm(shape: Shape) -> int:
    return _norms(shape) // 2
