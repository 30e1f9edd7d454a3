"""Forecast, spillover and routes in the reading room: they refuse what is too thin, and never give a bare claim."""

import datetime
import re

import pytest

from foedera.forecast import odds
from foedera.record import Record
from foedera.register import outlook
from foedera.web import app
from foedera.web.pages import forecast, spillover
from tests.forecast.made import DAY, world
from tests.spillover.worlds import excited

from .conftest import Browser, field

PAIR = {"actor": "Actor A (South)", "recipient": "Actor B (North)", "days": "7"}


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())


def test_a_record_that_was_chosen_and_is_thin_gives_no_probability(browser: Browser, dossier: Record) -> None:
    page = text(browser.get("/forecast").text)
    read = len(dossier.documents().rows)
    assert f"{read} documents were read, 500 are needed to tell what happened from what was read" in page
    assert "%" not in page
    told = browser.get("/api/v1/forecast/exposure").json()["refusal"]
    assert told.endswith(f"{500 - read} are missing")
    refused = browser.get("/api/v1/forecast", params={"actor": "state:XIL", "recipient": "state:XNV"})
    assert refused.status_code == 400 and "500 are needed" in refused.json()["error"]


@pytest.fixture
def seer(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Somebody who looks at a record that holds the events of the made-up world."""
    monkeypatch.setattr(odds, "_MORNINGS", 10)
    monkeypatch.setattr(forecast, "stream_of", lambda ask: world())
    return Browser(app(dossier, name="ada"))


def test_a_probability_stands_beside_its_baselines_and_reasons(seer: Browser) -> None:
    page = text(seer.get("/forecast", params=PAIR).text)
    assert "At least one Probability Climatology No change" in page
    assert "odds times" in page and "Events of any type:" in page
    told = seer.get("/api/v1/forecast", params=PAIR).json()
    assert told["counted"]["made"] == (DAY + datetime.timedelta(days=260)).isoformat()
    for each in told["forecasts"]:
        assert (each["probability"] is None) == (each["unfit"] is not None)
        assert each["probability"] is None or each["climatology"] is not None
    assert seer.get("/forecast", params=PAIR | {"recipient": "Nobody"}).status_code == 400
    assert seer.get("/forecast", params=PAIR | {"recipient": PAIR["actor"]}).status_code == 400


def test_a_forecast_of_an_earlier_day_is_made_on_its_morning(seer: Browser) -> None:
    told = seer.get("/api/v1/forecast", params=PAIR | {"on": "2030-08-18"}).json()
    assert told["counted"]["made"] == "2030-08-18"


def test_a_forecast_is_kept_in_the_ledger_by_a_reviewer(seer: Browser, dossier: Record) -> None:
    page = seer.get("/forecast", params=PAIR).text
    fields = {name: field(page, name) for name in ("form",)} | PAIR
    before = len(outlook(dossier).predictions)
    assert seer.post("/forecast/keep", fields | {"form": "x"}).status_code == 403
    assert seer.post("/forecast/keep", fields).status_code == 200
    assert len(outlook(dossier).predictions) > before
    assert "At least one CONSULT from Actor A" in seer.get("/outlook").text


def test_too_few_events_excite_nothing(browser: Browser) -> None:
    page = text(browser.get("/spillover?run=yes").text)
    assert "Nothing can be said Too sparse: the busiest stream has" in page
    assert browser.get("/api/v1/spillover").status_code == 400


def test_every_edge_stands_with_its_rate_of_false_alarm(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spillover, "counted", lambda ask: excited(days=1200, streams=4)[0])
    browser = Browser(app(dossier, name="ada"))
    found = browser.get("/api/v1/spillover").json()
    page = browser.get("/spillover?run=yes").text
    assert {(each["source"], each["target"]) for each in found["edges"]} >= {("a", "b"), ("b", "c")}
    assert all(0 <= each["false"] <= 1 and each["low"] <= each["weight"] for each in found["edges"])
    assert "false among those as strong" in page and page.count(" %)</span>") == len(found["edges"])


def test_a_cut_gives_ranges_assumptions_and_sources(browser: Browser) -> None:
    page = browser.get("/routes?cut=MALACCA&state=JPN").text
    told = browser.get("/api/v1/routes?cut=MALACCA&state=JPN").json()
    longer = [each for each in told["detours"] if each["state"] == "longer"]
    assert longer and all(each["days"]["low"] < each["days"]["high"] for each in longer)
    assert all(each["title"] for each in longer if "title" in each) and told["assumptions"] and told["sources"]
    assert "Persian Gulf" in page and "Lombok" in page and "Assumed" in page and 'rel="noreferrer noopener"' in page
    both = browser.get("/api/v1/routes?cut=MALACCA&also=SUNDA&state=JPN").json()
    assert both["chokepoints"] == ["MALACCA", "SUNDA"]
