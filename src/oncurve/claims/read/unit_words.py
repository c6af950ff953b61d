"""The words that units are written with."""

from __future__ import annotations

from oncurve.claims.read.tokens import words

__all__ = [
    "BITS",
    "BYTES",
    "CHIP_NOUNS",
    "COMPANIES",
    "COUNTED",
    "COUNTING",
    "DAYS",
    "DURATIONS",
    "MONTHS",
    "PARAMETERS",
    "SHORT_SPEEDS",
    "SPEEDS",
    "STOP",
    "TPP_NAMES",
    "WATTS",
    "WEAK_CHIPS",
]

#: days and months in a calendar unit, by the convention of the labels
DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.0,
    "quarter": 91.0,
    "year": 365.0,
    "decade": 3650.0,
    "minute": 1 / 1440,
}
MONTHS = {
    "day": 1 / 30,
    "week": 7 / 30,
    "fortnight": 14 / 30,
    "month": 1.0,
    "quarter": 3.0,
    "year": 12.0,
    "decade": 120.0,
    "hour": 1 / 720,
    "minute": 1 / 43200,
}

#: what export rules count in, as texts name it
TPP_NAMES = frozenset({("processing", "performance"), ("processing", "score"), ("performance", "score"),
                       ("processing", "rating"), ("government", "scale"), ("'s", "scale")})
CHIP_NOUNS = words(
    "chip chips gpu gpus accelerator accelerators processor processors card cards tpu tpus npu npus board "
    "boards "
    "semiconductors microchips superchips superchip"
)
WEAK_CHIPS = words("unit units part parts device devices piece pieces")
DURATIONS = {
    "hr": "hour",
    "hrs": "hour",
    "yr": "year",
    "yrs": "year",
    "mo": "month",
    "mos": "month",
    "wk": "week",
    "wks": "week",
    "mth": "month",
    "mths": "month",
}
DURATIONS |= {
    w + s: w
    for w in ("hour", "day", "week", "fortnight", "month", "year", "decade", "quarter", "minute")
    for s in ("", "s")
}
COMPANIES = words(
    "company companies firm firms lab labs laboratory laboratories developer developers outfit outfits team "
    "teams player players "
    "organisation organisations organization organizations startup startups maker makers vendor vendors "
    "institution institutions "
    "countries nations country entities groups group corporations businesses labs' hyperscalers "
    "manufacturers suppliers foundries actors giants groups rivals"
)
WATTS = {
    "w": 1e-6,
    "watt": 1e-6,
    "watts": 1e-6,
    "kw": 1e-3,
    "kilowatt": 1e-3,
    "kilowatts": 1e-3,
    "mw": 1.0,
    "megawatt": 1.0,
    "megawatts": 1.0,
    "gw": 1e3,
    "gigawatt": 1e3,
    "gigawatts": 1e3,
    "tw": 1e6,
    "terawatt": 1e6,
    "terawatts": 1e6,
}
BYTES = {
    "gb": "GB",
    "gigabyte": "GB",
    "gigabytes": "GB",
    "tb": "TB",
    "terabyte": "TB",
    "terabytes": "TB",
    "gib": "GiB",
    "pb": "PB",
    "petabyte": "PB",
    "petabytes": "PB",
    "mb": "MB",
    "megabytes": "MB",
    "gbyte": "GB",
    "gbytes": "GB",
}
BITS = {"gbps": "Gb/s", "tbps": "Tb/s", "gbit": "Gb", "gigabits": "Gb", "gigabit": "Gb", "terabits": "Tb"}
_FLOPS = {
    "tera": ("TFLOPS", 1e12),
    "peta": ("PFLOPS", 1e15),
    "exa": ("EFLOPS", 1e18),
    "zetta": ("ZFLOPS", 1e21),
    "yotta": ("YFLOPS", 1e24),
    "giga": ("GFLOPS", 1e9),
    "t": ("TFLOPS", 1e12),
    "p": ("PFLOPS", 1e15),
    "e": ("EFLOPS", 1e18),
    "z": ("ZFLOPS", 1e21),
    "y": ("YFLOPS", 1e24),
    "g": ("GFLOPS", 1e9),
}
SPEEDS = {prefix + flop: unit for prefix, unit in _FLOPS.items() for flop in ("flop", "flops")}
SPEEDS |= {"tops": ("TOPS", 1e12), "teraops": ("TOPS", 1e12), "petaops": ("POPS", 1e15), "pops": ("POPS", 1e15)}
#: the same in capitals: "15 PF of dense FP4"
SHORT_SPEEDS = {"tf": ("TFLOPS", 1e12), "pf": ("PFLOPS", 1e15), "ef": ("EFLOPS", 1e18)}
PARAMETERS = words("parameter parameters param params weights 参数 paramètres parametern")
STOP = words(
    "a an the in on at for to by with from into onto over under between and or but nor so as than then that "
    "this these those "
    "which who whom whose when where while if because since until till after before during about around is "
    "are was were be been being has have had "
    "do does did will would can could may might must shall should not no it he she they we you i him her "
    "them us me my your "
    "per each every apiece versus vs against more less there here also just only now still already again "
    "said says told "
    ". , ; : ! ? ( ) [ ] / — – | = & @ # < > … + $ € £ ¥ ₹"
) | {"'t", "'re", "'ll", "'d", "'ve", "'m", "\n"}
COUNTING = words("one two three four five six seven eight nine ten twelve sixteen dozen hundred thousand")
#: things that are counted and are no measure's unit, so that a scan stops there
COUNTED = words(
    "people users visitors downloads employees staff engineers researchers authors followers customers "
    "subscribers members servers racks "
    "dies wafers questions problems tasks languages layers experts transistors copies dollars euros sites "
    "pages images videos hours' jobs "
    "cities votes points places spots sources readers viewers seats laptops microphones founders analysts "
    "engineers' papers citations shares "
    "nodes pods buildings homes houses households states cars phones devices' attempts rounds queries "
    "prompts messages words books dollars' nanometres nanometers nm"
)
