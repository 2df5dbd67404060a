"""Numbers with what they count: one walk over a text, number by number, over what citations and dates have left.

Each number is looked at with what stands around it: a label is passed over, then its scale words, its partner (a ratio, a
range) and its unit are taken, and a draft of a figure is made.
"""

import re
from decimal import Decimal

from pipelines.figures import labels, numerals, units
from pipelines.figures.draft import Draft
from pipelines.figures.inherit import Inheritance
from pipelines.figures.numerals import Amount
from pipelines.figures.prose import Prose
from pipelines.figures.units import Unit

_CANDIDATE = re.compile(r"\d|(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|(?<=thứ )(?:nhất|nhì))(?![^\W_])")
_TOKEN = re.compile(r"[\w.,/\-]*\w")
#: Letters that may be glued to the front of a number by a missing blank.
_GLUED = re.compile(
    r"(?<![^\W_])(?:đạt|là|được|còn|có|tăng|giảm|trên|hơn|gần|với|thu|chi|và|tới|đến|từ|lệ|bằng|chiếm|của|cho|tiếp|nhận|khoảng)$"
)
_SLASH = re.compile(r"\s?/\s?(?=\d)")
_DASH = re.compile(r"\s?[-–—]\s?(?=\d)")
_TO = re.compile(r" (?:đến|tới|-|–) (?=\d)")
_OF = re.compile(r" (?:trong|trên)(?: tổng)? số (?=\d)|/tổng số (?=\d)|/tổng (?=\d)| trong tổng (?=\d)")
_OF_AFTER = re.compile(r" (?:trong|trên)(?: tổng)? số (?=\d)|/tổng số (?=\d)")
_PER = re.compile(r"/((?:\d+ )?[^\W\d_]+(?: (?:đêm|dân|lao động|học sinh|làm việc))?(?:/[^\W\d_]+)*)")
_REPEATED = re.compile(r"\s?\((?:bằng chữ: ?)?([^\W\d_][^()\d]{1,80})\)")
_RANKED = re.compile(
    r"(?:xếp(?: hạng| ở)?(?: vị trí| hạng)?|đứng(?: ở)?(?: vị trí)?|(?:ở|giữ|đạt|lên|xuống|giành) (?:vị trí|hạng)|thứ hạng|vị trí|xếp hạng|hạng)"
    r"(?: thứ| hạng thứ| số)? $"
)
_ORDINAL = re.compile(r"(?<![^\W_])(?:xếp|đứng|vị trí)(?: ở)?(?: vị trí| hạng)? thứ $")
_ORDINALS = {"nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_FRACTION = re.compile(r"(?P<n>một|hai|ba|bốn|năm) phần (?P<d>hai|ba|tư|bốn|năm|mười)(?! trăm)\b(?: (?:tổng )?số)? ?")
_SHARE_OF = re.compile(r" (?:tổng )?số (?=[^\W\d_])")
_EVERY = re.compile(r"cứ $")
#: "ba, bốn vụ": neighbours in words are a range.
_NEIGHBOURS = re.compile(r"(?P<a>hai|ba|bốn|năm|sáu|bảy|tám), (?P<b>ba|bốn|năm|sáu|bảy|tám|chín)(?= [^\W\d_])")
#: Nouns behind a number word alone that make no count: "hai bên", "ba miền".
_NOT_COUNTED = frozenset("bên cấp chiều mặt phía mùa nước miền lần đầu bước phần loại điều câu nhà bàn con cây đôi bộ ngành vùng kỳ".split())
#: "giải ba môn kéo co": the third prize.
_ORDINAL_AFTER = re.compile(r"(?:giải|hạng|thứ|tháng|chương|bậc|loại|dăm|vài|đôi|mấy) $")
#: What a lone number word must follow to count: a verb, or another figure of the same list. "hai đơn vị sẽ phối hợp" only points back.
_COUNTING = re.compile(
    r"(?:có|gồm|với|là|được|còn|thêm|phát hiện|xử lý|xử phạt|khởi tố|bắt|bắt giữ|kỷ luật|khiển trách|cảnh cáo|cách chức|khai trừ|ban hành|tổ chức|mở|"
    r"tiếp nhận|tiếp|giải quyết|hoàn thành|thành lập|tặng|trao|khen thưởng|đạt|kiểm tra|thanh tra|triển khai|kết thúc|làm|cho|đối với|tại|công bố|"
    r"chuyển|đình chỉ|thu hồi|xây dựng|khoảng|hơn|gần|trên|nhận|cấp|giao|bầu|bổ sung|giảm|tăng|khởi công|tại các|cắt giảm|bãi bỏ|chỉ|mới|đón) $"
)
#: Words after which "năm" is a year, not five.
_YEAR_BEFORE = re.compile(r"(?:trong|của|cả|đầu|cuối|từng|mỗi|các|những|nhiều|hằng|hàng|qua|theo|giữa|là|một|hai|ba|thường|suốt|vào|sau|trước|kế hoạch) $")


class Reader:
    """Walks over one text. `taken` marks what citations, dates and labels hold; figures mark what they take."""

    def __init__(self, prose: Prose, taken: bytearray) -> None:
        self.text, self.low, self.prose, self.taken = prose.text, prose.low, prose, taken
        self.drafts: list[Draft] = []
        self.inherited = Inheritance(prose, self.drafts)

    def read(self) -> list[Draft]:
        for start, end in labels.machine_spans(self.low):
            self._take(start, end)
        at = 0
        while found := _CANDIDATE.search(self.low, at):
            at = found.start()
            if self.taken[at]:
                at = self.taken.find(0, at)
                if at < 0:
                    break
                continue
            at = max(self._number(at) if self.low[at].isdigit() else self._word(at), at + 1)
        return self.drafts

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    # --- numbers in digits

    def _number(self, at: int) -> int:
        """Read what begins with the digit at `at`; return where to go on."""
        low = self.low
        if (end := self._glued(at)) is not None:
            return end
        ranked = self._rank(at)
        if ranked:
            return ranked
        if (end := labels.label(low, at, self._counts)) is not None:
            self._take(at, end)
            return end
        amount = self._amount(at)
        if amount is None:
            return self._token_end(at)
        self._repeated_in_words(amount)
        if slash := _SLASH.match(low, amount.end):
            return self._ratio(amount, slash.end())
        if amount.scale == 1 and (of := _OF.match(low, amount.end)):
            return self._ratio(amount, of.end())
        first = self._with_unit(amount)
        for end in (amount.end, first.span_end if first else amount.end):
            link = _DASH.match(low, end) or _TO.match(low, end)
            if link and (end := self._range(amount, first if end > amount.end else None, link) or 0):
                return end
        if first:
            return self._done(first)
        return self._plain(amount)

    def _glued(self, at: int) -> int | None:
        """Where a token ends whose digits belong to letters or marks before them; None for a number of its own."""
        before = self.low[at - 1 : at]
        if not before or before in " \n(\"“‘'[|:;+>≥≤=~•*…":
            return None
        if before.isalpha():
            return None if _GLUED.search(self.low[max(0, at - 12) : at]) else self._token_end(at)
        if before in "/,;" and self.drafts and self.drafts[-1].span_end == at - 1:
            return None
        if before in "-–−,/." and at > 1 and (self.low[at - 2].isalnum()):
            return self._token_end(at)
        return None

    def _token_end(self, at: int) -> int:
        found = _TOKEN.match(self.low, at)
        return found.end() if found else at + 1

    def _counts(self, end: int) -> bool:
        """Whether a known unit stands behind a number that ends at `end`."""
        if units.percent(self.low, end) or units.currency(self.low, end):
            return True
        slash = _SLASH.match(self.low, end)
        if slash and (other := numerals.numeral(self.low, slash.end())):
            found = units.unit(self.text, self.low, other.end)
            return found is not None and found.known
        scaled = numerals.SCALE.match(self.low, end)
        found = units.unit(self.text, self.low, scaled.end() if scaled else end)
        return scaled is not None or (found is not None and found.known)

    def _amount(self, at: int, decimal: bool | None = None) -> Amount | None:
        first = numerals.numeral(self.low, at)
        if first is None:
            return None
        if decimal is None:
            mark = first.marks[0] if first.marks else ""
            decimal = mark != "" and units.takes_decimals(self.low, first.end, mark)
        return numerals.amount(self.low, at, decimal)

    def _repeated_in_words(self, amount: Amount) -> None:
        """ "02 (hai) lớp": the words in brackets belong to the number."""
        found = _REPEATED.match(self.low, amount.end)
        spelt = found and numerals.in_words(self.low, found.start(1), found.end(1)) if found else None
        if found and spelt and spelt.value == amount.value:
            amount.flags.append("digit_plus_word")
            amount.end = found.end()

    # --- one number

    def _plain(self, amount: Amount) -> int:
        """A number without a unit behind it."""
        draft = self.inherited.draft(amount, self.text)
        if draft is None:
            return max(amount.end, self._token_end(amount.start))
        return self._done(draft)

    def _with_unit(self, amount: Amount) -> Draft | None:
        """The figure that `amount` and the unit behind it make."""
        low, end = self.low, amount.end
        if found := units.percent(low, end):
            return self._percent(amount, found)
        if found := units.currency(low, end):
            return self._money(amount, found)
        found = units.unit(self.text, low, end)
        if amount.scale >= 10**6 and (found is None or not found.known or found.kind in ("duration", "score")):
            amount.flags.append("no_currency_word")
            return self._draft(amount, "money", amount.value, "VND", end, end)
        if found is None:
            return None
        draft = self._draft(amount, found.kind, amount.value, found.name, end, found.end)
        if per := _PER.match(low, found.end):
            draft.per = per[1]
        if not found.known:
            draft.flags.append("unit_unlisted")
        if other := _OF_AFTER.match(low, found.end):
            self._whole(draft, other.end())
        return draft

    def _whole(self, draft: Draft, at: int) -> None:
        """ "12 đơn vị trong tổng số 15 đơn vị": the whole that a count is part of."""
        whole = numerals.amount(self.low, at)
        if whole is None or draft.kind != "count" or whole.value < draft.value:
            return
        found = units.unit(self.text, self.low, whole.end)
        draft.kind, draft.denominator, draft.end = "ratio", whole.value, whole.end
        draft.span_end = found.end if found else whole.end

    def _percent(self, amount: Amount, found: Unit) -> Draft:
        value = amount.value
        if found.kind == "permille":
            value, flag = value / 10, ["permille"]
        else:
            flag = []
        draft = self._draft(amount, "percent", value, found.name, found.end, found.end)
        draft.flags += flag
        return draft

    def _money(self, amount: Amount, found: Unit) -> Draft:
        draft = self._draft(amount, "money", amount.value, found.name, found.end, found.end)
        if per := _PER.match(self.low, found.end):
            draft.per = per[1]
        again = _REPEATED.match(self.low, found.end)
        if again and (words := numerals.WORDS.match(self.low, again.start(1))):
            spelt = numerals.in_words(self.low, words.start(), words.end())
            if spelt and spelt.value == amount.value:
                self._take(*again.span())
        return draft

    def _draft(self, amount: Amount, kind: str, value: Decimal, unit: str, end: int, span_end: int) -> Draft:
        return Draft(
            amount.start, end, amount.start, span_end, self.prose.sentence(amount.start), kind, value, unit,
            flags=list(dict.fromkeys(amount.flags)),
        )  # fmt: skip

    def _done(self, draft: Draft) -> int:
        self.drafts.append(draft)
        self._take(draft.span_start, draft.span_end)
        return draft.span_end

    # --- two numbers

    def _ratio(self, first: Amount, at: int) -> int:
        low = self.low
        second = self._amount(at)
        if second is None:
            return self._token_end(at)
        if found := units.percent(low, second.end):
            return self._slash_in_percent(first, second, found)
        found = units.unit(self.text, low, second.end)
        if found and found.kind == "score":
            draft = self._draft(first, "score", first.value, "điểm", second.end, found.end)
        else:
            if second.scale > 1 or not (found or self._is_share(first, second)):
                return max(second.end, self._token_end(at))
            unit, end = (found.name, found.end) if found else self._unit_before(second.end)
            draft = self._draft(first, "ratio", first.value, unit, second.end, end)
        draft.denominator = second.value
        if first.numeral and second.numeral and (first.numeral.zero_padded or second.numeral.zero_padded):
            draft.flags = list(dict.fromkeys([*draft.flags, "zero_padded"]))
        if low[first.end : at].strip() == "/" and first.value <= 31 and second.value <= 12:
            draft.flags.append("looks_like_date")
        return self._done(draft)

    def _is_share(self, first: Amount, second: Amount) -> bool:
        """Whether an a/b without a unit is a share all the same."""
        before = self.low[max(0, first.start - 16) : first.start]
        return second.value >= first.value and (
            _SHARE_OF.match(self.low, second.end) is not None
            or bool(re.search(r"(?:đạt|hoàn thành|có|được|với|còn|xong|vượt|là|kết thúc) $", before))
        )

    def _unit_before(self, end: int) -> tuple[str, int]:
        """The unit of a share that names none: what "số" stands before, or that of the last count of the sentence."""
        if (of := _SHARE_OF.match(self.low, end)) and (found := units.noun(self.low, of.end())):
            return found.name, end
        return self.inherited.last_unit(end) or "", end

    def _slash_in_percent(self, first: Amount, second: Amount, found: Unit) -> int:
        """ "9/9%": no share can be read from it as it stands; what was meant is for the arithmetic to prove."""
        low = self.low
        whole = second.value == second.value.to_integral_value() and first.value == first.value.to_integral_value()
        if not whole or "/" not in low[first.end : second.start]:
            return found.end
        printed = low[second.start : second.end]
        draft = self._draft(first, "percent", Decimal(f"{first.value}.{printed}") if printed.isdigit() else first.value, "%", found.end, found.end)
        draft.flags = ["slash_in_percent"]
        return self._done(draft)

    def _range(self, low_end: Amount, first: Draft | None, link: "re.Match[str]") -> int | None:
        """A range "a - b unit" or "từ a đến b unit"; None where the two numbers make none."""
        low = self.low
        high = self._amount(link.end())
        if high is None:
            return None
        last = self._with_unit(high)
        worded = link.re is _TO
        if last is None or (first and (first.kind, first.unit) != (last.kind, last.unit)):
            return None
        lead = re.search(r"(?<![^\W_])từ $", low[max(0, low_end.start - 4) : low_end.start])
        if worded and not lead and not first:
            return None
        value = low_end.value
        if low_end.scale == 1 and high.scale > 1 and value * high.scale < last.value:
            value *= high.scale
        if value >= last.value or (not worded and value >= 1000 and last.kind == "count" and last.value < 2100 and value > 1900):
            return None
        start = low_end.start - (3 if lead else 0)
        if lead and re.search(r"(?:tăng|giảm|nâng|hạ|rút ngắn)(?: \w+){0,2} $", low[max(0, start - 24) : start]):
            return None
        last.start, last.span_start = low_end.start, start
        last.sentence = self.prose.sentence(start)
        last.value, last.value_to = value, last.value
        last.flags = list(dict.fromkeys([*low_end.flags, *last.flags]))
        return self._done(last)

    def _rank(self, at: int) -> int | None:
        """ "xếp thứ 9", "thứ 16/63", "xếp hạng 9/63": where such a rank ends."""
        low = self.low
        before = low[max(0, at - 36) : at]
        ordinal = before.endswith("thứ ")
        ranked = _RANKED.search(before)
        number = numerals.numeral(low, at) if ordinal or ranked else None
        if number is None or number.marks:
            return None
        slash = _SLASH.match(low, number.end)
        whole = numerals.numeral(low, slash.end()) if slash else None
        if not ranked and not whole:
            return None
        if ranked and not ordinal and not whole and not before.endswith(("vị trí ", "xếp hạng ")):
            return None
        end = whole.end if whole else number.end
        draft = Draft(at, end, at - 4 if ordinal else at, end, self.prose.sentence(at), "rank", Decimal(number.groups[0]), "hạng")
        draft.denominator = Decimal("".join(whole.groups)) if whole else None
        return self._done(draft)

    # --- numbers in words

    def _word(self, at: int) -> int:
        low = self.low
        if low.startswith("thứ ", at - 4):
            return self._ordinal(at)
        if at and low[at - 1].isalnum():
            return at + 1
        words = numerals.WORDS.match(low, at)
        if words is None:
            return at + 1
        if (at and low[at - 1] == "-") or (self.text[at].isupper() and not self._opens(at) and not self.text[at : at + 3].isupper()):
            return words.end()
        if fraction := _FRACTION.match(low, at):
            return self._fraction(fraction)
        if both := _NEIGHBOURS.match(low, at):
            return self._neighbours(both)
        end = words.end()
        amount = numerals.in_words(low, at, end)
        while amount is None and " " in low[at:end]:
            end = low.rindex(" ", at, end)
            amount = numerals.in_words(low, at, end)
        if amount is None:
            return words.end()
        return self._counted_word(amount, low[at:end])

    def _ordinal(self, at: int) -> int:
        """ "đứng thứ hai" is a rank; "lần thứ hai", "thứ ba" are none."""
        low = self.low
        word = _TOKEN.match(low, at)
        assert word is not None
        verb = _ORDINAL.search(low, max(0, at - 28), at)
        if verb is None or word[0] not in _ORDINALS:
            return word.end()
        start = verb.start()
        return self._done(Draft(at, word.end(), start, word.end(), self.prose.sentence(at), "rank", Decimal(_ORDINALS[word[0]]), "hạng"))

    def _opens(self, at: int) -> bool:
        """Whether a sentence begins at `at`, or a bracket or a list does."""
        return self.prose.sentences[self.prose.sentence(at)].start == at or self.low[max(0, at - 2) : at].strip() in ("-", "+", "(", ":", "*")

    def _counted_word(self, amount: Amount, words: str) -> int:
        """A number in words counts only in front of a known noun, of money or of percent."""
        low, end = self.low, amount.end
        alone = " " not in words
        if units.percent(low, end) or units.currency(low, end):
            draft = self._with_unit(amount)
            return self._done(draft) if draft else end
        found = units.unit(self.text, low, end)
        if found is None or not found.known or found.kind in ("score", "length", "area"):
            return end
        if alone and (words == "một" or found.name.split()[0].lower() in _NOT_COUNTED and " " not in found.name):
            return end
        if alone and words == "hai" and not self._may_count(amount.start, found):
            return end
        if alone and _ORDINAL_AFTER.search(low, max(0, amount.start - 12), amount.start):
            return end
        if words == "năm" and (found.kind == "duration" or _YEAR_BEFORE.search(low[max(0, amount.start - 12) : amount.start]) or self._opens(amount.start)):
            return end
        draft = self._with_unit(amount)
        return self._done(draft) if draft else end

    def _may_count(self, at: int, found: Unit) -> bool:
        low = self.low
        before = low[max(0, at - 24) : at]
        if found.kind == "duration":
            return True
        last = self.drafts[-1] if self.drafts else None
        listed = last is not None and at - last.span_end < 30 and before.endswith((", ", "và ", "; ", "hoặc "))
        return listed or _COUNTING.search(before) is not None or self._opens(at)

    def _fraction(self, found: "re.Match[str]") -> int:
        noun = units.noun(self.low, found.end())
        if noun is None or not noun.name:
            return found.end()
        end = found.end("d")
        draft = Draft(found.start(), end, found.start(), end, self.prose.sentence(end), "ratio", Decimal(_ORDINALS.get(found["n"], 1)), noun.name)
        draft.denominator = Decimal({"bốn": 4}.get(found["d"]) or _ORDINALS[found["d"]])
        return self._done(draft)

    def _neighbours(self, found: "re.Match[str]") -> int:
        first, second = (numerals.in_words(self.low, found.start(key), found.end(key)) for key in "ab")
        unit = units.unit(self.text, self.low, found.end())
        if first is None or second is None or second.value != first.value + 1 or unit is None or not unit.known:
            return found.end("a")
        draft = self._draft(first, unit.kind, first.value, unit.name, second.end, unit.end)
        draft.value_to = second.value
        return self._done(draft)
