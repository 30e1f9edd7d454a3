from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedera.coding.statements import Finder, Ranker, lexicon, ranker
from foedera.coding.statements.evaluation import Article, Attribution, predictions
from foedera.coding.statements.features import NAMES
from foedera.coding.statements.ranking import Weights
from foedera.coding.statements.training import Settings, examples, train
from foedera.model import UsageError

SMALL = Settings(trees=12, depth=3, leaf=2, share=0.5)


def article(number: int) -> Article:
    """A small article in which one sentence reports somebody and two do not."""
    who, thing = f"Minister Malt{number}", f"the treaty of {1950 + number}"
    text = f"{who} said that {thing} still holds. The clerk planned the repair of the old clock."
    content = f"that {thing} still holds"
    start = text.index(content)
    said = Attribution([[0, len(who)]], [[len(who) + 1, len(who) + 5]], [[start, start + len(content)]])
    return Article(id=str(number), text=text, attributions=[said])


def test_a_trained_ranker_tells_reports_from_the_rest_and_comes_back_from_its_file(tmp_path: Path) -> None:
    weights = train(examples([article(number) for number in range(12)]), settings=SMALL)
    path = tmp_path / "ranker.json"
    path.write_bytes(msgspec.json.encode(weights))
    finder = Finder(lexicon(), ranker(path))
    text = "Minister Orr said that the pact of 1999 still holds. The bus had reached the town."
    (row,) = predictions([Article(id="x", text=text)], finder=finder)
    assert [[text[s:e] for s, e in found["source"]] for found in row["attributions"]] == [["Minister Orr"]]
    assert weights.scores == sorted(weights.scores)
    assert weights.confidences == sorted(weights.confidences)


def test_training_twice_gives_the_same_weights() -> None:
    made = examples([article(number) for number in range(10)])
    assert train(made, settings=SMALL) == train(made, settings=SMALL)


def test_too_few_articles() -> None:
    with pytest.raises(UsageError, match="at least 10 annotated articles"):
        train(examples([article(1)]), settings=SMALL)


def test_files_that_are_no_weights(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        ranker(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(UsageError, match="holds no ranker"):
        ranker(tmp_path / "bad.json")
    weights = msgspec.structs.replace(ranker().weights, features=["other"])
    with pytest.raises(UsageError, match="another version"):
        Ranker(weights)


def test_the_bundled_ranker_is_calibrated_and_its_scores_are_probabilities() -> None:
    own = ranker()
    assert isinstance(own.weights, Weights)
    assert 0.1 < own.threshold < 0.9
    assert own.confidence(0.0) < 0.5 < own.confidence(1.0) <= 1
    scores = own.scores(np.random.default_rng(0).random((50, len(NAMES))))
    assert ((scores > 0) & (scores < 1)).all()
    assert len(own.scores(np.zeros((0, len(NAMES))))) == 0
