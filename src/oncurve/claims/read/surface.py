"""The text as a reader sees it: markup, entities, typography and odd digits made plain, with the way back kept."""

from __future__ import annotations

import bisect
import re

from oncurve.claims.read.lines import rows_apart, unwrapped

__all__ = ["Surface"]

_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u2032": "'",
    "\u201a": "'",
    "\uff07": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u201f": '"',
    "\uff02": '"',
    "\u300c": '"',
    "\u300d": '"',
    "\u300e": '"',
    "\u300f": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\ufe63": "-",
    "\u2043": "-",
    "\u00d7": "x",
    "\u2715": "x",
    "\u2716": "x",
    "\u22c5": "*",
    "\u2217": "*",
    "\u3000": " ",
    "\t": " ",
    "\r": " ",
    "\x0b": " ",
    "\x0c": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
    "\u3002": ".",
    "\u3001": ",",
    "\u2248": "~",
    "\u223c": "~",
    "\uff5e": "~",
    "\u2009": "\u00a0",
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "\u2006": "\u00a0",
    "\u2005": "\u00a0",
    "\u2004": "\u00a0",
    "\u2002": " ",
    "\u2003": " ",
    "\uffe5": "\u00a5",
    "\uffe1": "\u00a3",
    "\ufe69": "$",
    "\u2044": "/",
    "\u2215": "/",
    "\uff05": "%",
}
_PLAIN.update({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _PLAIN})
_TABLE = str.maketrans(_PLAIN)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅒": "1/10"}
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|table|section|article|header|footer|blockquote)\b", re.IGNORECASE
)
#: tags of the rows and cells of a table, and the bars that they are read as
_CELL = re.compile(r"</?t[dhr]\b", re.IGNORECASE)
_BARS = {"<tr": "\n", "</tr": "|", "<td": "| ", "<th": "| ", "</td": " ", "</th": " "}
#: the number of a note that has lost its superscript, glued to the end of a sentence: "in history.3", "in 2022.1 That"
_GLUED = (r"(?:(?<=[a-z]{3}[.!?])|(?<=[a-z][)\"\u201d][.])|(?<=[a-z][.][\"\u201d])|(?<=\d%[.])|(?<=\b(?:19|20)\d\d[.]))"
          r"\d{1,2}(?=[ \t]{1,3}[A-Z\"\u201c]|[ \t]{0,3}(?:\n|\Z))|(?<=\b[AH][12]00)[1-9](?=[,.;])")
#: where a company is listed: "Nvidia (NASDAQ: NVDA)"
_TICKER = r" ?\((?:NASDAQ|Nasdaq|NYSE|AMEX|TSE|TSX|LSE|HKEX|KRX|TWSE|SSE|SZSE|HKG|TYO)(?:\s?:\s?|\s)[A-Z0-9.]{1,7}\)"
#: a power of ten as typesetters of formulas write it ("$3.8 \\times 10^{25}$"), and signs of theirs between words
_FORMULA = (r"\$\s?(?:\\(?:sim|approx)\s?|~)?(?:\d[\d.]{0,8}\s?\\(?:times|cdot)\s?)?10\s?\^\s?\{?\d{1,3}\}?\s?\$"
            r"|\$\\(?:sim|approx|times)\$|\\(?:times|cdot|approx|sim)(?![A-Za-z])|(?<=10\^)\{\d{1,3}\}")
#: what is not itself text, marks of footnotes among it; each alternative stops at the next opener, so that hostile
#: input stays linear
_ODD = re.compile(
    r"<!--(?:[^<]|<(?!!--))*?-->|<(?:script|style)\b[^<>]*>[^<]*</(?:script|style)\s*>|\s{0,40}</?t[dhr]\b[^<>]*>\s{0,40}|</?[A-Za-z][^<>]*>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]+"
    r"|(?P<note>\[\^[\w-]{1,30}\]:?|(?<=[\w.,;:!?\"'\u2019\u201d)%\]])\[\d{1,3}(?:, ?\d{1,3}){0,5}\](?!\()"
    r"|(?<=[\w.,;:!?\"'\u201d)%]) \[\d{1,2}\](?:\[\d{1,2}\]){0,4}(?=[ .,;:)]|$|\n)"
    r"|(?<=[A-Za-z][.,;:!?\"'\u201d)])[\u00b9\u00b2\u00b3\u2074-\u2079]+"
    rf"|{_GLUED}|{_TICKER})"
    r"|(?<=[\w,.;:)\"'\u201d] )--(?= )|(?<=[^\W\d_])--(?=[^\W\d_])"
    rf"|{_FORMULA}"
    r"|[ \t]{2,}|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|[½¼¾⅓⅔⅕⅒]|\*\*|__|`|\]\([^()\s]{1,500}\)"
)

