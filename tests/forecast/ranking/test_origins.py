from __future__ import annotations

import numpy as np

from foedera.forecast.ranking.index import doubled
from foedera.forecast.ranking.origins import completed, named

NAMES = ("Thailand", "Citizen_(Thailand)", "Police (Thailand)", "Citizen (Peru)", "Peru", "A Person", "Another Person")


def test_names_tell_country_and_sector() -> None:
    country, sector = named(NAMES)
    assert country[0] == country[1] == country[2] != country[3] == country[4]
    assert sector[1] == sector[3] != sector[2]
    assert sector[0] == sector[4]
    assert country[5] == country[6] == country.max()


def test_a_person_is_of_the_country_of_most_partners() -> None:
    events = np.array([[5, 0, 1, 0], [5, 0, 2, 1], [4, 0, 5, 1]], np.int32)
    country, _ = completed(named(NAMES), doubled(events, 1))
    assert country[5] == country[0]
    assert country[6] == named(NAMES).country[6]  # met nobody


def test_names_without_brackets_are_no_countries() -> None:
    country, sector = named(("a", "b"))
    assert country.tolist() == [0, 0] and sector.tolist() == [0, 0]
