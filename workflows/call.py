# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The call, from the first draft to the approval of the project."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Event, Leap, Step, Term

#: The deeds after which no application may be left.
LEAVING = (
    "check_admissibility",
    "resolve_cure",
    "resolve_reserve",
    "renounce_application",
    "exclude_admitted",
)


class CallFlowV1(Procedure):
    """The call and its procedure, rules of 2026."""

    process_title = _("Avviso e procedura")
    artifact_kind = "call"
    started_by = ("draft_call",)
    leaps = (Leap(LEAVING, cast.nobody_is_left, "declare_all_excluded"),)

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """Whatever belongs to a dossier is about its call: a score sheet, a committee seat, the table."""
        case_file = getattr(act.subject, "case_file", None)
        return [case_file] if case_file is not None else []

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Apertura del fascicolo"))
        .Next(this.declare_officer_conflicts)
    )

    declare_officer_conflicts = (
        Step("declare_officer_conflicts")
        .Annotation(title=_("Dichiara se hai conflitti di interesse"))
        .By(cast.officer)
        .Next(this.authorise_call)
    )
    authorise_call = (
        Step("authorise_call")
        .Annotation(title=_("Autorizza l’avviso con la determina di indizione"))
        .By(cast.executive)
        .Next(this.publish_call)
    )
    publish_call = (
        Step("publish_call").Annotation(title=_("Pubblica l’avviso")).By(cast.officer).Next(this.close_call)
    )
    close_call = (
        Term("close_call", cast.call_deadline, patience=STILL_AT_THE_DOOR)
        .Annotation(title=_("Scadenza del termine"))
        .Next(this.any_application)
    )
    any_application = (
        flow.If(cast.any_application)
        .Annotation(title=cast.any_application.words)
        .Then(this.open_applications)
        .Else(this.declare_deserted)
    )
    declare_deserted = (
        Step("declare_deserted")
        .Annotation(title=_("Dichiara deserto l’avviso"))
        .By(cast.executive)
        .Next(this.deserted)
    )
    deserted = flow.End().Annotation(title=_("Avviso deserto"))
    open_applications = (
        Step("open_applications")
        .Annotation(title=_("Apri le domande"))
        .By(cast.officer)
        .Next(this.with_points)
    )
    with_points = (
        flow.If(cast.has_points)
        .Annotation(title=cast.has_points.words)
        .Then(this.appoint_committee)
        .Else(this.admit_applications)
    )
    appoint_committee = (
        Step("appoint_committee")
        .Annotation(title=_("Nomina la commissione"))
        .By(cast.executive)
        .Next(this.declare_conflicts)
    )
    declare_conflicts = (
        Step("declare_conflicts", closing=("open_evaluation",), each=True)
        .Annotation(title=_("Dichiara se hai conflitti con gli enti candidati"))
        .By(cast.committee_members)
        .Next(this.open_evaluation)
    )
    open_evaluation = (
        Step("open_evaluation")
        .Annotation(title=_("Apri la valutazione"))
        .By(cast.committee_president)
        .Next(this.close_score_sheet)
    )
    close_score_sheet = (
        Step("close_score_sheet", closing=("close_evaluation",))
        .Annotation(title=_("Valuta le proposte e chiudi le tue schede"))
        .By(cast.committee_scorers)
        .Until(cast.all_sheets_closed)
        .Next(this.close_evaluation)
    )
    close_evaluation = (
        Step("close_evaluation")
        .Annotation(title=_("Chiudi la valutazione e forma la graduatoria"))
        .By(cast.committee_president)
        .Next(this.somebody_reaches_the_threshold)
    )
    somebody_reaches_the_threshold = (
        flow.If(cast.somebody_reaches_the_threshold)
        .Annotation(title=cast.somebody_reaches_the_threshold.words)
        .Then(this.admit_applications)
        .Else(this.declare_all_excluded)
    )
    declare_all_excluded = (
        Step("declare_all_excluded")
        .Annotation(title=_("Chiudi senza domande ammesse"))
        .By(cast.executive)
        .Next(this.nobody_admitted)
    )
    nobody_admitted = flow.End().Annotation(title=_("Nessuna domanda ammessa"))
    admit_applications = (
        Step("admit_applications")
        .Annotation(title=_("Decidi chi siede al tavolo"))
        .By(cast.executive)
        .Next(this.open_table)
    )
    open_table = (
        Step("open_table").Annotation(title=_("Apri il tavolo")).By(cast.officer).Next(this.conclude_table)
    )
    conclude_table = (
        Event("conclude_table").Annotation(title=_("Conclusione del tavolo")).Next(this.approve_project)
    )
    approve_project = (
        Step("approve_project")
        .Annotation(title=_("Approva il progetto"))
        .By(cast.executive)
        .Next(this.approved)
    )
    approved = flow.End().Annotation(title=_("Progetto approvato"))
