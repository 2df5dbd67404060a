"""How fast and how steadily texts are read: articles a second on one core, memory over thousands, and hostile shapes.

All of it in a process of its own that holds nothing else, and that is ended when a text never does.
"""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as NoEndError
from typing import TypeVar

from pebble import ProcessPool

from benchmarks.cleaning.worker import memory
from benchmarks.figures.portal import Texts
from benchmarks.figures.score import Demand
from pipelines.figures import About, read

#: Articles a second on one core, for articles of these many bytes.
FASTEST, SIZES = 300, (3 * 1024, 5 * 1024)
#: Resident memory is taken after so many articles, and again after so many; it may not grow by more than this share.
EARLY, LATE, GROWTH = 2_000, 10_000, 0.05
#: A process that does not answer for so many seconds is ended; with one hostile text, sooner.
PATIENCE, IMPATIENCE = 240, 20
#: A hostile text may take a tenth of the time that a page has (READ_TIMEOUT), in seconds.
TENTH = 1.0
#: A hostile text's size in letters, and how many times as long twice a text may take.
LARGE, STEEPEST = 100_000, 2.6

Known = Sequence[tuple[str, About]]
Answer = TypeVar("Answer")


def shapes() -> dict[str, str]:
    """Texts that nobody wrote, each of a shape that a rule may take too long over."""

    def fill(piece: str) -> str:
        return piece * (LARGE // len(piece))

    return {
        "digits": fill("1234567890"),
        "1.1.1.": fill("1.1."),
        "1,1,1,": fill("1,1,"),
        "năm năm": fill("năm "),
        "slashes": fill("/"),
        "1/1/1/": fill("1/"),
        "open brackets": fill("("),
        "5,000 figures in a sentence": ", ".join(f"{n} hồ sơ" for n in range(5_000)) + ".",
        "no blank": fill("số12/2021đồng"),
        "no blank, letters": fill("khôngcóchỗtrống"),
        "one line of blanks": fill(" ") + "5 hồ sơ",
    }


def dense() -> dict[str, str]:
    """Pieces that a text may be full of, which each rule reads with what stands before."""
    return {
        "a time in each sentence": "Trong tháng 1/2020, nhận 5 đơn. ",
        "an aim in each sentence": "Năm 2024, phấn đấu 5%. Dịp này, tặng 3 giấy khen. ",
        "a body in each sentence": "Sở Y tế tỉnh Mẫu kiểm tra 5 đơn vị, trong đó 3 vi phạm. ",
        "parts in each clause": "nhận 5 đơn (3 khiếu nại, 2 tố cáo), ",
        "a base in each clause": "tăng 5 đơn (cùng kỳ 3 đơn), ",
        "a share in each clause": "tiếp nhận 10 đơn, giải quyết 8 đơn, đạt 80%; ",
        "a line for each figure": "- Huyện Mẫu: 5 đơn;\n",
    }


def measure(texts: Texts) -> list[Demand]:
    """All three, each in a process of its own."""
    known = [one for one in texts.values() if SIZES[0] <= len(one[0].encode()) <= SIZES[1]] or list(texts.values())
    return [_pace(known), _memory(list(texts.values())), *_hostile()]


def _apart(work: Callable[..., Answer], *given: object, patience: float = PATIENCE) -> Answer:
    """The answer of `work`, done in a fresh process. Raises TimeoutError when it does not end."""
    with ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn")) as pool:
        answer: Answer = pool.schedule(work, args=given, timeout=patience).result()
        return answer


def _reason(why: Exception, patience: float) -> str:
    """Why a text gave no time: whatever the reader raised is the result."""
    return f"no end after {patience} s" if isinstance(why, NoEndError) else f"{type(why).__name__}: {why}"[:80]


# -- speed -------------------------------------------------------------------------------------------------------------


def _pace(known: Known) -> Demand:
    size = sum(len(text.encode()) for text, _ in known) / max(1, len(known)) / 1024
    what = f"articles a second ({len(known)} of {size:.1f} KB)"
    try:
        pace = _apart(pace_of, known)
    except Exception as why:
        return Demand("speed", what, f">= {FASTEST}", _reason(why, PATIENCE), False)
    return Demand("speed", what, f">= {FASTEST}", f"{pace:.0f}, {1000 / pace:.2f} ms each", pace >= FASTEST)


def pace_of(known: Known, passes: int = 5) -> float:
    """Articles a second of CPU, in the fastest pass."""
    for text, about in known[:20]:
        read(text, about)
    best = 0.0
    for _ in range(passes):
        gc.collect()
        begun = time.process_time()
        for text, about in known:
            read(text, about)
        best = max(best, len(known) / max(1e-9, time.process_time() - begun))
    return best


# -- memory ------------------------------------------------------------------------------------------------------------


def _memory(known: Known) -> Demand:
    what, aim = f"memory from {EARLY:,} to {LATE:,} articles", f"< {GROWTH:.0%}"
    try:
        early, late = _apart(memory_of, known)
    except Exception as why:
        return Demand("speed", what, aim, _reason(why, PATIENCE), False)
    said = f"{early:.0f} MB, then {late:.0f} MB ({late / early - 1:+.1%})"
    return Demand("speed", what, aim, said, abs(late / early - 1) < GROWTH)


def memory_of(known: Known, early: int = EARLY, late: int = LATE) -> tuple[float, float]:
    """Resident megabytes after `early` articles and after `late`, over and over the same ones."""
    first = 0.0
    for n in range(late):
        read(*known[n % len(known)])
        if n + 1 == early:
            gc.collect()
            first = memory("VmRSS")
    gc.collect()
    return first, memory("VmRSS")


# -- hostile shapes ----------------------------------------------------------------------------------------------------


def _hostile() -> list[Demand]:
    demands = []
    for name, text in shapes().items():
        try:
            took = _apart(time_of, text, patience=IMPATIENCE)
            said, met = f"{1000 * took:.0f} ms for {len(text):,} letters", took <= TENTH
        except Exception as why:
            said, met = _reason(why, IMPATIENCE), False
        demands.append(Demand("speed", f"hostile: {name}", f"<= {TENTH:g} s", said, met))
    return [*demands, *(_growth(name, piece) for name, piece in dense().items())]


def _growth(name: str, piece: str) -> Demand:
    """How much longer a text of twice the length takes: twice as long, where no rule looks at all that stands before."""
    try:
        once = _apart(time_of, piece * (LARGE // 2 // len(piece)), patience=IMPATIENCE)
        twice = _apart(time_of, piece * (LARGE // len(piece)), patience=IMPATIENCE)
        said, met = f"{twice / once:.2f} times ({1000 * twice:.0f} ms)", twice / once <= STEEPEST
    except Exception as why:
        said, met = _reason(why, IMPATIENCE), False
    return Demand("speed", f"twice as much: {name}", f"<= {STEEPEST:g} times", said, met)


def time_of(text: str) -> float:
    """Seconds of CPU over `text`, the faster of two; what is built at the first reading is not its fault."""
    read("Có 5 hồ sơ.", About())
    took = []
    for _ in range(2):
        begun = time.process_time()
        read(text, About())
        took.append(time.process_time() - begun)
    return min(took)
