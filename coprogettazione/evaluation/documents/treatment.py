# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report on equal treatment, to be printed and as a table: each row with its number in the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import READ, Cell, Sheet, render
from coprogettazione.documents.services import letterhead_of
from coprogettazione.evaluation.queries.treatment import Treatment
from coprogettazione.records.models import Entry
from coprogettazione.wording import in_italian, moment


@dataclass(frozen=True)
class Row:
    """A line of the report as it is written out: the part it belongs to, what, when, who or to how many, its entry."""

    part: str
    what: str
    first: datetime
    last: datetime | None
    who: str
    entry: int | None


def rows_of(report: Treatment, openings: Iterable[Entry]) -> list[Row]:
    """The report line by line, in its order."""
    rows = [
        Row(
            _("Termini"),
            _term(term.entry, term.deadline),
            term.entry.at,
            None,
            _who(term.entry),
            term.entry.seq,
        )
        for term in report.terms
    ]
    for notice in report.notices:
        seq = notice.entry.seq if notice.entry else None
        rows.append(
            Row(_("Comunicazioni"), str(notice.occasion), notice.first, notice.last, told_to(notice), seq)
        )
    for number, row in enumerate(report.questions, start=1):
        asked, answered = row.asked, row.released
        what = _("Quesito %(n)s, arrivato") % {"n": number}
        rows.append(Row(_("Quesiti"), what, row.question.asked_at, None, "", asked.seq if asked else None))
        if row.question.answered_at:
            seq = answered.seq if answered else None
            what = _("Quesito %(n)s, risposta per tutti") % {"n": number}
            rows.append(Row(_("Quesiti"), what, row.question.answered_at, None, "", seq))
    rows += [Row(_("Aperture"), entry.sentence, entry.at, None, _who(entry), entry.seq) for entry in openings]
    return rows


def told_to(notice: Any) -> str:
    """To how many: «4 enti, 9 persone»."""
    bodies = ngettext("%(n)s ente", "%(n)s enti", notice.organisations) % {"n": notice.organisations}
    people = ngettext("%(n)s persona", "%(n)s persone", notice.people) % {"n": notice.people}
    return f"{bodies}, {people}"


@in_italian
def treatment_sheet(call: Call, report: Treatment, openings: Iterable[Entry]) -> Sheet:
    """The report as one table, with the address of the public line of each row."""
    headers = [
        _("Parte"), _("Che cosa"), _("Quando"), _("Fino a"), _("Chi, o a quanti"), _("Voce del registro"), _("Prova"),
    ]  # fmt: skip
    rows: Sequence[Sequence[Cell]] = [
        [row.part, row.what, row.first, row.last, row.who, row.entry, proof_of(row.entry)]
        for row in rows_of(report, openings)
    ]
    return Sheet(_("Parità di trattamento %(code)s") % {"code": call.code}, headers, rows)


@in_italian
def treatment_pdf(
    call: Call, report: Treatment, openings: Iterable[Entry], *, partial: bool, at: datetime
) -> bytes:
    """The report to be read. It is no act: it takes no number, and says at what instant it was made."""
    columns = [_("Che cosa"), _("Quando"), _("Chi, o a quanti"), _("Voce")]
    sections: dict[str, list[list[str]]] = {}
    for row in rows_of(report, openings):
        when = moment(row.first)
        if row.last is not None and row.last != row.first:
            when = _("da %(first)s a %(last)s") % {"first": when, "last": moment(row.last)}
        sections.setdefault(row.part, []).append([row.what, when, row.who, str(row.entry or "")])
    intro = _(
        "Le voci indicate sono nel registro pubblico: %(address)s. La loro riga prova quando furono scritte."
    )
    facts = [
        {"label": _("Avviso"), "value": f"{call.code}, {call.title}"},
        {"label": _("Situazione al"), "value": moment(at)},
    ]
    if partial:
        facts.append({"label": _("Aperture"), "value": _("solo quelle delle proprie domande")})
    said = {
        "body": letterhead_of(call.lead_authority),
        "title": _("Parità di trattamento"),
        "subject": call.title,
        "numbered": False,
        "date": at.date(),
        "fictional": bool(getattr(settings, "DEMO", False)),
        "intro": intro % {"address": f"{settings.PUBLIC_URL}/registro/"},
        "facts": facts,
        "sections": [
            {"title": part, "level": 2, "paragraphs": [], "points": [], "columns": columns, "rows": rows}
            for part, rows in sections.items()
        ],
        "signatures": [],
    }
    return render("annex_text", said, at=at, standards=READ)


def proof_of(seq: int | None) -> str:
    """The address of the public line of an entry."""
    return f"{settings.PUBLIC_URL}/registro/voci/{seq}/" if seq else ""


def _term(entry: Entry, deadline: datetime | None) -> str:
    if deadline is None:
        return entry.sentence
    return _("%(what)s: termine %(when)s") % {"what": entry.sentence, "when": moment(deadline)}


def _who(entry: Entry) -> str:
    if entry.actor is None:
        return _("Il sistema")
    return f"{entry.actor} ({entry.get_role_display()})" if entry.role else str(entry.actor)
