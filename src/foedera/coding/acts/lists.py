"""What the sentence above a list makes of its items: what one "will take the following actions" to do is to come."""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.language import Sentence
from foedera.model import Modality

_TO_COME = re.compile(
    r"\b(?:will|shall|plans?|intends?|agreed|agrees?|committed|commits?|decided|pledged?|are to|is to|going to)\b[^.]*$"
)


class Lists:
    """The paragraphs of one document that are items of a list of what is to come."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        self._planned: set[int] = set()
        ahead = False
        for index, paragraph in enumerate(document.paragraphs):
            words = document.text[paragraph.start : paragraph.end].rstrip()
            if paragraph.role == "list" or words.startswith(("- ", "• ", "* ")):
                if ahead:
                    self._planned.add(index)
            elif words:
                ahead = words.endswith(":") and _TO_COME.search(words.rsplit(". ", 1)[-1]) is not None

    def modality(self, sentence: Sentence, told: Modality) -> Modality:
        """The modality of what an item tells as if it were done."""
        return "planned" if told == "actual" and sentence.paragraph in self._planned else told
