import pytest

from foedera.register.actors import actor_of


@pytest.mark.parametrize(
    ("party", "id"),
    [
        ("NATO", "organisation:nato"),
        ("ASEAN", "organisation:asean"),
        ("JPN", "state:JPN"),
        ("SUHH", "state:SUHH"),
        ("ROK", "state:KOR"),
        ("EU", "organisation:european-union"),
        ("XQZ", "XQZ"),
        ("Japan", "Japan"),
        ("state:USA", "state:USA"),
    ],
)
def test_a_code_is_a_state_only_where_there_is_one(party: str, id: str) -> None:
    assert actor_of(party) == id
