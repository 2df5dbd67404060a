"""What was measured, to be read: one row a contestant, the worst pages, and the single pages field by field."""

from collections.abc import Sequence

from benchmarks.cleaning.contestants import Got
from benchmarks.cleaning.demands import Result
from benchmarks.cleaning.samples import SINGLE, Sample
from benchmarks.cleaning.score import Score, Sum
from benchmarks.cleaning.worker import Measured
from benchmarks.page_truth import Told

#: How many of a page's missing and extra words are printed.
SHOWN = 25
#: So much of a paragraph is printed.
LONGEST = 120
_HEAD = (
    f"{'':<28}{'pages':>6}{'F1':>8}{'decile':>8}{'sapo':>8}{'tables':>8}{'title':>8}{'date':>8}{'first':>8}{'last':>8}"
    f"{'views':>7}{'dates':>6}{'relat':>6}{'tools':>6}{'count':>6}{'foot':>6}{'pages/s':>9}{'MB':>6}"
)


def head(label: str) -> str:
    """The line above the rows, `label` saying whose they are."""
    return f"{label:<28}{_HEAD[28:]}"


def row(measured: Measured, total: Sum, speed: bool) -> str:
    """One contestant's line; its speed and memory are told once."""
    if measured.missing:
        return f"{measured.name:<28}not installed: {measured.missing}"
    if not total.pages:
        return f"{measured.name:<28}no page is its own"
    shares = "".join(f"{'-' if share is None else f'{share:.1%}':>8}" for share in total.shares.values())
    leaks = "".join(f"{count:>{7 if n == 0 else 6}}" for n, count in enumerate(total.leaks.values()))
    pace = f"{measured.timed / measured.seconds:>9.0f}{measured.peak:>6.0f}" if speed and measured.seconds else ""
    name = f"{measured.name} {measured.version}".strip()
    return f"{name:<28}{total.pages:>6}{total.f1:>8.4f}{total.lowest_decile:>8.4f}{shares}{leaks}{pace}"


def worst(name: str, scores: Sequence[Score], count: int) -> str:
    """The pages with the lowest F1, and all that leak, lose something or fail."""
    ranked = sorted(scores, key=lambda one: (one.f1 if one.f1 is not None else 2.0, one.key))
    lines = [f"{name}: the {count} worst pages"]
    for one in ranked[:count]:
        faults = [
            field for field in ("sapo", "tables", "title", "date", "first", "last") if getattr(one, field) is False
        ]
        score = "short" if one.f1 is None else f"{one.f1:.4f}"
        lines.append(f"  {one.key} F1 {score} wrong: {', '.join(faults) or '-'} {one.problem}")
        lines += [
            f"      {label}: {_few(found)}"
            for label, found in (("missing", one.missing), ("extra", one.extra))
            if found
        ]
        lines += [f"      leaks {kind}: {found}" for kind, found in one.leaks.items()]
    return "\n".join(lines)


def faults(name: str, scores: Sequence[Score], count: int) -> str:
    """Which pages miss what, field by field: the keys of `count` of each."""
    lines = [f"{name}: pages that are wrong"]
    for field in ("sapo", "tables", "title", "date", "first", "last"):
        keys = [one.key for one in scores if getattr(one, field) is False]
        lines += [f"  {field:<10}{len(keys):>5}  {' '.join(keys[:count])}"] if keys else []
    for kind in sorted({kind for one in scores for kind in one.leaks}):
        found = [f"{one.key} {one.leaks[kind]!r}" for one in scores if kind in one.leaks]
        lines.append(f"  leaks {kind:<10}{len(found):>5}  {'; '.join(found[:count])}")
    failed = [f"{one.key} {one.problem}" for one in scores if one.problem]
    lines += [f"  failed    {len(failed):>5}  {'; '.join(failed[:count])}"] if failed else []
    return "\n".join(lines)


def _few(found: Sequence[str]) -> str:
    more = f" ... {len(found)} in all" if len(found) > SHOWN else ""
    return " ".join(found[:SHOWN]) + more


def shown(name: str, samples: Sequence[Sample], result: Result) -> str:
    """Each single page: what is right, and what was got in place of what is not."""
    marks = {mark.key: mark for mark in result.scores[SINGLE]}
    lines = [f"{name}: page by page"]
    for sample, got in zip(samples, result.measured.got, strict=True):
        if mark := marks.get(sample.key) if sample.set == SINGLE else None:
            lines += _page(sample.told, got, mark)
    return "\n".join(lines)


def _page(told: Told, got: Got, mark: Score) -> list[str]:
    text = [line for line in got.text.split("\n") if line.strip()]
    first, last = (text[0], text[-1]) if text else ("", "")
    fields = {
        "title": (mark.title, told.title, got.title),
        "date": (mark.date, told.date, got.date or ""),
        "sapo": (mark.sapo, told.sapo, first),
        "first": (mark.first, " ".join(told.first), first),
        "last": (mark.last, " ".join(told.last), last),
    }
    right = " ".join(field for field, (fine, _, _) in fields.items() if fine)
    score = "-" if mark.f1 is None else f"{mark.f1:.4f}"
    lines = [f"  {mark.key}: F1 {score}, right: {right or 'nothing'} {mark.problem}".rstrip()]
    for field, (fine, expected, found) in fields.items():
        lines += (
            [f"      {field}: {_cut(found, field)!r} instead of {_cut(expected, field)!r}"] if fine is False else []
        )
    lines += [
        f"      {label}: {_few(found)}" for label, found in (("missing", mark.missing), ("extra", mark.extra)) if found
    ]
    return lines + [f"      leaks {kind}: {found}" for kind, found in mark.leaks.items()]


def _cut(text: str, field: str) -> str:
    """The part of a text that tells: its end where that is asked about, else its beginning."""
    return text[-LONGEST:] if field == "last" else text[:LONGEST]
