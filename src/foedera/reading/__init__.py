"""The one path from sources into claims and into a record.

`reader()` reads documents into claims; `Intake` reads sources, keeps what was read, and says step by step what it did.
"""

from foedera.reading.intake import Intake, Missed, Started, Step, Taken
from foedera.reading.reader import Read, Reader, reader

__all__ = ["Intake", "Missed", "Read", "Reader", "Started", "Step", "Taken", "reader"]
