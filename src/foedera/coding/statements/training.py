"""Training a ranker of statements on annotated articles. Needs scikit-learn (the extra `train`).

The labels: a proposal is right where some annotation shares at least half of its content and its source. The rates of
cues that the model sees in training are counted without the article's own fold, so that it learns how far to trust
them. Calibration maps out-of-fold scores to the share that was right, by isotonic regression; or, where documents
of the kind that is read were judged, by a logistic regression that knows official texts from others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.coding.statements.attributions import ROLES
from foedera.coding.statements.cues import Lexicon, lexicon
from foedera.coding.statements.evaluation import Article, Attribution, right, wanted
from foedera.coding.statements.exclusions import is_official, is_own
from foedera.coding.statements.features import NAMES
from foedera.coding.statements.finding import Found, found
from foedera.coding.statements.ranking import Ranker, Tree, Weights, key, logit, rate
from foedera.coding.statements.reliability import Operating, Reliability, operating, reliability
from foedera.coding.statements.selection import selected
from foedera.coding.statements.transcripts import turns
from foedera.language import Language, Parse, english
from foedera.model import UsageError

Counts = dict[str, tuple[float, float]]
Matrix = NDArray[np.float64]

_FOLDS = 5
_NEARLY = 0.005
_RATE, _SEEN = NAMES.index("rate"), NAMES.index("seen")


class Example(msgspec.Struct, frozen=True):
    """An article ready for training: its proposals with features, which of them are right, which count in calibration
    (those in the part that was annotated that the coder may take), and the number of annotations."""

    found: Found
    labels: tuple[bool, ...]
    counted: tuple[bool, ...]
    annotated: int
    official: bool = False


class Taken(msgspec.Struct, frozen=True):
    """What is taken of a document: scores, whether each is right, how many annotations there are, and whether the
    document is an official text."""

    scores: list[float]
    labels: list[bool]
    annotated: int
    official: bool = False


class Settings(msgspec.Struct, frozen=True):
    """How the trees are grown."""

    trees: int = 200
    depth: int = 4
    learning_rate: float = 0.05
    leaf: int = 15
    share: float = 0.3
    seed: int = 0


USUAL = Settings()


def example(
    parse: Parse, annotations: Sequence[Attribution], cues: Lexicon, within: tuple[int, int] | None = None
) -> Example:
    """A parsed article with its annotations as an example; only the part `within` was annotated, if given."""
    proposals = found(parse, cues, ROLES)
    spoken = turns(parse.document)
    low, high = within or (0, len(parse.document.text))
    counted = tuple(
        all(low <= start and end <= high for start, end in each.content)
        and not is_own(each, parse.document, spoken, nested=True)
        for each in proposals.proposals
    )
    predicted = [
        Attribution([list(s) for s in p.source], [list(s) for s in p.cue], [list(s) for s in p.content])
        for p in proposals.proposals
    ]
    labels = tuple(right(parse.document.text, annotations, predicted))
    return Example(proposals, labels, counted, len(annotations), is_official(parse.document))


def examples(
    articles: Iterable[Article], *, language: Language | None = None, cues: Lexicon | None = None
) -> list[Example]:
    """The annotated articles as examples; the others are passed over."""
    cues = cues or lexicon()
    parses = (language or english()).parse
    made = []
    for article in articles:
        if article.attributions is not None:
            (parse,) = parses([article.document()], wanted(cues))
            made.append(example(parse, article.attributions, cues))
    return made


def train(
    examples: Sequence[Example], *, settings: Settings = USUAL, folded: Sequence[Matrix] | None = None
) -> Weights:  # fmt: skip
    """The weights of a ranker. Its threshold and confidences are fitted on out-of-fold scores of the examples (made
    here unless given as `folded`).

    Raises `UsageError` where the examples are too few, or scikit-learn is not installed.
    """
    folded = out_of_fold(examples, settings=settings) if folded is None else folded
    whole = _fitted(examples, settings)
    threshold = best_threshold(examples, folded)
    mine = [taken(each, scores, threshold, nested=False) for each, scores in zip(examples, folded, strict=True)]
    scores, confidences = calibrated(mine)
    return msgspec.structs.replace(whole, threshold=threshold, scores=scores, confidences=confidences)


def out_of_fold(examples: Sequence[Example], *, settings: Settings = USUAL) -> list[Matrix]:
    """The scores of each example's proposals by trees that were grown without it.

    Raises `UsageError` where the examples are too few, or scikit-learn is not installed.
    """
    right_ones, all_ones = sum(sum(each.labels) for each in examples), sum(len(each.labels) for each in examples)
    if len(examples) < 2 * _FOLDS or not 0 < right_ones < all_ones:
        raise UsageError(f"training needs at least {2 * _FOLDS} annotated articles with attributions that syntax finds")
    folded: list[Matrix] = [np.zeros(0)] * len(examples)
    for fold in range(_FOLDS):
        weights = _fitted([each for i, each in enumerate(examples) if i % _FOLDS != fold], settings)
        for i in range(fold, len(examples), _FOLDS):
            folded[i] = scored(Ranker(weights), examples[i])
    return folded


def scored(ranker: Ranker, example: Example, *, alone: bool = False) -> Matrix:
    """The scores of an example's proposals by a ranker, as `Ranker.scores` gives them."""
    return ranker.scores(_with_rates(example.found, ranker.rate), alone=alone)


