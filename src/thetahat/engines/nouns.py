"""Numbers with their nouns: one evaluation, two evaluations."""

from __future__ import annotations


class Count(int):
    """A number that is written with a noun: f"{Count(1):pass}" is "1 pass", f"{Count(2):pass}" is "2 passes"."""

    def __format__(self, noun: str) -> str:
        ending = "" if self == 1 or not noun else "es" if noun.endswith("s") else "s"
        return f"{int(self)} {noun}{ending}".rstrip()
