"""Who may decide: by a rule of their own, or because somebody who may has delegated it to them."""

from __future__ import annotations

import msgspec

from foedera.command.structure import Authority, Delegation, Structure


class Grant(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A post may decide: by a rule of its own, or by a delegation; `givers` are those who delegated, the first one
    first."""

    post: str
    rule: Authority | Delegation
    givers: tuple[str, ...] = ()


def grants(structure: Structure, kind: str) -> tuple[Grant, ...]:
    """Who may decide a kind: first by authority of their own, then by delegation from somebody who may.

    A delegation by a post that may not decide itself gives nothing.
    """
    found = [Grant(post=rule.post, rule=rule) for rule in structure.authorities if rule.kind == kind]
    waiting = [each for each in structure.delegations if kind in each.kinds]
    grown = True
    while grown:
        grown = False
        for delegation in list(waiting):
            source = next((each for each in found if each.post == delegation.giver), None)
            if source is not None:
                givers = (*source.givers, delegation.giver)
                found.append(Grant(post=delegation.receiver, rule=delegation, givers=givers))
                waiting.remove(delegation)
                grown = True
    return tuple(found)
