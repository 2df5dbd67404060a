"""Names of persons, places and bodies, told by their capitals: no list knows every official.

Two capitalised syllables in a row are a name ("Nguyễn Văn An", "Cao Bằng"), and so is an acronym ("HĐND"), and one syllable
behind a word that names are called by ("ông Bình", "tỉnh Huế"). A body's name goes on in lower case: "Sở Tài nguyên và Môi
trường" is found by what such names are made of (see `pipelines.figures.agencies.bodies`).
"""

import re
from collections.abc import Iterator

from pipelines.figures.agencies.bodies import body_at, heads_within
from pipelines.figures.prose import Prose
from pipelines.figures.wordlists import any_of, parts

_SYLLABLE = r"[^\W\d_]+(?:['’][^\W\d_]+)?"
_RUN = re.compile(rf"{_SYLLABLE}(?:(?:[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?){_SYLLABLE})*")
_WORD = re.compile(_SYLLABLE)
#: What one syllable is a name behind.
_CALLED = re.compile(
    r"(?<![^\W_])(?:"
    + any_of(
        """ông; bà; anh; chị; em; cháu; cô; chú; bác; cụ; đồng chí; đ/c; tỉnh; thành phố; tp; tp.; thị xã; huyện; quận; xã;
        phường; thị trấn; thôn; bản; buôn; làng; ấp; xóm; khóm; đảo; sông; hồ; núi; đèo; cầu; chợ; đường; phố; dân tộc"""
    )
    + r") $"
)
_LONGEST_CALL = 12
#: With these a sentence begins, and with a capital; the name is what follows.
_OPENINGS = frozenset(
    parts(
        """ông; bà; anh; chị; em; cháu; cô; chú; bác; cụ; theo; tại; trong; ngoài; ngày; sáng; chiều; tối; về; đến; ở; từ; với;
        trên; do; cùng; của; khi; sau; trước; qua; để; và; nhưng; còn; riêng; toàn; các; những; nguyên; được; có; là"""
    )
)
#: Of more letters in capitals than this share a sentence is a heading: capitals tell no name there.
_SHOUTED = 0.6
#: So few letters may be an acronym and its place.
_SHORT = 12


def within(prose: Prose, start: int, end: int) -> list[tuple[int, int]]:
    """Where names stand between two offsets, in order; none within another."""
    letters = [sign for sign in prose.text[start:end] if sign.isalpha()]
    if len(letters) > _SHORT and sum(sign.isupper() for sign in letters) > _SHOUTED * len(letters):
        return []
    found: list[tuple[int, int]] = []
    for first, last in sorted(
        [*_bodies(prose, start, end), *_runs(prose, start, end)], key=lambda one: (one[0], -one[1])
    ):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _bodies(prose: Prose, start: int, end: int) -> Iterator[tuple[int, int]]:
    for head in heads_within(prose.text, prose.low, start, end):
        body = body_at(prose.text, prose.low, head, end, {})
        if body is not None and not body.bare and prose.text[head].isupper():
            yield body.start, min(body.end, end)


def _runs(prose: Prose, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised syllables that are names."""
    for stretch in _RUN.finditer(prose.text, start, end):
        run: list[tuple[int, int]] = []
        for word in _WORD.finditer(prose.text, *stretch.span()):
            if word[0][0].isupper():
                run.append(word.span())
                continue
            yield from _name(prose, run, start)
            run = []
        yield from _name(prose, run, start)


def _name(prose: Prose, run: list[tuple[int, int]], sentence: int) -> Iterator[tuple[int, int]]:
    """The name that a run of capitals is, if it is one."""
    while run and prose.low[slice(*run[0])] == "phó":  # "Phó Giám đốc": an office, of which "Phó Giám" is no name
        run = run[1:]
    if run and run[0][0] == sentence and prose.low[slice(*run[0])] in _OPENINGS:
        run = run[1:]
    if not run:
        return
    start, end = run[0][0], run[-1][1]
    is_acronym = end - start > 1 and prose.text[start:end].isupper()
    if len(run) > 1 or is_acronym or _CALLED.search(prose.low, max(sentence, start - _LONGEST_CALL), start):
        yield start, end
