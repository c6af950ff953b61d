"""Seconds of one layer for one micro-batch on one chip, by cause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oncurve.architecture.dimensions import Dimensions, Real
from oncurve.training.communication import Wires
from oncurve.training.efficiency import Efficiency
from oncurve.training.kernel import Machine, tile_seconds
from oncurve.training.layout import Layout, pick
from oncurve.training.stages import DUALPIPE
from oncurve.training.system import System

__all__ = ["Bench", "Block", "dense_block", "head_block", "moe_block", "tokens_seen"]

#: Passes over the residual stream: two fused sums with norms, each of which reads two and writes two.
_STREAM_PASSES = 8
#: Stage of ZeRO that shards weights.
_SHARDED = 3
#: Backward over forward passes: gradients are read beside what was kept.
_BACKWARD_PASSES = 1.5
#: Bytes for each score where scores are written out: product, softmax, dropout with its mask, second product.
_SCORE_FORWARD, _SCORE_BACKWARD = 13, 19
#: Numbers of the widest load (16 bytes): rows of heads that are no multiple of it come in narrower ones.
_LOAD = 8
#: Bytes a number.
_HALF, _SINGLE = 2, 4
#: Passes over the logits: loss and gradient in single precision.
_LOGIT_PASSES = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Seconds of a part of the model, forward and backward.

    Args:
        matrix: matrix products and attention: forward, backward.
        attention: of that, scores and weighted values: forward, backward.
        scores: of `memory`, passes over written-out scores: forward, backward.
        memory: passes over memory and launches: forward, backward.
        tensor: exposed tensor-parallel traffic: forward, backward.
        context: exposed context-parallel traffic: forward, backward.
        expert: exposed expert-parallel traffic: forward, backward.
        spread: of `matrix`, the products that spread latents out to heads, forward.
    """

    matrix: tuple[Real, Real] = (0.0, 0.0)
    attention: tuple[Real, Real] = (0.0, 0.0)
    scores: tuple[Real, Real] = (0.0, 0.0)
    memory: tuple[Real, Real] = (0.0, 0.0)
    tensor: tuple[Real, Real] = (0.0, 0.0)
    context: tuple[Real, Real] = (0.0, 0.0)
    expert: tuple[Real, Real] = (0.0, 0.0)
    spread: Real = 0.0


class Bench:
    """Everything that the seconds of a layer depend on.

    Args:
        shape: the model.
        layout: how it is spread.
        system: the chips.
        efficiency: what they reach.
    """

    def __init__(self, shape: Dimensions, layout: Layout, system: System, efficiency: Efficiency) -> None:
        self.shape = shape
        self.layout = layout
        self.efficiency = efficiency
        self.system = system
        #: 1 where DualPipe works on one direction while the other sends its tokens.
        self.beside = np.asarray(layout.schedule) == DUALPIPE
        free = pick(self.beside & (shape.moe_layers > 0), 1 - system.senders / system.cores, 1.0)
        self.machine = Machine(system, efficiency, layout.bits, free)
        self.wires = Wires(system, efficiency)
        #: Share of traffic that nothing hides: all of it in software of before fused attention.
        self.exposed = pick(layout.flash > 0, efficiency.exposed, 1.0)
        self.tokens = layout.tokens
        #: Tokens of the parts that sequence parallelism cuts along the sequence.
        self.cut = pick(layout.sequence_parallel > 0, self.tokens / layout.tp, self.tokens)

    @property
    def narrow(self) -> Real:
        """1 where matrices are multiplied in less than 16 bits."""
        return self.layout.bits < 16

    def casts(self, numbers: Real) -> Real:
        """Seconds to write so many numbers as narrow ones too; the kernel before has them at hand."""
        return pick(self.narrow, self.machine.passes(numbers), 0.0)


def tokens_seen(shape: Dimensions, sequence: Real) -> Real:
    """Keys that a query sees, on average over layers and places, under a causal mask."""
    inside = np.minimum(shape.window, sequence)
    windowed = inside * (1 - inside / (2 * sequence))
    softmax = (1 - shape.window_share) * sequence / 2 + shape.window_share * windowed
    return (1 - shape.linear_share) * softmax + shape.linear_share * shape.key_width


