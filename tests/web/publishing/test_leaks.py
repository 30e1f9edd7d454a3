"""Nothing is on a published site but what was accepted: every file that is written is searched."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from foedera.dossiers import folder
from foedera.exchange import line
from foedera.register.sentences import sentence
from foedera.web import opinions

from .conftest import WHO, WHY, Site


@pytest.fixture(scope="module")
def texts(site: Site) -> dict[Path, str]:
    """Every file as text, without markup of HTML and JSON around characters."""
    found = {}
    for path in site.folder.rglob("*"):
        if path.is_file():
            text = unescape(path.read_bytes().decode("utf-8", "replace")).replace('\\"', '"').replace("\\n", " ")
            found[path] = " ".join(text.split())
    return found


def flat(text: str) -> str:
    return " ".join(unescape(text).split())


def files_with(texts: dict[Path, str], words: str) -> list[str]:
    return [path.name for path, text in texts.items() if words in text]


def test_only_accepted_claims_are_there(site: Site, texts: dict[Path, str]) -> None:
    lines = (site.folder / "claims.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(each)["id"] for each in lines} == {row.claim.id for row in site.accepted}
    words = {flat(line(row.claim)) for row in site.accepted}
    others = {flat(line(row.claim)) for row in site.rejected} - words
    found = "\n".join(flat(page.read_text("utf-8")) for page in site.pages)
    assert others and not [each for each in others if f"> {each} <" in found or f"<p>{each}</p>" in found]
    assert sum(word in found for word in words) == len(words)


def test_no_claim_that_was_rejected_or_not_decided_is_named(site: Site, texts: dict[Path, str]) -> None:
    accepted = {row.claim.id for row in site.accepted}
    others = [row.claim.id for document in site.record.documents().rows for row in site.record.claims(document.id)
              if row.claim.id not in accepted]  # fmt: skip
    others += [row.claim.id for row in site.rejected]
    whole = "\n".join(texts.values())
    assert len(others) > 100 and not [id for id in others if id in whole]
    assert all(id in whole for id in accepted)


def test_of_a_document_that_is_not_free_only_evidence_is_shown(site: Site, texts: dict[Path, str]) -> None:
    shown = "\n".join(texts.values())
    evidence = flat(" ".join(span.text for row in site.accepted for span in row.claim.evidence))
    hidden = 0
    for row in site.record.documents().rows:
        document = site.record.document(row.id)
        if document.redistributable:
            continue
        for each in re.split(r"(?<=[.!?”])\s+", document.text):
            some = flat(each)
            if len(some) > 40 and some not in evidence and some != document.title:
                found = files_with(texts, some) if some in shown else []
                assert found == [], f"{document.title}: {some}"
                hidden += 1
    assert hidden > 100


def test_no_run_of_words_of_a_closed_text_is_shown_that_is_no_evidence(site: Site, texts: dict[Path, str]) -> None:
    """Not even a phrase of eight words, as the lists of what is new in the wording would show."""
    pages = flat(re.sub(r"<[^>]*>", " ¦ ", "\n".join(texts.values())))
    allowed = [flat(span.text) for row in site.accepted for span in row.claim.evidence]
    # Our own sentences about a claim may happen to have the words of a list or a note in the text.
    allowed += [said(row.claim) for row in site.accepted for said in (line, sentence)]
    for row in site.record.documents(limit=200).rows:
        document = site.record.document(row.id)
        allowed += [document.title or "", *(document.text.splitlines() if document.redistributable else ())]
    free = flat(" | ".join(allowed))
    checked, shown = 0, []
    for row in site.record.documents(limit=200).rows:
        document = site.record.document(row.id)
        words = document.text.split()
        # At its head stand title, authors and day, which are shown.
        for at in range(40, 0 if document.redistributable else len(words) - 8, 4):
            some = " ".join(words[at : at + 8])
            if some not in free:
                checked += 1
                shown += [(document.title, some, files_with(texts, some))] if some in pages else []
    assert checked > 300
    assert shown == []


def test_no_person_is_named_and_no_reason_told(site: Site, texts: dict[Path, str]) -> None:
    assert opinions.agreements(site.record) == () or files_with(texts, WHO) == []
    assert files_with(texts, WHO) == []
    assert files_with(texts, WHY) == []
    assert files_with(texts, "a reviewer"), "what persons wrote down is there, under no name"
    assert any("The Courier, 4 May 2032" in text for text in texts.values())


def test_no_place_on_a_machine_is_there(site: Site, texts: dict[Path, str]) -> None:
    places = (site.record.where, site.folder.parent, folder("fictional"), Path.home(), Path(__file__).parents[3])
    for place in places:
        assert files_with(texts, str(place)) == [], place
    for word in ("127.0.0.1", "localhost", "accepted.db", "foedera-publish-", "file://"):
        assert files_with(texts, word) == [], word


def test_the_site_says_of_no_claim_that_nobody_reviewed_it(site: Site, texts: dict[Path, str]) -> None:
    assert files_with(texts, "unreviewed") == []
    assert any("accepted" in text for path, text in texts.items() if path.parent.name == "documents")
