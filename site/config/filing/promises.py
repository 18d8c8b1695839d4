# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was promised to whoever files, checked in the database; and the figures."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from config.filing.clients import Client, Sending

#: Seconds: what left a client less than this before the term may have reached the server after it.
ON_THE_WAY = 1.0


def broken_promises(clients: list[Client], deadline: datetime) -> list[str]:
    """Every promise that was not kept, in words; none is what is wanted."""
    return [*_each(clients, deadline), *_numbers(clients), *_chain()]


def _each(clients: list[Client], deadline: datetime) -> Iterator[str]:
    from coprogettazione.applications.models import Application
    from coprogettazione.records.models import Entry

    keys = [client.filer.application for client in clients]
    applications = Application.objects.in_bulk(keys)
    submissions: dict[int, list[Any]] = {key: [] for key in keys}
    for one in _kept(keys):
        submissions[one.application_id].append(one)
    entries = dict.fromkeys(keys, 0)
    deeds = Entry.objects.filter(subject_kind="application", deed="submit_application", subject_id__in=keys)
    for key in deeds.values_list("subject_id", flat=True):
        entries[key] += 1
    ends = deadline.timestamp()
    for client in clients:
        key = client.filer.application
        kept = (len(submissions[key]), entries[key], applications[key].state == "RECEIVED")
        said = f"application {key}"
        if kept not in ((1, 1, True), (0, 0, False)):
            yield f"{said}: half written (submissions, entries, received: {kept})"
            continue
        if client.shut and client.shut < ends - ON_THE_WAY:
            yield f"{said}: the page was asked for {ends - client.shut:.3f} s before the term and had no button"
        first = min((s.left for s in client.sent if s.left), default=ends + 1)
        if kept[0] and first >= ends:
            yield f"{said}: accepted, but it left {first - ends:.3f} s after the term"
        if not kept[0] and first < ends - ON_THE_WAY:
            yield f"{said}: left {ends - first:.3f} s before the term and was not accepted ({_answers(client)})"
        yield from (f"{said}: answered {s.status}" for s in client.sent if s.status >= 500)
        told = [s.status for s in client.sent if s.status]
        if told and (302 in told) != bool(kept[0]) and not is_unaware(client, ends):
            yield f"{said}: the person was told {told}, the database says {kept}"
        if kept[0]:
            yield from _receipt(said, submissions[key][0], deadline)


def _kept(keys: list[int]) -> list[Any]:
    """What was taken in of these applications, with the receipts."""
    from coprogettazione.applications.models import Submission

    return list(Submission.objects.filter(application__in=keys).select_related("receipt__file"))


def is_unaware(client: Client, ends: float) -> bool:
    """Whether the person gave up waiting for the answer that counted, and was then told that it is late."""
    return any(s.left < ends and not s.status for s in client.sent)


def _receipt(said: str, submission: Any, deadline: datetime) -> Iterator[str]:
    from coprogettazione.records.canonical import file_sha256

    if not (submission.in_time and submission.submitted_at < deadline):
        yield f"{said}: accepted with the instant {submission.submitted_at}"
    file = submission.receipt.file
    if submission.receipt.number != submission.registry_number:
        yield f"{said}: the receipt says {submission.receipt.number}, the register {submission.registry_number}"
    with file.content.open("rb") as content:
        kept = file_sha256(content)
    if kept != file.sha256:
        yield f"{said}: the receipt on disk is not the one that was issued"


def _numbers(clients: list[Client]) -> Iterator[str]:
    """No number twice, none left out between the first and the last."""
    from coprogettazione.documents.models import Paper

    keys = [client.filer.application for client in clients]
    receipts: list[Any] = [s.receipt for s in _kept(keys)]
    if not receipts:
        return
    taken = [receipt.sequence for receipt in receipts]
    if len(set(taken)) != len(taken):
        yield "two applications have the same registry number"
    of = receipts[0]
    series = Paper.objects.filter(body=of.body_id, year=of.year, series=of.series)
    between = series.filter(sequence__range=(min(taken), max(taken))).values_list("sequence", flat=True)
    if set(between) != set(range(min(taken), max(taken) + 1)) or len(between) != len(set(between)):
        yield "the registry numbers have gaps"


def _chain() -> Iterator[str]:
    from coprogettazione.records.queries import check_chain

    check = check_chain()
    if not check.holds:
        yield f"the register does not hold at entry {check.broken_seq}: {check.reason}"


def figures(clients: list[Client], deadline: datetime) -> Iterator[str]:
    """What it cost, as lines to print."""
    from coprogettazione.applications.models import Submission

    keys = [client.filer.application for client in clients]
    accepted = dict(
        Submission.objects.filter(application__in=keys).values_list("application_id", "submitted_at")
    )
    sent = [s for c in clients for s in c.sent]
    answered = sorted(s.came - s.left for s in sent if s.status)
    ends = deadline.timestamp()
    came = [s.came for c in clients for s in c.sent if s.status == 302]
    began = min((s.left for s in sent if s.left), default=ends)
    span = max(came, default=began) - began
    behind = max(
        (s.came - ends for c in clients if c.filer.application in accepted for s in c.sent), default=0
    )
    yield f"{len(clients)} applications: {len(accepted)} accepted, {len(clients) - len(accepted)} refused as late"
    yield (
        f"{len(sent)} sendings ({sum(c.twice for c in clients)} clicked twice, "
        f"{sum(1 for s in sent if not s.status)} gave up waiting), "
        f"errors {sum(1 for s in sent if s.status >= 500) + sum(1 for c in clients if c.fault)}"
    )
    yield from sorted({f"could not open the page: {c.fault}" for c in clients if c.fault})
    opened = sorted(c.opened for c in clients if c.opened)
    if opened:
        yield f"the page of the confirmation takes p50 {_at(opened, 0.5):.2f} s, p95 {_at(opened, 0.95):.2f} s"
    if answered:
        p50, p95, p99 = (_at(answered, part) for part in (0.5, 0.95, 0.99))
        yield f"the answer takes p50 {p50:.2f} s, p95 {p95:.2f} s, p99 {p99:.2f} s, at most {answered[-1]:.2f} s"
    if span > 0:
        rate = f"{len(accepted) / span:.1f} applications a second over {span:.0f} s"
        yield f"{rate}; the last answer {behind:+.1f} s from the term"
    lags = [
        accepted[c.filer.application].timestamp() - _first(c).left
        for c in clients
        if c.filer.application in accepted
    ]
    if lags:
        yield f"noted by the server at most {max(lags):.3f} s after it left the client"


def _at(ordered: list[float], part: float) -> float:
    """The value below which this part of them lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _first(client: Client) -> Sending:
    return min((s for s in client.sent if s.left), key=lambda s: s.left)


def _answers(client: Client) -> str:
    return client.fault or ", ".join(f"{s.status or s.fault}" for s in client.sent) or "nothing was sent"
