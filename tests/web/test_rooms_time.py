"""An address of the past shows the same for ever, whatever is read or decided later."""

from pathlib import Path

import pytest

from foedera import register
from foedera.documents import Options, sources
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.web import PAGES, app
from foedera.web.pages.wording import name_of

from .conftest import Browser, statements

LATER = "Norvane will deliver 40 more Halberd coastal missiles to Ilmara by May 2032, Minister Katrin Soleth said.\n"
OF_NOW = ("/review", "/review/entries")
"""What waits for a person waits now, on whatever day one looks."""


def main_of(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.text.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.fixture
def addresses(dossier: Record) -> list[str]:
    entries = [next(register.entries(dossier, kind=kind)) for kind in ("commitment", "instrument", "event")]
    actor = next(ref.id for _, ref in entries[0].members[0].claim.actors() if ref.id)
    fixed = [page.path for page in PAGES if "{" not in page.path and page.path not in OF_NOW]
    named = [f"/documents/{dossier.documents().rows[0].id}", f"/actors/{actor}"]
    chosen = ["/search?q=missiles", "/compare?from=2031-05-01", "/network?ties=promises&year=2031"]
    chosen += ["/wording/phrase?q=missiles", f"/wording/series/{name_of(statements(dossier))}"]
    return fixed + named + chosen + [f"/entries/{entry.id}" for entry in entries]


def test_an_address_shows_the_same_after_more_was_read_and_decided(
    dossier: Record, addresses: list[str], tmp_path: Path
) -> None:
    browser = Browser(app(dossier, name="ada"))
    kept = {address: str(browser.get(address).url) for address in addresses}
    dossier.review(dossier.queue(limit=1).rows[0].lineage, "accept", by="ada")
    before = {address: main_of(browser, address) for address in kept.values()}
    (tmp_path / "later.txt").write_text(LATER, "utf-8")
    (tmp_path / "later.json").write_text('{"date": "2031-12-20", "title": "More missiles"}', "utf-8")
    list(Intake(reader(), Options(), dossier).steps(sources([tmp_path / "later.txt"])))
    for row in dossier.queue(limit=20).rows:
        dossier.review(row.lineage, "reject", by="ada")
    register.current(dossier)
    fresh = Browser(app(dossier, name="ada"))
    changed = [address for address, text in before.items() if main_of(fresh, address) != text]
    assert changed == []
    assert main_of(fresh, "/documents") != before[kept["/documents"]]
