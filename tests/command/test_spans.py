from collections.abc import Iterator
from math import comb

import pytest
from hypothesis import given

from foedera.command import Link, Post, Structure, parse, spans
from tests.command.made import SOUND, tree, trees


def parts(structure: Structure, without: str) -> Iterator[int]:
    """The sizes of the parts into which a structure falls without a post."""
    left = {post.id for post in structure.posts} - {without}
    while left:
        waiting, size = [left.pop()], 0
        while waiting:
            at, size = waiting.pop(), size + 1
            near = {a if b == at else b for a, b in ((x.above, x.below) for x in structure.links) if at in (a, b)}
            waiting += near & left
            left -= near
        yield size


@given(trees)
def test_betweenness_on_trees_is_the_number_of_pairs_that_a_post_parts(drawn: Structure) -> None:
    others = len(drawn.posts) - 1
    for span in spans(drawn):
        parted = comb(others, 2) - sum(comb(size, 2) for size in parts(drawn, span.post))
        assert span.betweenness == pytest.approx(parted)
        assert span.severs == (parted > 0)


@given(trees)
def test_below_the_head_of_a_tree_stands_everybody_else(drawn: Structure) -> None:
    found = {span.post: span for span in spans(drawn)}
    assert found["p0"].below == len(drawn.posts) - 1
    assert sum(len(span.direct) for span in found.values()) == len(drawn.posts) - 1
    for span in found.values():
        assert span.below == sum(1 + found[each].below for each in span.direct)
        assert span.depth == max((1 + found[each].depth for each in span.direct), default=0)


def test_a_chain_of_three_hangs_on_its_middle() -> None:
    top, middle, bottom = spans(tree([0, 1]))
    assert (top.depth, top.below, top.betweenness, top.severs) == (2, 2, 0, False)
    assert (middle.betweenness, middle.severs, middle.types) == (1, True, {"opcon": 1})
    assert bottom.direct == ()


def test_administrative_control_and_support_are_no_span_of_command() -> None:
    posts = tuple(Post(id=id, name=id) for id in "abcd")
    links = (
        Link(above="a", below="b", type="adcon"), Link(above="a", below="c", type="support"),
        Link(above="a", below="d"),
    )  # fmt: skip
    first = spans(Structure(name="s", posts=posts, links=links))[0]
    assert first.direct == ("d",)
    assert first.types == {"unknown": 1}
    assert first.betweenness == 1


def test_two_links_to_one_post_count_it_once() -> None:
    found = parse(SOUND + "").on(None, "after")
    twice = (*found.links, Link(above="east", below="forces", type="opcon", doctrine="us"))
    east = spans(Structure(name="s", posts=found.posts, links=twice))[0]
    assert east.direct == ("forces",)
    assert east.types == {"cocom": 1, "opcon": 1}
