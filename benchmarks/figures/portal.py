"""The articles of a real portal, or of the sample portals where there is none, and what is read from each of them."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures.score import Demand, Reader, none_of
from benchmarks.floor import PORTAL, WARC, one_page_an_article
from demo.articles import portals
from pipelines.figures import About
from pipelines.read import read as read_page
from spiders.items import Article, Figures, Metric
from spiders.profile import Profile, load_all

#: No article may take longer, in seconds of CPU.
LONGEST = 0.2
#: So many indicators are listed.
LISTED = 40

#: By its key: a text as the archive keeps it, and what is known of it beside its words.
Texts = dict[str, tuple[str, About]]


@dataclass(slots=True)
class Readings:
    """What was read from every text, how long the slowest took, which broke the reader, and figures that stand nowhere."""

    figures: dict[str, Figures] = field(default_factory=dict)
    slow: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    slowest: float = 0.0


def real(data: Path) -> Texts:
    """One text of each article of the real portal."""
    profile = load_all(demo=False)[0][PORTAL]
    found: Texts = {}
    for key, page in sorted(one_page_an_article(data / WARC, profile).items()):
        article = read_page(page, profile, links=False, figures=False).article
        if article is not None and article.language == "vi":
            found[key] = article.text, about(article, profile)
    return found


def about(article: Article, profile: Profile) -> About:
    """What the archive knows of an article of this portal."""
    published = article.published.local if article.published else None
    return About(article.title, published, profile.place, profile.title["vi"])


def sample() -> Texts:
    """The articles of the sample portals, as they were written."""
    found: Texts = {}
    for host, one_portal in portals().items():
        for one in one_portal.articles:
            text = "\n".join(filter(None, (one.sapo, *one.paragraphs)))
            found[f"{host}:{one.key}"] = text, About(one.title, one.published)
    return found


def read_all(texts: Texts, read: Reader) -> Readings:
    """Read every text. One that took too long is read again: another program may have taken the machine's time."""
    done = Readings()
    for key, (text, known) in texts.items():
        try:
            took, figures = _timed(text, known, read)
            if took > LONGEST:
                took = min(took, _timed(text, known, read)[0])
        except Exception as why:  # what is looked for here
            done.crashed.append(f"{key}: {type(why).__name__} {why}"[:200])
            continue
        done.figures[key] = figures
        done.misplaced += [f"{key}#{one.start}" for one in figures.metrics if not _stands(one, len(text))]
        done.slowest = max(done.slowest, took)
        if took > LONGEST:
            done.slow.append(f"{key}: {1000 * took:.0f} ms for {len(text):,} letters")
    return done


def _stands(one: Metric, length: int) -> bool:
    """Whether a figure lies in the text, in its span, and that in its sentence."""
    inner = one.sentence_start <= one.span_start <= one.start < one.end <= one.span_end <= one.sentence_end
    return inner and one.sentence_start >= 0 and one.sentence_end <= length


def _timed(text: str, known: About, read: Reader) -> tuple[float, Figures]:
    begun = time.process_time()
    figures = read(text, known)
    return time.process_time() - begun, figures


def demands(of: str, readings: Readings) -> list[Demand]:
    """No text may break the reader or hold it up, and nothing may be quoted that does not stand in the text."""
    slowest = f"slowest {1000 * readings.slowest:.0f} ms"
    return [
        none_of(of, f"of {len(readings.figures) + len(readings.crashed):,} articles, crashes", readings.crashed),
        none_of(of, "figures out of place", readings.misplaced),
        Demand(of, "articles over 200 ms", "0", f"{len(readings.slow)} ({slowest})", not readings.slow),
    ]


def table(figures: Mapping[str, Figures]) -> str:
    """How many figures there are by kind and by indicator, and how many have none."""
    metrics = [metric for one in figures.values() for metric in one.metrics]
    kinds = Counter(one.kind for one in metrics)
    indicators = Counter(one.indicator or "(none)" for one in metrics)
    unclassified = indicators.pop("(none)", 0)
    total = max(1, len(metrics))
    lines = [
        f"{len(metrics)} figures in {sum(1 for one in figures.values() if one.metrics)} of {len(figures)} articles, "
        f"{sum(len(one.citations) for one in figures.values())} citations, "
        f"{sum(len(one.checks) for one in figures.values())} checks "
        f"({sum(1 for one in figures.values() for check in one.checks if check.verdict != 'consistent')} contradictions)",
        "by kind:      " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()),
        f"unclassified: {unclassified} ({unclassified / total:.1%})",
        f"by indicator, the first {LISTED} of {len(indicators)}:",
    ]
    return "\n".join([*lines, *(f"    {count:>6}  {name}" for name, count in indicators.most_common(LISTED))])
