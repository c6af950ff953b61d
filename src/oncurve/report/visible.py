"""Texts of strangers, with every character that hides or turns others made visible.

A character that reverses the direction of writing, has no width, or commands a terminal is shown by its code
point in brackets, as in `[U+202E]`. So what is shown is what stands there.
"""

from __future__ import annotations

import re

__all__ = ["HIDDEN", "one_line", "pieces", "visible"]

#: controls but tab and line feed, marks of direction, characters without width, tags, private line ends
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
    "|(?<=[\x21-\x7e])\u200d|\u200d(?=[\x21-\x7e])|[\ud800-\udfff]"
)
_STACKED = re.compile(r"(?<=[^\W\d_])([\u0300-\u036f]{4})[\u0300-\u036f]+")


def visible(text: str) -> str:
    """The text with hidden characters written out, and without towers of accents."""
    return "".join(code or plain for plain, code in pieces(text))


def pieces(text: str) -> list[tuple[str, str]]:
    """The text as pairs: a plain stretch and "", or "" and the code point of a hidden character."""
    if text.isascii() and text.isprintable():
        return [(str(text), "")] if text else []
    found: list[tuple[str, str]] = []
    last = 0
    text = _STACKED.sub(r"\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    for hidden in HIDDEN.finditer(text):
        if hidden.start() > last:
            found.append((text[last:hidden.start()], ""))
        found.append(("", f"[U+{ord(hidden[0]):04X}]"))
        last = hidden.end()
    if last < len(text):
        found.append((text[last:], ""))
    return found


def one_line(text: str) -> str:
    """The text visible, on one line, every run of blanks as one."""
    return " ".join(visible(text).split())
