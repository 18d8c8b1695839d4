# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each member of the committee owes besides the scores: a declaration out of turn, the minutes of a session."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Event, Step
from workflows.running import flows_of


class DeclarationFlowV1(Procedure):
    """A declaration on conflicts out of turn, rules of 2026: of who takes a seat when the evaluation is open,
    and again of everybody when a body enters a group.
    """

    process_title = _("Dichiarazione sui conflitti fuori turno")
    artifact_kind = "committeeseat"
    started_by = ("substitute_member",)
    restarted_by = ("replace_member",)
    ended_by = ("appoint_committee", "substitute_member", "withdraw_member", "renounce_application")

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """The seat of who declares; of a deed that changes who is named or who sits, the seats that were
        asked and have nothing to declare any more.
        """
        if act.name not in cls.ended_by + cls.restarted_by:
            return super().artifacts(act)
        call = act.subject.case_file  # type: ignore[attr-defined]
        owing = cast.owing_again(call)
        return [seat for seat in cls._asked(call) if seat not in owing]

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The seats that must declare and were not asked yet."""
        call = act.subject.case_file  # type: ignore[attr-defined]
        asked = cls._asked(call)
        return [seat for seat in cast.owing_again(call) if seat not in asked]

    @classmethod
    def _asked(cls, call: Model) -> list[Model]:
        return [process.artifact for process in flows_of(call).filter(flow_class=cls, finished__isnull=True)]

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Cambia chi siede, o chi si candida"))
        .Next(this.declare_conflicts)
    )
    declare_conflicts = (
        Step("declare_conflicts")
        .Annotation(title=_("Dichiara se hai conflitti con gli enti candidati"))
        .By(cast.seat_holder)
        .Next(this.declared)
    )
    declared = flow.End().Annotation(title=_("Dichiarazione resa"))


class CommitteeMinutesFlowV1(Procedure):
    """The minutes of one session of the committee, rules of 2026: everybody who was there answers; if
    somebody does not approve, who presides closes them.
    """

    process_title = _("Verbale di una seduta della commissione")
    artifact_kind = "committeesession"
    started_by = ("end_committee_session",)

    start = flow.StartHandle(this.begin).Annotation(title=_("Fine della seduta")).Next(this.at_once)

    at_once = (
        flow.Split()
        .Annotation(title=_("Intanto"))
        .Next(this.approve_committee_minutes)
        .Next(this.wait_for_answers)
    )
    approve_committee_minutes = (
        Step(
            "approve_committee_minutes",
            also=("dissent_from_committee_minutes",),
            closing=("close_committee_minutes",),
            each=True,
        )
        .Annotation(title=_("Leggi e approva il verbale della seduta"))
        .By(cast.present_members)
        .Due(cast.committee_minutes_due)
        .Next(this.answered)
    )
    answered = flow.End().Annotation(title=_("Hanno risposto tutti, o il verbale è chiuso"))
    wait_for_answers = (
        Event(
            "approve_committee_minutes",
            also=("dissent_from_committee_minutes", "close_committee_minutes"),
            lapses=True,
        )
        .Annotation(title=_("Le risposte dei presenti"))
        .Due(cast.committee_minutes_due)
        .Until(cast.everybody_answered)
        .Next(this.somebody_misses)
    )
    somebody_misses = (
        flow.If(cast.committee_minutes_wait)
        .Annotation(title=cast.committee_minutes_wait.words)
        .Then(this.close_committee_minutes)
        .Else(this.issued)
    )
    close_committee_minutes = (
        Step("close_committee_minutes", also=("approve_committee_minutes",))
        .Annotation(title=_("Chiudi il verbale della seduta"))
        .By(cast.session_president)
        .Until(cast.minutes_are_issued)
        .Next(this.issued)
    )
    issued = flow.End().Annotation(title=_("Verbale emesso"))
