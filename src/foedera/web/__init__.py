"""The reading room: the documents of a record with their evidence marked and their claims beside it.

`app(record)` is the ASGI application, `run(record, host, port)` serves it on this machine.
"""

from foedera.web.app import PAGES, app, run
from foedera.web.marks import Marked, Piece, marked

__all__ = ["PAGES", "Marked", "Piece", "app", "marked", "run"]
