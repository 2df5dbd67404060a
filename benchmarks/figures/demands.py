"""What is demanded of readings of annotated articles and of single phrases, each beside what was measured."""

from collections.abc import Sequence

from benchmarks.figures.annotated import TRUE_VERDICTS, Annotated
from benchmarks.figures.cases import CaseMarks
from benchmarks.figures.gold import MEANINGS, Marks
from benchmarks.figures.score import Demand, at_least, none_of

FIGURES, CASES, ON_PAGE, DOCUMENTS = 0.98, 0.97, 0.90, 1.0
MEANING = {"indicator": 0.90, "period": 0.92, "place": 0.92, "agency": 0.92}


def of_articles(of: str, articles: Sequence[Annotated], marks: Marks) -> list[Demand]:
    """The demands on the annotated articles. With nothing annotated there is nothing to be right about: they fail."""
    figures, documents, checks, page = marks.figures, marks.documents, marks.checks, marks.on_page
    wanted = sum(len(one.scored) for one in articles)
    true = sum(1 for article in articles for one in article.relations if one.verdict in TRUE_VERDICTS)
    return [
        at_least(of, "figures: precision", FIGURES, figures.precision, f"({figures.false} false)"),
        at_least(of, "figures: recall", FIGURES, figures.recall, f"({figures.matched} of {wanted})"),
        *(
            at_least(of, f"{name} right", MEANING[name], marks.meanings[name] / max(1, wanted), f"(of {wanted})")
            for name in MEANINGS
        ),
        at_least(of, "citations: precision", DOCUMENTS, documents.precision, f"({documents.false} false)"),
        at_least(of, "citations: recall", DOCUMENTS, documents.recall, f"({documents.matched} of {documents.wanted})"),
        Demand(of, "true checks found", f"{true}", f"{checks.matched}", 0 < true == checks.matched),
        none_of(of, "checks of what is not comparable", marks.forbidden),
        none_of(of, "contradictions that are none", marks.alarms),
        none_of(of, "figures of articles without any", marks.from_nothing),
        at_least(of, "whole page: precision", ON_PAGE, page.precision, f"({page.false} false)"),
    ]


def of_cases(of: str, marks: CaseMarks) -> list[Demand]:
    """The demands on single phrases."""
    readings = marks.readings
    return [
        at_least(of, "phrases: precision", CASES, readings.precision, f"({readings.false} false)"),
        at_least(of, "phrases: recall", CASES, readings.recall, f"({readings.matched} of {readings.wanted})"),
    ]
