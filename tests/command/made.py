"""A small structure in YAML that is sound, to be made unsound, and structures drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from foedera.command import Ask, Authority, Delegation, Kind, Link, Post, Structure

SOUND = """\
name: Two allies
sources:
  order: {title: An order, publisher: A ministry, date: 2031-09-30, address: "https://ministry.example/order"}
variants: {before: Before the order, after: After the order}
chains:
  north: {name: North, sovereigns: "state:XNV", doctrine: us}
  isle: {name: Isle, sovereigns: "state:XIL", doctrine: nato}
posts:
  east: {name: East Command, chain: north, zone: Asia/Tokyo, duty: "daily 08:00-16:00", capacity: 3, source: order}
  forces: {name: Forces, chain: north, zone: Etc/GMT+8, duty: always}
  staff: {name: Joint Staff, chain: isle, zone: Asia/Tokyo, duty: "daily 16:00-23:00"}
  task: {name: Task Force, chain: north, when: 2031-11-01/2035, variants: after}
links:
  - {above: east, below: forces, type: cocom}
  - {above: forces, below: task, type: opcon}
  - {between: [forces, staff], type: coordination}
kinds:
  patrol: {name: Patrols, arises: forces}
authorities:
  - {post: east, kind: patrol}
delegations:
  - from: east
    to: forces
    kinds: patrol
    term: opcon
    consult: {post: staff, hours: 2}
    limits: [{of: ships, most: 12}]
    further: task
    when: 2031-10-01/2033-09-30
    variants: after
  - {from: forces, to: task, kinds: patrol, when: 2031-11-01/2033-09-30, variants: after}
reviews:
  - {post: east, kinds: patrol, stage: after, hours: 24}
"""


def tree(parents: list[int]) -> Structure:
    """The tree in which post n+1 stands under the post that `parents[n]` names (taken modulo n+1)."""
    links = tuple(
        Link(above=f"p{above % (n + 1)}", below=f"p{n + 1}", type="opcon", doctrine="us")
        for n, above in enumerate(parents)
    )
    posts = tuple(Post(id=f"p{n}", name=f"Post {n}") for n in range(len(parents) + 1))
    return Structure(name="a tree", posts=posts, links=links)


trees = st.lists(st.integers(0, 30), max_size=14).map(tree)
"""Trees of up to fifteen posts."""


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """Structures with authority, delegation, consultation and consent, not always sound."""
    base = draw(trees)
    ids = st.sampled_from([post.id for post in base.posts])
    extra = draw(st.lists(st.tuples(ids, ids, st.sampled_from(["coordination", "support", "adcon"])), max_size=4))
    asks = st.lists(
        st.builds(Ask, post=ids, hours=st.none() | st.just(2.0), silence=st.none() | st.just("granted")), max_size=2
    ).map(tuple)
    kinds = (Kind(id="k", name="K", arises=draw(st.none() | ids)), Kind(id="m", name="M"))
    names = st.sampled_from(["k", "m"])
    authorities = draw(st.lists(st.builds(Authority, post=ids, kind=names, consult=asks, consent=asks), max_size=4))
    given = st.builds(Delegation, giver=ids, receiver=ids, kinds=names.map(lambda kind: (kind,)), consult=asks)
    links = (*base.links, *(Link(above=a, below=b, type=type) for a, b, type in extra if a != b))  # type: ignore[arg-type]
    return Structure(
        name="drawn", posts=base.posts, links=tuple({link.id: link for link in links}.values()), kinds=kinds,
        authorities=tuple(authorities), delegations=tuple(draw(st.lists(given, max_size=3))),
    )  # fmt: skip
