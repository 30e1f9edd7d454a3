"""Command in the reading room: paths, losses, comparison, and small simulations that stay within their bounds."""

import re
import sys
import threading
import time

import pytest
import yaml

from foedera.command import parse
from foedera.model import QuestionError
from foedera.record import Record
from foedera.web import app
from foedera.web.runs import Runs, UnfinishedError

from .conftest import Browser

TWO = {"first": "norvane-ilmara", "second": "norvane-ilmara", "first_on": "2031-09-30", "second_on": "2031-12-01"}
SMALL = {"decisions": "50", "replications": "4"}


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())


def test_the_record_shows_its_sentences_and_that_nobody_says_who_decides(browser: Browser) -> None:
    page = browser.get("/command?on=2032-01-01").text
    assert "No kinds of decision are known" in page
    assert page.count("<q>") >= 5 and "/documents/sha256:" in page
    told = browser.get("/api/v1/command?on=2032-01-01").json()
    assert all(link["source"] for link in told["links"]) and told["kinds"] == [] == told["authorities"]


def test_a_path_says_who_decides_and_what_a_loss_stops(browser: Browser) -> None:
    asked = {"of": "norvane-ilmara", "on": "2031-12-01"}
    page = text(browser.get("/command", params=asked).text)
    assert "Patrols and reconnaissance Norvane Forces Ilmara Norvane Forces Ilmara decides" in page
    assert "critical" in page and "No path leads" not in page
    without = text(browser.get("/command", params=asked | {"lost": "nfi"}).text)
    assert without.count("No path leads to a post that may decide.") == 5
    paths = browser.get("/api/v1/command", params=asked).json()["paths"]
    assert [way["decider"] for way in paths["patrols"]] == ["nfi", "eastcom"]


def test_two_days_of_one_structure_differ(browser: Browser) -> None:
    page = text(browser.get("/command/compare", params=TWO).text)
    told = browser.get("/api/v1/command/compare", params=TWO).json()
    assert told["differs"] and "Joint Task Force Ormund" in page
    changed = {each["kind"] for each in told["paths"] if each["differs"]}
    assert {"patrols", "evacuation"} <= changed
    same = browser.get("/command/compare", params=TWO | {"second_on": TWO["first_on"]}).text
    assert "The two do not differ." in same


def test_the_file_can_be_read_again(browser: Browser) -> None:
    data = browser.get("/command.yaml?on=2032-01-01").text
    assert yaml.safe_load(data)["name"]
    posts = {post.id for post in parse(data, "record.yaml").posts}
    assert {post["id"] for post in browser.get("/api/v1/command?on=2032-01-01").json()["posts"]} < posts


def test_a_simulation_gives_ranks_and_break_even_points_and_no_hours(browser: Browser) -> None:
    page = text(browser.get("/command/simulate", params={**TWO, **SMALL, "run": "yes"}).text)
    answer = page.split("Ranks, under what was assumed", 1)[1]
    assert "Times as long as the first" in answer and "times as long" in answer
    assert "Where each loses 2031-09-30" in answer and "Break-even points" in answer
    assert not re.search(r"\d\s*(h|hours)\b", answer)
    told = browser.get("/api/v1/command/simulate", params={**TWO, **SMALL}).json()
    assert sorted(each["rank"] for each in told["contest"]["standings"])[0] == 1
    assert {each["name"] for each in told["sensitivity"]["defeats"]} == {"2031-09-30", "2031-12-01"}


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"decisions": "501"}, "is not a number from 50 to 500"),
        ({"replications": "-1"}, "is not a number from 4 to 20"),
        ({"load": "endless"}, "no such load"),
        ({"measure": "hours"}, "no such measure"),
        ({"second_on": TWO["first_on"]}, "both are the same structure"),
        ({"first": "record"}, "no kinds of decision are known"),
        ({"first": "japan-us#after"}, "no variant"),
    ],
)
def test_what_is_out_of_bounds_is_refused(browser: Browser, given: dict[str, str], line: str) -> None:
    answer = browser.get("/command/simulate", params={**TWO, **SMALL, "run": "yes", **given})
    assert answer.status_code == 400 and line in answer.text


def test_a_missing_extra_is_named(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(app(dossier, name="ada"))
    monkeypatch.setitem(sys.modules, "yaml", None)
    page = browser.get("/command")
    assert page.status_code == 200 and "pip install 'foedera[command]'" in page.text and "package yaml" in page.text
    refused = browser.get("/api/v1/command/structures")
    assert refused.status_code == 400 and "foedera[command]" in refused.json()["error"]


def test_a_page_shows_that_it_is_at_work_asks_again_and_finishes(dossier: Record) -> None:
    web, gate = app(dossier, name="ada"), threading.Event()
    web.state.room.runs = runs = Runs(0.05)
    browser, asked = Browser(web), {**TWO, **SMALL, "run": "yes"}
    with pytest.raises(UnfinishedError):
        runs.result("slow", gate.wait)
    behind = browser.get("/command/simulate", params=asked)
    assert behind.status_code == 202 and behind.headers["refresh"] == "5"
    assert "Still at work" in behind.text and "This page asks again by itself" in behind.text
    program = browser.get("/api/v1/command/simulate", params=asked)
    assert program.status_code == 400 and "ask again" in program.json()["error"]
    gate.set()
    until = time.monotonic() + 60
    while (page := browser.get("/command/simulate", params=asked)).status_code == 202 and time.monotonic() < until:
        assert page.headers["refresh"] == "5"
    assert page.status_code == 200 and "refresh" not in page.headers and "Ranks, under what was assumed" in page.text
    wrong = browser.get("/command/simulate", params={**asked, "load": "none"})
    assert wrong.status_code == 400 and "refresh" not in wrong.headers


def test_one_computation_runs_at_a_time_and_a_late_one_goes_on() -> None:
    runs, gate = Runs(0.05), threading.Event()
    with pytest.raises(QuestionError, match="takes longer than"):
        runs.result("slow", lambda: gate.wait() and 7)
    with pytest.raises(QuestionError, match="another computation"):
        runs.result("other", lambda: 8)
    gate.set()
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            assert runs.result("slow", lambda: 9) == 7
            break
        except QuestionError:
            continue
    assert runs.result("other", lambda: 8) == 8
