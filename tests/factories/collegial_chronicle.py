# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chronicle of a committee that scores together, written from the demo's like the others of its folder."""

from typing import Any

from tests.factories import telling as told

MEMBERS = ("anna", "luca", "chiara")
DISSENT = "La rete con i medici di base è descritta con nomi e compiti: per me il livello è più alto."
NOT_TOLD = "Il verbale non dice che sulla rete avevo chiesto di risentire le colleghe dei Comuni."


def collegial() -> dict[str, Any]:
    """One dissents from a sheet, then is silent on the minutes: who presides closes them after the term, and
    the dissent that comes later goes in the last ones.
    """
    return told.chronicle(
        "Una commissione che valuta insieme e non è tutta d’accordo",
        [
            *_call(),
            *told.applications("app2", "app3"),
            *told.opening(),
            *told.admissible("app2", "app3"),
            *told.committee(*MEMBERS),
            {
                **told.score("2026-03-12T09:00", "anna", "app2"),
                "expect": {"refused": "chi presiede apre prima la seduta"},
            },
            *_sitting("seduta1", "2026-03-12", ("anna", "luca")),
            {
                **told.score("2026-03-12T09:40", "anna", "app2"),
                "expect": {"refused": "in questa seduta manca Chiara Galli"},
            },
            *_approved("seduta1", "2026-03-12", "anna", "luca"),
            *_sitting("seduta2", "2026-03-13", MEMBERS, notes="Si rileggono insieme le due proposte."),
            told.score("2026-03-13T09:35", "anna", "app2"),
            _position("2026-03-13T09:36", "luca", "app2"),
            _close("2026-03-13T09:37", "app2", refused="Chiara Galli"),
            _position("2026-03-13T09:38", "chiara", "app2", reason=DISSENT),
            _close("2026-03-13T09:39", "app2"),
            told.score("2026-03-13T09:41", "anna", "app3", level="0.5"),
            _position("2026-03-13T09:42", "luca", "app3"),
            _position("2026-03-13T09:43", "chiara", "app3"),
            _close("2026-03-13T09:44", "app3"),
            *_approved("seduta2", "2026-03-13", "anna"),
            told.deed(
                "2026-03-16T09:00", "luca", "approve_committee_minutes", committee_session="$seduta2",
                remark="La rilettura della seconda proposta è stata molto breve.",
            ),
            told.deed("2026-03-18T12:00", "anna", "close_evaluation", refused="verbale da approvare", call="$call"),
            _close_minutes("2026-03-18T23:59", refused="Ancora senza risposta: Chiara Galli"),
            _close_minutes("2026-03-19T00:00"),
            told.deed(
                "2026-03-19T18:00", "chiara", "approve_committee_minutes", refused="ha già chiuso",
                committee_session="$seduta2",
            ),
            told.deed(
                "2026-03-19T18:10", "chiara", "dissent_from_committee_minutes", committee_session="$seduta2",
                reason=NOT_TOLD,
            ),
            told.deed("2026-03-20T09:00", "anna", "close_evaluation", call="$call"),
        ],
    )  # fmt: skip


def _call() -> list[dict[str, Any]]:
    steps = told.call("COLLEGIALE-2026", one_criterion=True)
    for step in steps:
        if step["deed"] == "save_call_draft":
            step["with"]["facts"]["scoring_mode"] = "COLLEGIAL"
    return steps


def _sitting(name: str, on: str, there: tuple[str, ...], *, notes: str = "") -> list[dict[str, Any]]:
    """From half past nine to a quarter to ten."""
    return [
        told.deed(
            f"{on}T09:30", "anna", "start_committee_session", call="$call", place="in video",
            present=[f"${who}" for who in there], secretary="Irene Sala", named=name,
        ),
        told.deed(
            f"{on}T09:45", "anna", "end_committee_session", committee_session=f"${name}", notes=notes,
        ),
    ]  # fmt: skip


def _approved(name: str, on: str, *people: str) -> list[dict[str, Any]]:
    return [
        told.deed(f"{on}T1{n}:00", who, "approve_committee_minutes", committee_session=f"${name}")
        for n, who in enumerate(people)
    ]


def _position(at: str, who: str, application: str, *, reason: str = "") -> dict[str, Any]:
    """Who agrees gives no reason, who dissents does."""
    given: dict[str, Any] = {"score_sheet": told.sheet(application, "anna"), "agrees": not reason}
    return told.deed(at, who, "take_position", **given, **({"reason": reason} if reason else {}))


def _close(at: str, application: str, *, refused: str = "") -> dict[str, Any]:
    return told.deed(
        at, "anna", "close_score_sheet", refused=refused, score_sheet=told.sheet(application, "anna")
    )


def _close_minutes(at: str, *, refused: str = "") -> dict[str, Any]:
    return told.deed(
        at, "anna", "close_committee_minutes", refused=refused, committee_session="$seduta2",
        reason="Chiara Galli è in congedo e non ha risposto ai messaggi.",
    )  # fmt: skip
