import pytest

from foedera.datasets.tables import Dataset, dataset, datasets
from foedera.model.errors import DatasetError, QuestionError


@pytest.mark.parametrize("data", datasets(), ids=[data.id for data in datasets()])
def test_descriptions_fit_together(data: Dataset) -> None:
    names = {field.name for field in data.fields}
    assert len(names) == len(data.fields)
    assert set(data.keys) <= names
    assert data.citation and data.terms and data.homepage.startswith("http")
    assert len({version.version for version in data.versions}) == len(data.versions) > 0
    for layout in data.layouts.values():
        assert set(layout.columns) <= names
        assert set(layout.first_row) <= names
        assert layout.melt is None or set(layout.melt) <= names
    for version in data.versions:
        assert version.layouts and set(version.layouts) <= set(data.layouts)
        assert version.first is None or version.last is None or version.first <= version.last
        assert all(len(digest) == 64 for digest in version.sha256)
    for parts in data.dates.values():
        assert set(parts) <= names


def test_all_that_the_field_uses_is_there() -> None:
    known = {data.id for data in datasets()}
    assert {"atop-ddyr", "atop-members", "atop-alliances", "cow-alliances", "cow-states", "gw-states", "nmc"} <= known
    assert {"contiguity", "cow-mindist", "igo-members", "dcad", "sipri-milex", "wb-milex"} <= known
    assert {"mid-ddyr", "gml-ddyr", "rivalries-tss", "rivalries-dg", "cow-majors"} <= known
    assert {"archigos", "cow-wars", "cow-trade", "cow-trade-states", "polity", "vdem"} <= known
    versions = {version.version for version in dataset("atop-ddyr").versions}
    assert versions == {"3.0", "4.0", "4.01", "5.0", "5.1"}


def test_cow_alliances_have_no_address() -> None:
    for id in ("cow-alliances", "cow-alliances-ddyr"):
        assert all(version.address is None for version in dataset(id).versions)


def test_what_is_not_known_is_said() -> None:
    with pytest.raises(QuestionError, match="atlas: no known data set; known are archigos, atop-alliances, "):
        dataset("atlas")
    with pytest.raises(DatasetError, match=r"version 9 is not known; known are 3\.02, 4\.0, 5\.0, 6\.0, 7\.0"):
        dataset("nmc").version("9")
