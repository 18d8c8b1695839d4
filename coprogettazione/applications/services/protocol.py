# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office's own protocol: the number typed, many numbers at once, or a connector that asks for one.

A connector is a class named in the setting PROTOCOL_CONNECTOR (none by default). It is given AgID's
`segnatura` of an application and may answer at once with the number that the protocol gave, or with nothing,
when the number will come later and be typed. `SpoolConnector` leaves the file in a folder (PROTOCOL_SPOOL), from
which most protocol systems can be fed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import Application
from coprogettazione.applications.queries import ProtocolLine, current_submission, segnatura_of
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, sitting
from coprogettazione.records.refusals import Invalid, WrongState


@dataclass(frozen=True)
class Registered:
    """What a protocol answered."""

    number: str
    on: date


class ProtocolConnector(Protocol):
    """What asks a protocol system for a number."""

    def register(self, *, name: str, segnatura: bytes) -> Registered | None:
        """Hand over the file; the number and its day, or None when they will come later."""


class SpoolConnector:
    """Leaves one XML file for each application in a folder; the number comes later, and is typed."""

    def register(self, *, name: str, segnatura: bytes) -> Registered | None:
        """Write the file whole or not at all; the same application writes the same file."""
        folder = Path(settings.PROTOCOL_SPOOL)
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{name}"
        unfinished.write_bytes(segnatura)
        unfinished.replace(folder / name)
        return None


def protocol_connector() -> ProtocolConnector | None:
    """The connector that the settings name, if any."""
    path = settings.PROTOCOL_CONNECTOR
    return import_string(path)() if path else None


@deed(on="application", says=gettext_lazy("ha annotato il protocollo dell’ufficio"))
def record_protocol(
    act: Act, *, application: Application, number: str, on: date, by: User | None, at: datetime
) -> Application:
    """Write beside the platform's number the one the application has in the office's own protocol."""
    if not number.strip() or len(number.strip()) > 40:
        words = _("Scrivi il numero di protocollo, per esempio 0001201/2026.")
        raise Invalid(words, fields={"number": words})
    application.protocol_number, application.protocol_date = number.strip(), on
    application.save(update_fields=["protocol_number", "protocol_date"])
    return application


def record_protocols(*, lines: Iterable[ProtocolLine], by: User | None, at: datetime) -> list[Application]:
    """Write the numbers of many applications, all or none: each with its own entry in the register.

    Raises Invalid naming the first line that cannot be written.
    """
    with sitting():
        written = []
        for line in lines:
            if line.fault or line.application is None or line.on is None:
                raise Invalid(f"{line.typed}: {line.fault}", fields={"lines": f"{line.typed}: {line.fault}"})
            written.append(
                record_protocol(application=line.application, number=line.number, on=line.on, by=by, at=at)
            )
        return written


@deed(
    on="application",
    says=gettext_lazy("ha passato la domanda al protocollo"),
    law=gettext_lazy("artt. 53 e 55, d.P.R. 445/2000"),
)
def send_to_protocol(act: Act, *, application: Application, by: User | None, at: datetime) -> Application:
    """Hand AgID's `segnatura` of an application to the office's protocol system, through the connector.

    When the system answers with its number it is written at once. Raises WrongState without a connector, or
    when the number is already there. The file is handed over before the transaction ends: handing it over twice
    writes the same file.
    """
    connector = protocol_connector()
    if connector is None:
        raise WrongState(
            _(
                "Nessun sistema di protocollo è collegato: scrivi a mano il numero che ti dà il tuo protocollo."
            )
        )
    if application.protocol_number:
        raise WrongState(
            _("La domanda ha già il protocollo n. %(number)s.") % {"number": application.protocol_number}
        )
    submission = current_submission(application)
    if submission is None:
        raise WrongState(_("Non c’è niente da protocollare: la domanda non è arrivata."))
    name = f"{application.call.code}-{application.registry_number.replace('/', '-')}.xml"
    answer = connector.register(name=name, segnatura=segnatura_of(application, submission))
    act.record(file=name, number=answer.number if answer else "")
    if answer is not None:
        application.protocol_number, application.protocol_date = answer.number, answer.on
        application.save(update_fields=["protocol_number", "protocol_date"])
    return application
