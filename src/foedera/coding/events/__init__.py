"""Events: who did what to whom, by the PLOVER ontology.

`Events` is the coder; `trained(FOLDER)` the coder that `foedera.coding.events.training` has made for one's own labels.
`foedera.coding.events.evaluation` codes given pairs. The ontology itself is `foedera.model.plover`.
"""

from __future__ import annotations

from foedera.coding.events.events import Events, trained
from foedera.coding.events.lexicon import Lexicon

__all__ = ["Events", "Lexicon", "trained"]
