"""Why a language model gave no answer that can be used."""

from __future__ import annotations

__all__ = ["Unanswered"]


class Unanswered(Exception):
    """No answer that can be used; what is read without it still is.

    Args:
        reason: what happened, as a clause about the endpoint.
        lasting: whether the next question would fare no better.
    """

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting
