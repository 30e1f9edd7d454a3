"""The same network simulated by SimPy and by Ciw: stations with staff, routes, exponential work, priorities."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import numpy.typing as npt

from foedera.command.simulation.loads import loads
from foedera.command.simulation.network import Flow, Law, Network, Stage, Station
from foedera.command.simulation.plan import plan
from foedera.command.simulation.runs import replication

Floats = npt.NDArray[np.float64]

_WARM = 5


def drawn_network(number: int) -> Network:
    """A random network: up to six posts with one to three staff, up to three kinds and priorities, loads under 0.85."""
    chance = random.Random(number)
    posts = [f"p{place}" for place in range(chance.randint(2, 6))]
    staff = {post: chance.randint(1, 3) for post in posts}
    works = {post: chance.uniform(0.5, 2.0) for post in posts}
    flows = []
    for kind in range(chance.randint(2, 3)):
        route = [chance.choice(posts) for _ in range(chance.randint(1, 5))]
        stages = tuple(Stage(station=post, work=Law(works[post])) for post in route)
        flows.append(Flow(name=f"k{kind}", rate=chance.uniform(0.5, 1.0), priority=kind % 2, stages=stages))
    stations = tuple(Station(name=post, staff=staff[post]) for post in posts)
    busiest = max(load.quiet for load in loads(Network(name="", stations=stations, flows=tuple(flows))))
    factor = chance.uniform(0.5, 0.85) / busiest
    eased = tuple(
        Flow(name=flow.name, rate=flow.rate * factor, priority=flow.priority, stages=flow.stages) for flow in flows
    )
    return Network(name=f"drawn {number}", stations=stations, flows=eased)


def ours(network: Network, count: int, size: int) -> Floats:
    """Mean times by kind in each replication; the first fifth of the decisions does not count."""
    made = plan(network)
    return np.array(
        [_means(run.flow, run.hours, network) for run in (replication(made, 2, n, size) for n in range(count))]
    )


def _means(kinds: npt.NDArray[Any], hours: Floats, network: Network) -> list[float]:
    start = kinds.size // _WARM
    return [float(hours[start:][kinds[start:] == kind].mean()) for kind in range(len(network.flows))]


def by_simpy(network: Network, count: int, size: int) -> Floats:
    """What SimPy says."""
    return np.array([_means(*simpy_run(network, number, size)[:2], network) for number in range(count)])


def simpy_run(network: Network, seed: int, size: int) -> tuple[npt.NDArray[Any], Floats, int]:
    """One replication by SimPy: kinds and times in the order of arrival, and events (arrivals and finished work)."""
    import simpy

    chance = random.Random(seed)
    environment = simpy.Environment()
    posts = {each.name: simpy.PriorityResource(environment, each.staff) for each in network.stations}
    kinds, hours = np.zeros(size, np.int64), np.zeros(size)
    events = [0]

    def decision(place: int, flow: Flow) -> Any:
        start = environment.now
        for stage, following in zip(flow.stages, [*(each.station for each in flow.stages[1:]), None], strict=True):
            assert stage.station is not None
            with posts[stage.station].request(priority=flow.priority) as request:
                yield request
                yield environment.timeout(chance.expovariate(1 / stage.work.mean))
                events[0] += 1
            if stage.station == following:
                # Else whoever comes again to the post where it was would be taken before those who wait there.
                yield environment.timeout(0)
        hours[place] = environment.now - start

    def arrivals() -> Any:
        rates = [flow.rate for flow in network.flows]
        for place in range(size):
            yield environment.timeout(chance.expovariate(sum(rates)))
            kind = chance.choices(range(len(rates)), rates)[0]
            kinds[place] = kind
            events[0] += 1
            environment.process(decision(place, network.flows[kind]))

    environment.process(arrivals())
    environment.run()
    return kinds, hours, events[0]


def by_ciw(network: Network, count: int, size: int) -> Floats:
    """What Ciw says."""
    return np.array([_means(*ciw_run(network, number, size), network) for number in range(count)])


def ciw_run(network: Network, seed: int, size: int) -> tuple[npt.NDArray[Any], Floats]:
    """One replication by Ciw: kinds and times in the order of arrival."""
    import ciw

    names = [station.name for station in network.stations]
    routes = {flow.name: [names.index(str(stage.station)) for stage in flow.stages] for flow in network.flows}
    work = [
        next((stage.work.mean for flow in network.flows for stage in flow.stages if stage.station == name), 1.0)
        for name in names
    ]
    made = ciw.create_network(
        arrival_distributions={
            flow.name: [
                ciw.dists.Exponential(flow.rate) if routes[flow.name][0] == place else None
                for place in range(len(names))
            ]
            for flow in network.flows
        },
        service_distributions={flow.name: [ciw.dists.Exponential(1 / mean) for mean in work] for flow in network.flows},
        routing={flow.name: ciw.routing.ProcessBased(_route(routes[flow.name])) for flow in network.flows},
        number_of_servers=[station.staff for station in network.stations],
        priority_classes={flow.name: flow.priority for flow in network.flows},
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(made)
    simulation.simulate_until_max_customers(size, method="Finish")
    first: dict[int, tuple[float, str]] = {}
    last: dict[int, tuple[float, int]] = {}
    for record in simulation.get_all_records():
        arrived, kind = first.get(record.id_number, (np.inf, record.customer_class))
        first[record.id_number] = (min(arrived, record.arrival_date), kind)
        end, steps = last.get(record.id_number, (0.0, 0))
        last[record.id_number] = (max(end, record.exit_date), steps + 1)
    whole = [
        each for each in sorted(first, key=lambda one: first[one][0]) if last[each][1] == len(routes[first[each][1]])
    ]
    order = [flow.name for flow in network.flows]
    kinds = np.array([order.index(first[each][1]) for each in whole])
    return kinds, np.array([last[each][0] - first[each][0] for each in whole])


def _route(places: list[int]) -> Any:
    """Ciw's function for a route: the nodes after the first, counted from 1."""
    return lambda individual, simulation: [place + 1 for place in places[1:]]