#: a no-break space but for one that parts thousands ("2 048"), and an en dash that stands for a hyphen of a name
_KEPT = re.compile(r"\u00a0(?!\d{3}(?![\d.,]?\d))|(?<!\d)\u00a0|(?<=\d{4})\u00a0|(?<=[.,]\d)\u00a0")
_HYPHENS = re.compile(r"(?<=[A-Za-z]\d)\u2013(?=[\dA-Z])")

_NOTE = re.compile(f"{_GLUED}|{_TICKER}")
#: every odd piece but blanks and dashes holds one of these
_MARKS = re.compile(r"[\\{<&\[\]*_`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
                    r"\u2070\u00b9\u00b2\u00b3\u2074-\u2079½¼¾⅓⅔⅕⅒]")


class Surface:
    """A text made plain, with offsets back into the original.

    Args:
        text: the article's text, markup and all.

    `plain` is what is read; `span` turns offsets of it into offsets of `text`.
    """

    __slots__ = ("_lengths", "_plain_at", "_text_at", "_text_lengths", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain_at: list[int] = []
        self._text_at: list[int] = []
        self._lengths: list[int] = []
        self._text_lengths: list[int] = []
        if _is_plain(text) or _ODD.search(text) is None:
            plain = text if text.isascii() and "\t" not in text and "\r" not in text else text.translate(_TABLE)
            self.plain = _even(plain)
            return
        parts: list[str] = []
        done = at = 0
        for found in _ODD.finditer(text):
            start, end = found.span()
            if start > done:
                at = self._keep(parts, text[done:start].translate(_TABLE), at, done, start - done)
            plain = "" if found.lastgroup == "note" else _plain_of(found.group())
            if plain:
                at = self._keep(parts, plain, at, start, end - start)
            done = end
        if done < len(text):
            self._keep(parts, text[done:].translate(_TABLE), at, done, len(text) - done)
        self.plain = _even("".join(parts))

    def _keep(self, parts: list[str], plain: str, at: int, start: int, length: int) -> int:
        parts.append(plain)
        self._plain_at.append(at)
        self._text_at.append(start)
        self._lengths.append(len(plain))
        self._text_lengths.append(length)
        return at + len(plain)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of `text` that the plain span `start` to `end` stands for."""
        if not self._plain_at or end <= start:
            return start, end
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, at: int) -> tuple[int, int]:
        piece = bisect.bisect_right(self._plain_at, at) - 1
        start, length = self._text_at[piece], self._text_lengths[piece]
        if length == self._lengths[piece]:
            offset = at - self._plain_at[piece]
            return start + offset, start + offset + 1
        return start, start + length


def _is_plain(text: str) -> bool:
    """Whether a quick look shows that nothing of a text is odd."""
    return ("--" not in text and "  " not in text and "\t" not in text and _MARKS.search(text) is None
            and _NOTE.search(text) is None)


def _even(plain: str) -> str:
    """Spaces that only keep words or lines together or apart as spaces, the text as long as before."""
    if not plain.isascii():
        plain = _HYPHENS.sub("-", _KEPT.sub(" ", plain))
    return unwrapped(plain) if "\n" in (plain := rows_apart(plain)) else plain


#: the signs of formulas as a text writes them
_SIGN = {"\\times": "x", "\\cdot": "x", "\\sim": "~", "\\approx": "~", "{": "", "}": ""}
_SIGNS = re.compile(r"\\(?:times|cdot|sim|approx)|[{}]")


def _plain_of(odd: str) -> str:
    """What an odd piece reads as; nothing for tags, comments and invisible characters."""
    cell = _CELL.search(odd)
    if cell is not None:
        return _BARS[cell[0].lower()]
    first = odd[0]
    if first == "<":
        return "\n" if _BLOCK.match(odd) else (" " if odd.startswith(("<!--", "<script", "<style")) else "")
    if first == "&":
        import html

        plain = html.unescape(odd).translate(_TABLE)
        return plain if plain != odd and plain.isprintable() else (" " if plain != odd else odd)
    if first == "-":
        return "\u2013"
    if first in "$\\{":
        return _SIGNS.sub(lambda found: _SIGN[found[0]], odd).strip("$ ")
    if first in " \t":
        return " "
    if odd in _FRACTIONS:
        return _FRACTIONS[odd]
    if first in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return "^" + odd.translate(_SUPERSCRIPTS)
    return ""
