# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One application, from its first draft to the decision on its requirements."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.calls.models import Call
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Event, Step


class ApplicationFlowV1(Procedure):
    """The application and its requirements, rules of 2026."""

    process_title = _("Domanda")
    artifact_kind = "application"
    started_by = ("start_application",)
    ended_by = ("withdraw_application", "renounce_application", "record_late_application", "close_call")
    restarted_by = ("reopen_application",)

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """A deed on the call is about all its applications: those received go on, the drafts nobody sent
        end.
        """
        if isinstance(act.subject, Call):
            state = ApplicationState.DRAFT if act.name in cls.ended_by else ApplicationState.RECEIVED
            if act.name not in cls.started_by:
                return list(Application.objects.filter(call=act.subject, state=state))
        return super().artifacts(act)

    start = (
        flow.StartHandle(this.begin).Annotation(title=_("Inizio della domanda")).Next(this.submit_application)
    )

    submit_application = (
        Step("submit_application")
        .Annotation(title=_("Completa e invia la domanda"))
        .By(cast.applicant)
        .Due(cast.call_deadline)
        .Next(this.open_applications)
    )
    open_applications = (
        Event("open_applications")
        .Annotation(title=_("Apertura delle domande"))
        .Next(this.check_admissibility)
    )
    check_admissibility = (
        Step("check_admissibility", also=("request_cure",))
        .Annotation(title=_("Controlla i requisiti"))
        .By(cast.officer)
        .Next(this.needs_cure)
    )
    needs_cure = (
        flow.If(cast.is_under_cure)
        .Annotation(title=cast.is_under_cure.words)
        .Then(this.answer_cure)
        .Else(this.is_reserved)
    )
    answer_cure = (
        Step("answer_cure", closing=("resolve_cure",), lapses=True)
        .Annotation(title=_("Rispondi alla richiesta di integrazione"))
        .By(cast.applicant)
        .Due(cast.cure_due)
        .Next(this.cure_is_open)
    )
    cure_is_open = (
        flow.If(cast.is_under_cure)
        .Annotation(title=cast.is_under_cure.words)
        .Then(this.resolve_cure)
        .Else(this.is_reserved)
    )
    resolve_cure = (
        Step("resolve_cure")
        .Annotation(title=_("Decidi sull’integrazione"))
        .By(cast.officer)
        .Next(this.is_reserved)
    )
    is_reserved = (
        flow.If(cast.is_reserved)
        .Annotation(title=cast.is_reserved.words)
        .Then(this.resolve_reserve)
        .Else(this.decided)
    )
    resolve_reserve = (
        Step("resolve_reserve", closing=("exclude_admitted",))
        .Annotation(title=_("Sciogli la riserva"))
        .By(cast.officer)
        .Due(cast.reserve_due)
        .Next(this.decided)
    )
    decided = flow.End().Annotation(title=_("Requisiti controllati"))