def best_threshold(examples: Sequence[Example], scores: Sequence[Matrix], *, nested: bool = False) -> float:
    """The lowest score at which the F1 of the attributions taken is nearly the highest: what is doubtful is told by its
    confidence, what is left out is lost."""
    total = sum(each.annotated for each in examples)
    reached: dict[float, float] = {}
    for step in range(4, 17):
        threshold = step / 20
        count = hits = 0
        for each, values in zip(examples, scores, strict=True):
            chosen = selected(each.found.proposals, values, threshold, nested=nested)
            count += len(chosen)
            hits += sum(each.labels[i] for i in chosen)
        reached[threshold] = 2 * hits / (count + total) if count + total else 0.0
    return min(threshold for threshold, f1 in reached.items() if f1 >= max(reached.values()) - _NEARLY)


def _fitted(examples: Sequence[Example], settings: Settings) -> Weights:
    """Trees over the examples, and the rates of their cues."""
    try:
        from sklearn.ensemble import GradientBoostingClassifier
    except ImportError as error:
        raise UsageError("training needs scikit-learn: pip install 'foedera[train]'") from error
    full = _counted(examples)
    rows: list[Matrix] = []
    labels: list[bool] = []
    for fold in range(_FOLDS):
        mine = [each for i, each in enumerate(examples) if i % _FOLDS == fold]
        known = _without(full, _counted(mine))
        for each in mine:
            rows.append(_with_rates(each.found, _rates(known)))
            labels += each.labels
    model = GradientBoostingClassifier(
        n_estimators=settings.trees, max_depth=settings.depth, learning_rate=settings.learning_rate, subsample=0.7,
        min_samples_leaf=settings.leaf, max_features=settings.share, random_state=settings.seed,
    )  # fmt: skip
    target = np.asarray(labels, dtype=np.int64)
    model.fit(np.concatenate(rows), target)
    share = float(target.mean())
    trees = [_tree(each[0].tree_, settings.learning_rate) for each in model.estimators_]
    start = float(np.log(share / (1 - share)))
    return Weights(features=list(NAMES), start=start, trees=trees, rates=full, threshold=0.5)


