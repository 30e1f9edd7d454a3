"""Claims that pages cite, with their documents: those that were cited lately are not read again for another day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection

from foedera.record import Record
from foedera.register import Member

KEPT = 2_000


class Members:
    """The standing claims of a record at one moment of record time (`known`, ISO 8601), by lineage; so many of them
    (`most`) are kept."""

    def __init__(self, record: Record, known: str, most: int = KEPT) -> None:
        self._record, self._known, self._most = record, known, most
        self._kept: OrderedDict[int, Member] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, lineages: Collection[int]) -> dict[int, Member]:
        """Those of these lineages that stand."""
        with self._lock:
            found = {lineage: self._kept[lineage] for lineage in lineages if lineage in self._kept}
        lacking = {lineage for lineage in lineages if lineage not in found}
        if lacking:
            with self._record.ledger(self._known) as ledger:
                read = ledger.belonging(lineages=lacking)
            found |= {each.row.lineage: Member(row=each.row, source=each.source) for each in read}
        self._keep(found)
        return found

    def _keep(self, found: dict[int, Member]) -> None:
        with self._lock:
            for lineage, member in found.items():
                self._kept[lineage] = member
                self._kept.move_to_end(lineage)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
