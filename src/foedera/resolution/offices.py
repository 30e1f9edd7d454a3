"""Who holds an office of a state: by the base at the document's date, or as the document says."""

from __future__ import annotations

from foedera.actors import Base, Post
from foedera.model import Edtf
from foedera.resolution.persons import RANKS, Person, Persons

# States with a prime minister in which the president leads the government's dealings with others.
_PRESIDENTIAL = frozenset(
    f"state:{code}"
    for code in "FRA KOR PRK UKR RUS TWN ROU LTU FIN POL EGY DZA LKA CHN GEO KAZ UZB BLR AZE TZA UGA PER MNG".split()
)


def headed(base: Base, person: str | None, on: Edtf | None) -> str | None:
    """The international organisation whose secretary-general a person is."""
    if person is None or on is None:
        return None
    posts = [base.post(row.post) for row in base.posts_of(person, on)]
    return next((post.body for post in posts if post is not None and post.rank == "secretary-general"), None)


class Offices:
    """The offices of all states, and who of a document's persons holds them."""

    def __init__(self, base: Base, published: Edtf | None, persons: Persons) -> None:
        self.base, self.published, self.persons = base, published, persons

    def holder(self, office: str, state: str) -> Person | None:
        """Who holds an office of a state; None where nobody or more than one is known."""
        office = office.lower().replace("defence", "defense")
        if office == "leader":
            return self.leader(state)
        if self.published is not None:
            ranks = RANKS.get(office, ())
            held = self._held(state, office, ranks)
            if len(held) == 1:
                return self.persons.of_base(held.pop())
        known = [p for p in self.persons.known() if p.state == state and office in p.offices]
        return known[0] if len(known) == 1 else None

    def leader(self, state: str) -> Person | None:
        """Who leads a state: its president or its head of government, whichever the document names, else by custom."""
        if self.published is None:
            return None
        government = self._held(state, "", ("head-of-government",))
        head = self._held(state, "", ("head-of-state",))
        named = {p.id for p in self.persons.known() if p.id is not None} & (government | head)
        for ids in (named, head if state in _PRESIDENTIAL or not government else government):
            if len(ids) == 1:
                return self.persons.of_base(next(iter(ids)))
        return None

    def in_office(self, person: Person, office: str) -> bool:
        """Whether a person of the document holds an office, by its words or by the base."""
        if office in person.offices:
            return True
        if person.id is None or self.published is None:
            return False
        posts = [self.base.post(row.post) for row in self.base.posts_of(person.id, self.published)]
        return any(post is not None and self._fits(post, office, RANKS.get(office, ())) for post in posts)

    def _held(self, state: str, office: str, ranks: tuple[str, ...]) -> set[str]:
        return {
            holder.person
            for post in self.base.offices(state)
            if self._fits(post, office, ranks)
            for holder in self.base.holders(post.post, self.published)
        }

    @staticmethod
    def _fits(post: Post, office: str, ranks: tuple[str, ...]) -> bool:
        role = post.role.lower().replace("defence", "defense")
        if office == "president" and role not in ("president", "state president"):
            return False
        return role == office or post.rank in ranks