def _tree(grown: object, learning_rate: float) -> Tree:
    """A tree of scikit-learn as plain lists; the learning rate goes into the leaves."""
    left = [int(i) for i in grown.children_left]  # type: ignore[attr-defined]
    return Tree(
        feature=[max(0, int(i)) for i in grown.feature],  # type: ignore[attr-defined]
        threshold=[round(float(x), 6) for x in grown.threshold],  # type: ignore[attr-defined]
        left=left,
        right=[int(i) for i in grown.children_right],  # type: ignore[attr-defined]
        value=[
            round(learning_rate * float(x), 6) if child < 0 else 0.0
            for x, child in zip(grown.value[:, 0, 0], left, strict=True)  # type: ignore[attr-defined]
        ],
    )


def _counted(examples: Iterable[Example]) -> Counts:
    """How often each cue in each frame was right, and how often it was seen."""
    counts: Counts = {}
    for each in examples:
        for proposal, label in zip(each.found.proposals, each.labels, strict=True):
            name = key(proposal.candidate)
            hits, seen = counts.get(name, (0.0, 0.0))
            counts[name] = (hits + label, seen + 1.0)
    return counts


def _without(counts: Counts, others: Counts) -> Counts:
    return {
        name: (hits - others.get(name, (0.0, 0.0))[0], seen - others.get(name, (0.0, 0.0))[1])
        for name, (hits, seen) in counts.items()
    }


def _rates(counts: Counts) -> Callable[..., tuple[float, float]]:
    return lambda candidate: rate(counts.get(key(candidate), (0.0, 0.0)), candidate.strength)


def _with_rates(found: Found, rates: Callable[..., tuple[float, float]]) -> Matrix:
    features = found.features.copy()
    for row, proposal in enumerate(found.proposals):
        features[row, _RATE], features[row, _SEEN] = rates(proposal.candidate)
    return features


def taken(example: Example, scores: Matrix, threshold: float, *, nested: bool = True) -> Taken:
    """What a ranker with these scores takes of an example."""
    kept = np.where(np.asarray(example.counted, dtype=bool), scores, -1.0)
    chosen = selected(example.found.proposals, kept, threshold, nested=nested)
    return Taken(
        [float(kept[i]) for i in chosen], [example.labels[i] for i in chosen], example.annotated, example.official
    )


def calibrated(examples: Sequence[Taken]) -> tuple[list[float], list[float]]:
    """The table from score to confidence, by isotonic regression."""
    from sklearn.isotonic import IsotonicRegression

    scores = [score for each in examples for score in each.scores]
    labels = [float(label) for each in examples for label in each.labels]
    model = IsotonicRegression(y_min=0.05, y_max=0.98, out_of_bounds="clip").fit(scores, labels)
    return [round(float(x), 4) for x in model.X_thresholds_], [round(float(y), 4) for y in model.y_thresholds_]


def logistic(documents: Sequence[Taken]) -> list[float]:
    """The weights of 1, of the logit of a score, and of an official text, for the probability that a statement is
    right (logistic regression, Platt's calibration with a shift for the genre)."""
    from sklearn.linear_model import LogisticRegression

    rows = [[logit(score), float(each.official)] for each in documents for score in each.scores]
    model = LogisticRegression().fit(rows, [label for each in documents for label in each.labels])
    return [round(float(x), 4) for x in (*model.intercept_, *model.coef_[0])]


def left_out(weights: Weights, documents: Sequence[Taken]) -> tuple[Reliability, Operating | None]:
    """The reliability of the confidences of documents, each calibrated without it; and, of those that were annotated in
    full, the threshold that gives a precision of 0.9."""
    every: list[tuple[float, bool]] = []
    full: list[tuple[float, bool]] = []
    for index, each in enumerate(documents):
        others = [*documents[:index], *documents[index + 1 :]]
        ranker = Ranker(msgspec.structs.replace(weights, logistic=logistic(others)))
        confidences = [ranker.confidence(score, official=each.official) for score in each.scores]
        found = list(zip(confidences, each.labels, strict=True))
        every += found
        full += found if each.annotated else []
    annotated = sum(each.annotated for each in documents)
    point = operating([c for c, _ in full], [label for _, label in full], annotated)
    return reliability([c for c, _ in every], [label for _, label in every]), point
