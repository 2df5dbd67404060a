"""A number and the unit right behind it: what both make, or nothing where nothing is counted."""

import re
from decimal import Decimal

from pipelines.figures.draft import Draft
from pipelines.figures.numbers import numerals, units
from pipelines.figures.numbers.numerals import Amount
from pipelines.figures.numbers.units import Unit
from pipelines.figures.prose import Prose

SLASH = re.compile(r"\s?/\s?(?=\d)")
_OF_AFTER = re.compile(r" (?:trong|trên)(?: tổng)? số (?=\d)|/tổng số (?=\d)")
#: "500.000 đồng/người/tháng", "7 máy/100 dân"; but "324 lượt/387 công dân" is a pair.
_PER = re.compile(
    r"(?:/| trên (?=1))((?:10{1,5} |10{0,2}\.000 |1 vạn )?[^\W\d_]+[23²³]?"
    r"(?: (?:đêm|dân|lao động|học sinh|làm việc|sơ))?(?:/[^\W\d_]+)*)"
)
_REPEATED = re.compile(r"\s?\((?:bằng chữ: ?)?([^\W\d_][^()\d]{1,80})\)")


class Measure:
    """Makes drafts from the numbers of one text. `taken` marks what a draft's neighbours hold."""

    def __init__(self, prose: Prose, taken: bytearray) -> None:
        self.prose, self.text, self.low, self.taken = prose, prose.text, prose.low, taken

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def amount(self, at: int) -> Amount | None:
        """The number in digits at `at`, its marks read by the unit behind it."""
        first = numerals.numeral(self.low, at)
        if first is None:
            return None
        mark = first.marks[0] if first.marks else ""
        decimal = mark != "" and units.takes_decimals(self.low, first.end, mark)
        found = numerals.amount(self.low, at, decimal)
        if found:
            self._repeated_in_words(found)
        return found

    def _repeated_in_words(self, amount: Amount) -> None:
        """ "02 (hai) lớp": the words in brackets belong to the number."""
        found = _REPEATED.match(self.low, amount.end)
        spelt = numerals.in_words(self.low, found.start(1), found.end(1)) if found else None
        if found and spelt and spelt.value == amount.value:
            amount.flags.append("digit_plus_word")
            amount.end = found.end()

    def counts(self, end: int) -> bool:
        """Whether a unit or a known noun stands behind a number that ends at `end`."""
        if units.percent(self.low, end) or units.currency(self.low, end):
            return True
        slash = SLASH.match(self.low, end)
        if slash and (other := numerals.numeral(self.low, slash.end())):
            end = other.end
        elif scaled := numerals.SCALE.match(self.low, end):
            return scaled is not None
        found = units.unit(self.text, self.low, end)
        return found is not None and found.known

    def figure(self, amount: Amount) -> Draft | None:
        """The figure that `amount` and the unit behind it make."""
        low, end = self.low, amount.end
        if found := units.percent(low, end):
            return self._percent(amount, found)
        if found := units.currency(low, end):
            return self._money(amount, found)
        found = units.unit(self.text, low, end)
        if amount.scale >= 10**6 and (found is None or not found.known or found.kind in ("duration", "score")):
            amount.flags.append("no_currency_word")
            return self._money(amount, Unit("money", "VND", end))
        if found is None:
            return None
        draft = self.draft(amount, found.kind, amount.value, found.name, end, found.end)
        self._per(draft)
        if not found.known:
            draft.flags.append("unit_unlisted")
        if other := _OF_AFTER.match(low, found.end):
            self._whole(draft, other.end())
        return draft

    def draft(self, amount: Amount, kind: str, value: Decimal, unit: str, end: int, span_end: int) -> Draft:
        flags = list(dict.fromkeys(amount.flags))
        return Draft(
            amount.start, end, amount.start, span_end, self.prose.sentence(amount.start), kind, value, unit, flags=flags
        )

    def _whole(self, draft: Draft, at: int) -> None:
        """ "12 đơn vị trong tổng số 15 đơn vị": the whole that a count is part of."""
        whole = numerals.amount(self.low, at)
        if whole is None or draft.kind != "count" or whole.value < draft.value:
            return
        found = units.unit(self.text, self.low, whole.end)
        draft.kind, draft.denominator, draft.end = "ratio", whole.value, whole.end
        draft.span_end = found.end if found else whole.end

    def _per(self, draft: Draft) -> None:
        if per := _PER.match(self.low, draft.span_end):
            draft.per = per[1]
            self.take(*per.span())

    def _percent(self, amount: Amount, found: Unit) -> Draft:
        thousandths = found.kind == "permille"
        draft = self.draft(
            amount, "percent", amount.value / 10 if thousandths else amount.value, found.name, found.end, found.end
        )
        draft.flags += ["permille"] if thousandths else []
        return draft

    def _money(self, amount: Amount, found: Unit) -> Draft:
        draft = self.draft(amount, "money", amount.value, found.name, found.end, found.end)
        self._per(draft)
        again = _REPEATED.match(self.low, found.end)
        if again and (words := numerals.WORDS.match(self.low, again.start(1))):
            spelt = numerals.in_words(self.low, words.start(), words.end())
            if spelt and spelt.value == amount.value:
                self.take(*again.span())
        return draft
