"""Networks as files that other programs of network analysis read: GraphML and GEXF."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from foedera.model.errors import FoederaError, UsageError
from foedera.networks.communities import communities_of
from foedera.networks.network import Network

if TYPE_CHECKING:
    import networkx

    from foedera.networks.recorded import Recorded
    from foedera.networks.tie import Tie

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

GRAPH_ENDINGS = (".graphml", ".gexf")
"""The endings of files that hold graphs."""


def write_graph(found: Network | Recorded, path: str | Path) -> None:
    """Writes a network, or all ties of a record's day, as a .graphml or .gexf file, the same bytes each time.

    Nodes carry `label` and, of a network, `community`; ties carry `weight`. Of a record each tie is an edge of its own
    with its kind, sort, entry, day and the first sentence that shows it; a mutual one is written in both directions.

    Raises:
        UsageError: another ending.
        FoederaError: the file cannot be written.
    """
    import networkx

    target = Path(path)
    if target.suffix.lower() not in GRAPH_ENDINGS:
        raise UsageError(f"{target}: a graph is written as {', '.join(GRAPH_ENDINGS)}")
    made = _of_network(found) if isinstance(found, Network) else _of_record(found)
    held = io.BytesIO()
    if target.suffix.lower() == ".graphml":
        networkx.write_graphml(made, held)
    else:
        networkx.write_gexf(made, held)
    # networkx writes the clock's day into GEXF.
    data = re.sub(rb' lastmodifieddate="[^"]*"', b"", held.getvalue())
    try:
        target.write_bytes(data)
    except OSError as error:
        raise FoederaError(f"{target}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _of_network(network: Network) -> networkx.Graph:
    import networkx

    directed = network.is_directed
    made: Any = networkx.DiGraph(when=network.when, kind=network.kind)
    if not directed:
        made = networkx.Graph(when=network.when, kind=network.kind)
    groups = communities_of(network).group
    for node, label, group in zip(network.nodes, network.labels, groups, strict=True):
        made.add_node(str(node), label=_plain(label), community=int(group))
    ties = network.ties if directed else np.triu(network.ties)
    for one, other in np.argwhere(ties):
        made.add_edge(str(network.nodes[one]), str(network.nodes[other]), weight=float(ties[one, other]))
    return made


def _of_record(found: Recorded) -> networkx.MultiDiGraph:
    import networkx

    made: Any = networkx.MultiDiGraph(when=str(found.day), kind=", ".join(found.kinds))
    for id in sorted({id for tie in found.ties for id in (tie.one, tie.other)}):
        made.add_node(id, label=_plain(found.names.get(id, id)))
    for tie in found.ties:
        about = _about(tie)
        made.add_edge(tie.one, tie.other, **about)
        if tie.mutual:
            made.add_edge(tie.other, tie.one, **about)
    return made


def _about(tie: Tie) -> dict[str, Any]:
    shown = tie.sentences[0]
    about = {
        "kind": tie.kind, "sort": tie.sort, "weight": tie.weight, "mutual": tie.mutual, "what": tie.what,
        "entry": tie.entry, "since": str(tie.since or ""), "sentence": shown.text, "document": shown.document,
    }  # fmt: skip
    return {name: _plain(value) for name, value in about.items()}


def _plain(value: Any) -> Any:
    """Text without the control characters that XML cannot hold; numbers as they are."""
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
