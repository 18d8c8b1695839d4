# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is measured of a server: each measure in a document of its own, with clients of its own."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from config.coediting_bench.editors import Crew, Job, Report, Seat
from config.coediting_bench.ground import CLIENTS
from config.coediting_bench.servers import Running
from config.coediting_bench.strokes import Strokes, typed

#: Seconds between two keys of who types for the clock.
KEY = 0.02
#: Every writer of a small crowd presses so many keys a second; of a large one, so many write, once a second.
CROWD_PACE, LARGE_WRITERS = 5, 20
#: Who makes the noise, and in how many processes the clients of a crowd are.
NOISY, PROCESSES = 18, 4
#: Keys kept ready for a stretch: more than any server takes.
PER_SECOND = 45_000

strokes = lru_cache(maxsize=None)(typed)
Figures = dict[str, float]


class Lost(Exception):
    """Not everything that was typed reached everybody."""


@dataclass(frozen=True)
class Size:
    """How much is measured: seconds of a stretch, updates in a burst, updates on their way, editors, noise a second;
    seconds after a measure in which a server may still begin to store: two of hocuspocus.
    """

    stretch: float = 4.0
    burst: int = 5_000
    window: int = 500
    small: int = 20
    large: int = 200
    noise: int = 1_000
    pause: float = 2.5


def key_to_peer(server: Running, size: Size) -> Figures:
    """From a key to the other editor, one key every 20 ms, nobody else at work."""
    return {f"key to peer {name}": ms for name, ms in _key_to_peer(server, size, noise=0).items()}


def key_to_peer_in_noise(server: Running, size: Size) -> Figures:
    """The same while eighteen more type in the same text, so many updates a second together."""
    found = _key_to_peer(server, size, noise=size.noise)
    return {f"key to peer, {size.noise:,} updates/s {name}": ms for name, ms in found.items()}


def _key_to_peer(server: Running, size: Size, *, noise: int) -> Figures:
    document = server.contender.document()
    count = int(size.stretch / KEY)
    typist, listener, *noisy = CLIENTS[: 2 + (NOISY if noise else 0)]
    seat = server.seat(document, typist, strokes=strokes(typist, count), every=KEY)
    crews = [[(typist, seat)], [(listener, server.seat(document, listener, listens=True))]]
    if noise:
        every = NOISY / noise
        seats = [
            (
                client,
                server.seat(
                    document,
                    client,
                    strokes=strokes(client, int(size.stretch / every)),
                    every=every,
                    offset=every * place / NOISY,
                ),
            )
            for place, client in enumerate(noisy)
        ]
        crews += [seats[::2], seats[1::2]]
    return _delays(crews, size, typists={typist})


def fan_out(server: Running, size: Size) -> Figures:
    """From a key to every other editor of a small crowd in which all type."""
    clients = CLIENTS[: size.small]
    every = 1 / CROWD_PACE
    found = _crowd(server, size, clients, clients, every)
    return {f"fan-out to {size.small} {name}": ms for name, ms in found.items()}


def large_fan_out(server: Running, size: Size) -> Figures:
    """The same of a large crowd, of which some type."""
    clients = CLIENTS[: size.large]
    found = _crowd(server, size, clients, clients[:: max(1, size.large // LARGE_WRITERS)], 1.0)
    return {f"fan-out to {size.large} {name}": ms for name, ms in found.items()}


def _crowd(
    server: Running, size: Size, clients: Sequence[int], typists: Sequence[int], every: float
) -> Figures:
    document = server.contender.document()
    keys = max(1, int(size.stretch / every))
    offsets = {client: every * place / len(typists) for place, client in enumerate(typists)}
    seats = [
        (
            client,
            server.seat(
                document,
                client,
                listens=True,
                strokes=strokes(client, keys) if client in offsets else None,
                every=every,
                offset=offsets.get(client, 0.0),
            ),
        )
        for client in clients
    ]
    return _delays([seats[first::PROCESSES] for first in range(PROCESSES)], size, typists=set(typists))


def _delays(crews: Sequence[Sequence[tuple[int, Seat]]], size: Size, *, typists: set[int]) -> Figures:
    """Let them type; the delays of the typists' keys at whoever listens (milliseconds)."""
    reports = (
        Crew([Job([seat for _client, seat in crew], seconds=size.stretch) for crew in crews]).gather().run()
    )
    left: dict[int, tuple[Strokes, list[float]]] = {}
    for crew, report in zip(crews, reports, strict=True):
        for (client, seat), times in zip(crew, report.left, strict=True):
            if client in typists and seat.strokes is not None:
                left[client] = (seat.strokes, times)
    delays: list[float] = []
    for crew, report in zip(crews, reports, strict=True):
        for (client, seat), came in zip(crew, report.came, strict=True):
            if seat.listens:
                delays += _delays_at(client, came, left)
    delays.sort()
    return {"p50": _at(delays, 0.5), "p95": _at(delays, 0.95)}


def _delays_at(
    listener: int, came: Sequence[tuple[int, int, float]], left: dict[int, tuple[Strokes, list[float]]]
) -> list[float]:
    seen = dict.fromkeys(left, 0)
    delays: list[float] = []
    for client, end, at in came:
        if client == listener or client not in left:
            continue
        typed_by, times = left[client]
        upto = min(bisect_right(typed_by.ends, end), len(times))
        delays += [(at - time) * 1000 for time in times[seen[client] : upto]]
        seen[client] = max(upto, seen[client])
    for client, (_strokes, times) in left.items():
        if client != listener and seen[client] < len(times):
            raise Lost(f"{len(times) - seen[client]} keys of {client} did not reach {listener}")
    return delays


def _at(values: Sequence[float], share: float) -> float:
    return values[min(int(len(values) * share), len(values) - 1)]


def sustained(server: Running, size: Size) -> Figures:
    """Updates a second with so many on their way at most, and what each costs the server's process: until it arrived,
    and with what is done afterwards (storing, leaving the text).
    """
    keys = strokes(CLIENTS[0], int(size.stretch * PER_SECOND))
    report, cpu, before = _flow(server, keys, window=size.window, seconds=size.stretch)
    server.rest(size.pause)
    return {
        "sustained updates/s": report.arrived / report.took,
        "CPU µs per update": cpu / report.arrived * 1e6,
        "CPU µs per update, all done": (server.cpu() - before) / report.arrived * 1e6,
    }


def burst(server: Running, size: Size) -> Figures:
    """Updates a second when so many are sent at once."""
    report, _cpu, _before = _flow(server, strokes(CLIENTS[0], size.burst), window=size.burst, seconds=0)
    return {"burst updates/s": report.arrived / report.took}


def _flow(server: Running, keys: Strokes, *, window: int, seconds: float) -> tuple[Report, float, float]:
    document = server.contender.document()
    writer = server.seat(document, CLIENTS[0], strokes=keys)
    reader = server.seat(document, CLIENTS[1], listens=True)
    crew = Crew([Job([writer, reader], seconds=seconds, window=window)]).gather()
    before = server.cpu()
    (report,) = crew.run()
    return report, server.cpu() - before, before


def warm_up(server: Running, size: Size) -> None:
    """Let a server do what it will be measured doing: Node compiles what is hot."""
    _flow(server, strokes(CLIENTS[0], size.burst), window=size.window, seconds=0)


MEASURES: tuple[Callable[[Running, Size], Figures], ...] = (
    key_to_peer,
    key_to_peer_in_noise,
    sustained,
    burst,
    fan_out,
    large_fan_out,
)