def _projections(bench: Bench) -> tuple[Real, Real, Real, Real]:
    """Forward and backward seconds of the matrices around attention, the numbers they take and give.

    Last, of the forward seconds, those of the products that spread latents out to heads.
    """
    shape, layout, machine, tokens = bench.shape, bench.layout, bench.machine, bench.tokens
    heads = shape.heads / layout.tp
    keys = np.maximum(shape.kv_heads / layout.tp, 1.0)
    latent = shape.latent > 0
    query_out = heads * shape.key_width
    plain = query_out + keys * (shape.key_width + shape.value_width)
    first = np.where(latent, np.where(shape.query_latent > 0, shape.query_latent, query_out) + shape.key_latent, plain)
    ways = [machine.linear(np.where(latent, bench.cut, tokens), first, shape.hidden),
            machine.linear(tokens, shape.hidden, heads * shape.value_width)]
    spread: Real = 0.0
    if np.any(latent):
        up = np.where(shape.query_latent > 0, query_out, 0.0) * latent
        values = heads * (shape.key_width - shape.rotary + shape.value_width) * latent
        ways.append(machine.linear(tokens, up, np.maximum(shape.query_latent, 1.0)))
        ways.append(machine.linear(tokens, values, np.maximum(shape.key_latent - shape.rotary, 1.0)))
        spread = ways[-2][0] + ways[-1][0]
    forward = sum(way[0] for way in ways)
    backward = sum(way[1] for way in ways)
    return forward, backward, tokens * (2 * shape.hidden + plain + heads * shape.value_width), spread


def _scores(bench: Bench) -> tuple[tuple[Real, Real], tuple[Real, Real]]:
    """Seconds of attention itself: kernels (forward, backward) and passes over written-out scores."""
    shape, layout, machine = bench.shape, bench.layout, bench.machine
    heads = shape.heads / layout.tp
    seen = tokens_seen(shape, layout.sequence)
    widths = (shape.key_width, shape.value_width)
    fused, fused_back = machine.attention(bench.tokens, seen, heads, widths)
    if np.all(layout.flash > 0):
        return (fused, fused_back), (0.0, 0.0)
    written, written_back = _written_scores(bench, heads, widths)
    size = bench.tokens * layout.sequence * heads
    passes = machine.passes(size * _SCORE_FORWARD), machine.passes(size * _SCORE_BACKWARD)
    flash = layout.flash > 0
    return ((np.where(flash, fused, written), np.where(flash, fused_back, written_back)),
            (np.where(flash, 0.0, passes[0]), np.where(flash, 0.0, passes[1])))


def _written_scores(bench: Bench, heads: Real, widths: tuple[Real, Real]) -> tuple[Real, Real]:
    """Seconds of the products of written-out scores, forward and backward: a batch with one for each head."""
    machine, length = bench.machine, bench.layout.sequence
    batch = bench.tokens / length * heads

    def tiles(columns: Real, inner: Real, width: Real) -> Real:
        loads = _LOAD / np.gcd(np.asarray(width).astype(np.intp), _LOAD)
        return tile_seconds(machine, machine.speed16, (length, columns, inner), batch) * loads

    key, value = widths
    by_key, by_value = tiles(key, length, key), tiles(value, length, value)
    return tiles(length, key, key) + by_value, tiles(length, value, value) + by_value + 2 * by_key


def _stream(bench: Bench, inner: Real) -> tuple[Real, Real]:
    """Seconds of norms, sums, positions and activations, forward and backward."""
    shape, layout, efficiency = bench.shape, bench.layout, bench.efficiency
    rotated = 2 * (shape.heads + shape.kv_heads) * shape.key_width / layout.tp
    size = _HALF * (bench.cut * _STREAM_PASSES * shape.hidden + bench.tokens * (rotated + shape.ffn_matrices * inner))
    plain = (((layout.flash == 0) & (layout.zero >= 1)) | _plain_library(bench)) & (bench.system.compiled == 0)
    forward = bench.machine.passes(size) * pick(plain, efficiency.unfused, 1.0)
    return forward, forward * _BACKWARD_PASSES


