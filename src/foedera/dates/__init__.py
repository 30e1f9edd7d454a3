"""The grammar of dates in text, anchored to a document's date; what is not sure is left out."""

from foedera.dates.absolute import DateMention
from foedera.dates.deadlines import deadline, occasion
from foedera.dates.mentions import dates

__all__ = ["DateMention", "dates", "deadline", "occasion"]
