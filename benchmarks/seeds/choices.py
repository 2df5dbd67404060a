"""How a page varies: every choice follows from the names of seed, maker and variation, and from nothing else.

Each choice has a name of its own, so that a new one does not change those that were there before.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one page."""

    seed: str
    maker: str
    variation: int = 0

    def number(self, name: str, below: int) -> int:
        """A whole number from 0, less than `below`."""
        told = f"{self.seed}\0{self.maker}\0{self.variation}\0{name}"
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8]) % below

    def pick(self, name: str, options: Sequence[T]) -> T:
        """One of `options`."""
        return options[self.number(name, len(options))]

    def chance(self, name: str, percent: int) -> bool:
        """True in so many of a hundred pages."""
        return self.number(name, 100) < percent

    def some(self, name: str, options: Sequence[T], count: int) -> list[T]:
        """`count` of `options`, in an order of this page."""
        keyed = sorted(range(len(options)), key=lambda number: (self.number(f"{name}/{number}", 1 << 32), number))
        return [options[number] for number in keyed[:count]]
