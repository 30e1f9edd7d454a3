"""The reading room: a record in the browser, at any day and as known at any moment.

`app(record)` is the ASGI application, `run(record, host, port)` serves it: on this machine, or elsewhere with accounts.
"""

from foedera.web.app import app
from foedera.web.marks import Marked, Piece, marked
from foedera.web.pages import PAGES
from foedera.web.server import run

__all__ = ["PAGES", "Marked", "Piece", "app", "marked", "run"]