def _plain_library(bench: Bench) -> Real:
    """Whether kernels come from a library that shards weights and fuses little.

    Narrow numbers and experts need kernels of their own, which come from libraries that fuse the rest as well.
    """
    return (bench.layout.zero >= _SHARDED) & (bench.layout.bits >= 16) & (bench.shape.moe_layers == 0)


def _launches(bench: Bench, busy: Real, layers: Real = 1.0) -> Real:
    """Seconds that a chip waits for as many launches as so many layers take: what the kernels' time does not cover."""
    launch = pick(bench.system.compiled > 0, 0.0, bench.efficiency.launch) * layers
    return launch * launch / (launch + busy + 1e-12)


def _tensor(bench: Bench) -> Real:
    """Exposed seconds of the two reductions of a layer in one direction."""
    volume = bench.tokens * bench.shape.hidden * _HALF
    once = bench.wires.ring(volume, bench.layout.tp, 1.0)
    return 4 * once * bench.exposed * (bench.layout.tp > 1)


def _context(bench: Bench, kernel: tuple[Real, Real]) -> tuple[Real, Real]:
    """Exposed seconds of passing keys and values around a ring, behind the attention of the part at hand."""
    shape, layout = bench.shape, bench.layout
    if np.all(layout.cp == 1):
        return 0.0, 0.0
    width = np.where(shape.latent > 0, shape.key_latent,
                     np.maximum(shape.kv_heads / layout.tp, 1.0) * (shape.key_width + shape.value_width))
    volume = bench.tokens * width * _HALF * layout.cp
    once = bench.wires.ring(volume, layout.cp, layout.tp) * (layout.cp > 1)
    share = 1 / layout.cp
    return tuple(part * share + np.maximum(part * (1 - share) - busy, 0.0)
                 for part, busy in ((once, kernel[0]), (2 * once, kernel[1])))


def _attention_part(bench: Bench) -> tuple[Block, Real]:
    forward, backward, numbers, spread = _projections(bench)
    kernel, passes = _scores(bench)
    tensor = _tensor(bench)
    casts = bench.casts(numbers)
    block = Block((forward + kernel[0], backward + kernel[1]), kernel, passes,
                  (passes[0] + casts, passes[1] + casts), (tensor, tensor), _context(bench, kernel),
                  spread=spread)
    return block, forward


def dense_block(bench: Bench, attention: tuple[Block, Real] | None = None) -> Block:
    """Seconds of a layer with one feed-forward block."""
    shape, layout, machine = bench.shape, bench.layout, bench.machine
    part, _ = attention or _attention_part(bench)
    inner = shape.ffn / layout.tp
    up = machine.linear(bench.tokens, (shape.ffn_matrices - 1) * inner, shape.hidden)
    down = machine.linear(bench.tokens, shape.hidden, inner)
    stream = _stream(bench, inner)
    casts = bench.casts(bench.tokens * (2 * shape.hidden + shape.ffn_matrices * inner)
                        + shape.hidden * inner * shape.ffn_matrices)
    matrix = part.matrix[0] + up[0] + down[0], part.matrix[1] + up[1] + down[1]
    memory = part.memory[0] + stream[0] + casts, part.memory[1] + stream[1] + casts
    wait = _launches(bench, matrix[0] + memory[0])
    return Block(matrix, part.attention, part.scores, (memory[0] + wait, memory[1] + wait), part.tensor,
                 part.context, spread=part.spread)


