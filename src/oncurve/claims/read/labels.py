"""Words of headings and of the labels of sheets, which a capital makes no name."""

from __future__ import annotations

from oncurve.claims.read.tokens import words

__all__ = ["LABELS"]

#: words of headings and of the labels of sheets, which a capital makes no name
LABELS = words(
    "overview specification specifications spec specs detail details detailed technical feature features highlight "
    "highlights summary introduction background conclusion conclusions description key core cores cuda tensor stream "
    "streaming multiprocessor multiprocessors sm sms mig ecc partitioning transistor transistors count die size "
    "process node technology architecture architectures generation form factor factors interface interfaces memory "
    "bandwidth capacity bus width interconnect interconnection interconnections power consumption thermal design "
    "dissipation cooling total graphics board peak max maximum minimum typical performance throughput precision "
    "formats format supported support compute computing computational general specific positioning position product "
    "products series model models name names type types version versions variant variants released release launch "
    "launched date dates availability available pricing price prices cost costs input output cached context window "
    "length limit limits tokens token parameters parameter params active total training inference data dataset "
    "benchmark benchmarks score scores result results evaluation evaluations accuracy category categories metric "
    "metrics value values attribute attributes field fields property properties source sources notes note strengths "
    "weaknesses advantages pros cons limitations use uses case cases comparison comparisons comparing versus "
    "improvement improvements difference differences change changes vendor provider providers manufacturer developer "
    "developers maker license licence open weights weight closed proprietary modality modalities capability "
    "capabilities speed latency efficiency knowledge cutoff cut-off area base boost clock frequency l1 l2 l3 cache "
    "gpu gpus cpu cpus vram ram hbm tdp tgp tops tflops pflops fp4 fp8 fp16 fp32 fp64 bf16 tf32 int4 int8 "
    "transformer engine engines bidirectional unidirectional link links scale scaling scaled single dual per unit "
    "units card cards system systems server servers rack racks infrastructure hardware software target market "
    "status stage first second third new previous current next main other others overall average best top yes no "
    "why what how when which where dense sparse of and or to in by for with without the a an"
)
