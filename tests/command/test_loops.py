import msgspec

from foedera.command import Ask, Authority, Delegation, Kind, Link, Post, Review, Structure, loops, powerless, starter


def made(*rules: Authority, kinds: str = "k", **more: object) -> Structure:
    posts = tuple(Post(id=id, name=id.upper()) for id in "abcd")
    return Structure(name="s", posts=posts, kinds=tuple(Kind(id=k, name=k) for k in kinds), authorities=rules, **more)  # type: ignore[arg-type]


def asks(post: str, kind: str, *others: str) -> Authority:
    return Authority(post=post, kind=kind, consult=tuple(Ask(post=each) for each in others))


def test_two_who_must_ask_each_other_are_a_loop() -> None:
    (loop,) = loops(made(asks("b", "k", "a"), asks("a", "k", "b")))
    assert loop.posts == ("a", "b")
    assert loop.kinds == ("k",)


def test_consent_counts_like_consultation_and_longer_loops_are_found_once() -> None:
    rules = asks("a", "k", "b"), Authority(post="b", kind="k", consent=(Ask(post="c"),)), asks("c", "k", "a")
    assert [loop.posts for loop in loops(made(*rules))] == [("a", "b", "c")]


def test_a_loop_that_only_several_kinds_make_together_comes_last() -> None:
    rules = asks("a", "k", "b"), asks("b", "m", "a"), asks("c", "m", "d"), asks("d", "m", "c")
    assert [(loop.posts, loop.kinds) for loop in loops(made(*rules, kinds="km"))] == [
        (("c", "d"), ("m",)),
        (("a", "b"), ("k", "m")),
    ]


def test_asking_in_one_direction_is_no_loop() -> None:
    assert loops(made(asks("a", "k", "b", "c"), asks("b", "k", "c"))) == ()


def test_posts_with_a_duty_but_without_authority() -> None:
    structure = made(
        asks("a", "k", "c"), links=(Link(above="b", below="a"), Link(above="b", below="d")),
        reviews=(Review(post="d", kinds=("k",)),),
    )  # fmt: skip
    found = {one.post: one for one in powerless(structure)}
    assert list(found) == ["b", "c", "d"]
    assert found["b"].commands == 2
    assert found["c"].asked == ("k",)
    assert found["d"].asked == ("k",)


def test_who_has_authority_by_delegation_has_it() -> None:
    structure = made(asks("a", "k"), links=(Link(above="b", below="a"),),
                     delegations=(Delegation(giver="a", receiver="b", kinds=("k",)),))  # fmt: skip
    assert powerless(structure) == ()


def test_where_no_rules_are_known_nobody_is_said_to_lack_authority() -> None:
    assert powerless(msgspec.structs.replace(starter("us-indopacom"), authorities=())) == ()