def moe_block(bench: Bench, attention: tuple[Block, Real] | None = None) -> Block:
    """Seconds of a layer with experts: router, dispatch, grouped products, combination."""
    shape, layout, machine, efficiency = bench.shape, bench.layout, bench.machine, bench.efficiency
    part, _ = attention or _attention_part(bench)
    own = bench.tokens / layout.tp  # tokens that a rank sends to experts
    local = shape.experts / layout.ep
    rows = own * shape.active * layout.etp / local
    inner = shape.expert_ffn / layout.etp
    up = _grouped(bench, (rows, (shape.ffn_matrices - 1) * inner, shape.hidden), local)
    down = _grouped(bench, (rows, shape.hidden, inner), local)
    shared = shape.shared_ffn / layout.tp
    also = machine.linear(bench.tokens, (shape.ffn_matrices - 1) * shared, shape.hidden)
    back = machine.linear(bench.tokens, shape.hidden, shared)
    routed = own * shape.active * layout.etp
    there = pick(bench.beside, 0.0, _ROUTED_PASSES * shape.hidden)  # cores set aside do it
    moved = machine.passes(_HALF * routed * (there + shape.ffn_matrices * inner)) * efficiency.routing
    stream = _stream(bench, shared)
    casts = bench.casts(routed * (2 * shape.hidden + shape.ffn_matrices * inner)
                        + local * shape.hidden * inner * shape.ffn_matrices)
    matrix = tuple(part.matrix[i] + up[i] + down[i] + also[i] + back[i] for i in (0, 1))
    memory = part.memory[0] + stream[0] + moved + casts, part.memory[1] + stream[1] + moved * 1.5 + casts
    # Attention, then the router, moves and sums: twice a layer's launches, and two products of each expert at hand.
    wait = _launches(bench, matrix[0] + memory[0], 2 + 2 * local / bench.system.layer_kernels)
    expert = _exchange(bench, own, matrix)
    return Block(matrix, part.attention, part.scores, (memory[0] + wait, memory[1] + wait),
                 part.tensor, part.context, expert, part.spread)


def _grouped(bench: Bench, extents: tuple[Real, Real, Real], groups: Real) -> tuple[Real, Real]:
    rows, columns, inner = extents
    rows = rows + bench.system.tile_rows / 2 * (groups > 1)  # uneven routing: the last tile of each expert is half full
    return bench.machine.linear(rows, columns, inner, groups)


def _exchange(bench: Bench, own: Real, matrix: tuple[Real, Real]) -> tuple[Real, Real]:
    """Exposed seconds of dispatch and combination, in each direction."""
    shape, layout, wires = bench.shape, bench.layout, bench.wires
    stride = np.where(layout.etp > 1, layout.tp, 1.0)
    size = own * shape.hidden * _HALF
    domains = layout.ep / wires.inside(layout.ep, stride)
    reached = domains * (1 - (1 - 1 / domains) ** shape.active)
    crossing = size * np.minimum(reached, layout.reach) * (domains - 1) / domains
    there = wires.exchange(size * shape.active, crossing, layout.ep, stride) * (layout.ep > 1)
    forward = 2 * there * np.where(bench.narrow, _SENT_NARROW, 1.0)
    both = forward + 2 * there
    left = np.maximum(both - matrix[0] - matrix[1], 0.0)  # the other direction's work goes on beside it
    hidden = [pick(bench.beside, left / 2, once * bench.exposed) for once in (forward, 2 * there)]
    gathered = 2 * wires.ring(own * shape.active * shape.hidden * _HALF * layout.etp, layout.etp, 1.0)
    gathered = gathered * (layout.etp > 1) * bench.exposed
    return hidden[0] + gathered, hidden[1] + gathered


#: Passes over routed tokens to send them out and bring them back, and bytes sent where narrow numbers go out and wide
#: ones come back.
_ROUTED_PASSES, _SENT_NARROW = 6, 0.75


def head_block(bench: Bench) -> Block:
    """Seconds of the output matrix and the loss."""
    shape, layout, machine = bench.shape, bench.layout, bench.machine
    columns = shape.vocab / layout.tp
    rows = bench.tokens
    forward = machine.product16(rows, columns, shape.hidden)
    backward = machine.product16(rows, shape.hidden, columns) + machine.product16(shape.hidden, columns, rows)
    size = rows * columns * _SINGLE * _LOGIT_PASSES
    passes = machine.passes(size) * shape.heads_in_all
    return Block((forward * shape.heads_in_all, backward * shape.heads_in_all), memory=(passes / 2, passes / 2))


def shared_attention(bench: Bench) -> tuple[Block, Real]:
    """The attention part, to be used by both kinds of layers."""
    return _attention_part(bench)
