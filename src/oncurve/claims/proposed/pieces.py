"""A text in pieces that end where paragraphs do."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["LONGEST", "pieces"]

#: characters of a piece, unless a paragraph is longer
LONGEST = 6_000
_ENDS = ("\n\n", "\n", ". ", " ")


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Start and end of each piece: at ends of paragraphs, else of lines, sentences or words.

    Args:
        text: the text.
        longest: characters that a piece may have.

    >>> list(pieces("One paragraph.\\n\\nAnother one.", longest=20))
    [(0, 16), (16, 28)]
    """
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > longest:
            cuts = (text.rfind(mark, start, start + longest) + len(mark) for mark in _ENDS
                    if text.rfind(mark, start + 1, start + longest) > start)
            end = next(cuts, start + longest)
        if not text[start:end].isspace():
            yield start, end
        start = end
