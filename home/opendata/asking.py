# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of a dataset in the query of an address, read strictly: whatever is not understood is said."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from home.opendata.dataset import Dataset, Filter

#: Kind of a filter → the form of its value.
PATTERNS = {
    "code": r"^[A-Za-z_]{1,40}$",
    "body": r"^[0-9]{11}$",
    "words": r"^[^\x00-\x1f\x7f]{1,120}$",
    "instant": r"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[ +-]\d{2}:\d{2})$",
    "year": r"^(19|20)\d{2}$",
}


#: Faults that are told together; who makes more is told of the first ones.
MOST_FAULTS = 10


class NotUnderstood(ValueError):
    """What was asked has no sense here; `faults` says why, by name of the parameter."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = dict(islice(faults.items(), MOST_FAULTS))
        super().__init__("; ".join(self.faults.values()))


def _instant(said: str) -> datetime:
    # A "+" that was not encoded arrives as a space.
    found = parse_datetime(said.upper().replace(" ", "+"))
    if found is None:
        raise ValueError(said)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        # The first and the last day there are, seen from far away.
        return found.replace(tzinfo=UTC)


READERS: dict[str, Callable[[str], Any]] = {"instant": _instant, "year": int}


def asked_of(dataset: Dataset, query: Mapping[str, str], besides: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values of the filters; `besides` names what somebody else reads.

    Raises:
        NotUnderstood: a name that the dataset has not, a value of another form.
    """
    known = {question.name: question for question in dataset.filters}
    asked: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, said in query.items():
        if name in besides:
            continue
        if name not in known:
            faults[name] = _("«%(name)s» non si può chiedere: qui si può con %(known)s.") % {
                "name": name[:40],
                "known": ", ".join([*known, *besides]),
            }
            continue
        try:
            asked[name] = read(known[name], said)
        except (ValueError, OverflowError):
            faults[name] = _("«%(name)s» non è scritto come serve: %(about)s") % {
                "name": name,
                "about": known[name].about,
            }
    if faults:
        raise NotUnderstood(faults)
    return asked


def read(question: Filter, said: str) -> Any:
    """The value of one filter. Raises ValueError, OverflowError."""
    if not re.fullmatch(PATTERNS[question.kind], said) or (question.codes and said not in question.codes):
        raise ValueError(said)
    return READERS.get(question.kind, str)(said)
