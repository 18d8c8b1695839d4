# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table and each of its sessions."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Leap, Step


class TableFlowV1(Procedure):
    """The table: session after session, until the project is there. Rules of 2026."""

    process_title = _("Tavolo")
    artifact_kind = "designtable"
    artifact_name = "table"
    started_by = ("open_table",)

    start = flow.StartHandle(this.begin).Annotation(title=_("Apertura del tavolo")).Next(this.convene_session)

    convene_session = (
        Step("convene_session", closing=("conclude_table",))
        .Annotation(title=_("Convoca un incontro, o concludi il tavolo"))
        .By(cast.officer)
        .Next(this.goes_on)
    )
    goes_on = (
        flow.If(cast.table_goes_on)
        .Annotation(title=cast.table_goes_on.words)
        .Then(this.convene_session)
        .Else(this.concluded)
    )
    concluded = flow.End().Annotation(title=_("Tavolo concluso"))


class SessionFlowV1(Procedure):
    """One session: who was there, what was said, who approves it. Rules of 2026."""

    process_title = _("Incontro")
    artifact_kind = "session"
    started_by = ("convene_session",)
    ended_by = ("cancel_session",)
    leaps = (Leap(("correct_minutes",), cast.is_draft_again, "circulate_minutes"),)

    start = flow.StartHandle(this.begin).Annotation(title=_("Convocazione")).Next(this.record_attendance)

    record_attendance = (
        Step("record_attendance")
        .Annotation(title=_("Segna chi è presente"))
        .By(cast.session_drafter)
        .Due(cast.session_start)
        .Next(this.draft_minutes)
    )
    draft_minutes = (
        Step("draft_minutes")
        .Annotation(title=_("Scrivi la bozza del verbale"))
        .By(cast.session_drafter)
        .Next(this.circulate_minutes)
    )
    circulate_minutes = (
        Step("circulate_minutes")
        .Annotation(title=_("Invia la bozza del verbale agli enti presenti"))
        .By(cast.officer)
        .Next(this.approve_minutes)
    )
    approve_minutes = (
        Step("approve_minutes", also=("object_to_minutes",), closing=("freeze_minutes",), lapses=True)
        .Annotation(title=_("Leggi e approva la bozza del verbale"))
        .By(cast.organisations_present)
        .Due(cast.minutes_due)
        .Next(this.freeze_minutes)
    )
    freeze_minutes = (
        Step("freeze_minutes").Annotation(title=_("Valida il verbale")).By(cast.officer).Next(this.written)
    )
    written = flow.End().Annotation(title=_("Verbale approvato"))


class AssignmentFlowV1(Procedure):
    """A task decided in a session, until it is done. Rules of 2026."""

    process_title = _("Compito")
    artifact_kind = "assignment"
    started_by = ("assign_task",)
    ended_by = ("drop_task",)

    start = flow.StartHandle(this.begin).Annotation(title=_("Compito deciso")).Next(this.finish_task)

    finish_task = (
        Step("finish_task")
        .Annotation(title=_("Fai quello che si è deciso al tavolo"))
        .By(cast.task_owner)
        .Due(cast.task_due)
        .Next(this.done)
    )
    done = flow.End().Annotation(title=_("Compito fatto"))
