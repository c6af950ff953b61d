"""Parameters and operations of shapes, against the weights that developers released."""

from __future__ import annotations

import pytest

from oncurve.architecture import Shape, active_parameters, total_parameters, training_flop
from oncurve.basis.errors import BadUsage

#: shape by the developer's `config.json`, and the number of parameters that Hugging Face counts in the weights
RELEASED = {
    "GPT-2 XL": ({"layers": 48, "hidden": 1600, "heads": 25, "vocab": 50257, "ffn_dim": 6400, "ffn_matrices": 2,
                  "tied_embeddings": True, "learned_positions": 1024}, 1_557_611_200),
    "Llama 2 7B": ({"layers": 32, "hidden": 4096, "heads": 32, "vocab": 32000, "ffn_dim": 11008}, 6_738_415_616),
    "Llama 3.1 405B": ({"layers": 126, "hidden": 16384, "heads": 128, "kv_heads": 8, "vocab": 128256,
                        "ffn_dim": 53248}, 405_853_388_800),
    "Mistral 7B": ({"layers": 32, "hidden": 4096, "heads": 32, "kv_heads": 8, "vocab": 32000, "ffn_dim": 14336},
                   7_241_732_096),
    "Mixtral 8x7B": ({"layers": 32, "hidden": 4096, "heads": 32, "kv_heads": 8, "vocab": 32000, "experts_routed": 8,
                      "experts_active_routed": 2, "expert_ffn_dim": 14336}, 46_702_792_704),
}


@pytest.mark.parametrize("name", RELEASED)
def test_dimensions_give_the_parameters_of_the_released_weights(name: str) -> None:
    """To the last parameter."""
    table, counted = RELEASED[name]
    assert total_parameters(Shape.from_table(table)) == counted


def test_mixtral_has_12_9_billion_active_parameters() -> None:
    """The Mixtral paper (arXiv:2401.04088) gives 13B active of 47B."""
    active = active_parameters(Shape.from_table(RELEASED["Mixtral 8x7B"][0]))
    assert active.body < active.with_head < active.with_both
    assert round(active.with_both / 1e9, 1) == 12.9


def test_training_flop_is_six_operations_a_parameter_and_attention() -> None:
    """For GPT-3 (arXiv:2005.14165, table D.1) 3.14e23 FLOP of 6ND; attention adds a few per cent."""
    shape = Shape(layers=96, hidden=12288, heads=96, vocab=50257, ffn_dim=49152, ffn_matrices=2, tied_embeddings=True)
    flop = training_flop(shape, tokens=300e9, context=2048)
    assert 1.0 < flop / 3.14e23 < 1.08


@pytest.mark.parametrize(("table", "said"), [
    ({"layers": 4, "hidden": 8, "heads": 2}, "vocab"),
    ({"layers": 4, "hidden": 8, "heads": 2, "vocab": 10}, "ffn_dim"),
    ({"layers": 0, "hidden": 8, "heads": 2, "vocab": 10, "ffn_dim": 4}, "layers = 0"),
    ({"layers": 4, "hidden": 8, "heads": 2, "vocab": 10, "experts_routed": 8}, "experts_active_routed"),
    ({"layers": 4, "hidden": 8, "heads": 2, "vocab": 10, "ffn_dim": 4, "kv_lora_rank": 4}, "qk_nope_head_dim"),
])
def test_a_shape_that_lacks_a_dimension_says_which(table: dict[str, int], said: str) -> None:
    """The error names what is missing."""
    with pytest.raises(BadUsage) as caught:
        Shape.from_table(table)
    assert said in f"{caught.value} {caught.value.hint}"
