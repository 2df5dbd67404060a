"""What the checks have found: counted without bound, kept as a few examples of each kind."""

from collections import Counter
from dataclasses import dataclass, field

from pipelines.verifying.reasons import REASONS

#: Examples that are kept of each reason: enough to see a pattern.
EXAMPLES = 100


@dataclass
class Findings:
    """`looked_at` counts what was checked, `faults` what is wrong by reason; a note is worth saying and no fault."""

    looked_at: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, reason: str, example: str) -> None:
        """One more case of `reason`; `example` says where, and what was found there."""
        assert reason in REASONS
        self.faults[reason] += 1
        kept = self.examples.setdefault(reason, [])
        if len(kept) < EXAMPLES:
            kept.append(example)

    @property
    def is_sound(self) -> bool:
        return not self.faults
