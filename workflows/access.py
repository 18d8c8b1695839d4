# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One request of access to the papers of a dossier, from its arrival to the answer."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.calls.models import AccessKind, AccessRequest
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step


class AccessFlowV1(Procedure):
    """The request of access and its terms, rules of 2026."""

    process_title = _("Accesso agli atti")
    artifact_kind = "accessrequest"
    artifact_name = "request"
    started_by = ("request_access", "register_access_request")

    @classmethod
    def concerned(cls, node: Step, act: Act) -> list[Model]:
        """Silence ends a documentary request; a civic one the office still has to answer, late."""
        found = cls.artifacts(act)
        if act.name == "lapse_access":
            return [r for r in found if isinstance(r, AccessRequest) and r.kind == AccessKind.DOCUMENTARY]
        return found

    @classmethod
    def outlives(cls, act: Act, artifact: Model) -> bool:
        """Who asked for papers is owed an answer also when the procedure is over."""
        return True

    start = (
        flow.StartHandle(this.begin).Annotation(title=_("Arrivo della richiesta")).Next(this.answer_access)
    )

    answer_access = (
        Step("answer_access", also=("notify_counter_interested",), closing=("lapse_access",))
        .Annotation(title=_("Rispondi alla richiesta di accesso, o avvisa i controinteressati"))
        .By(cast.officer)
        .Due(cast.access_due)
        .Next(this.is_somebody_heard)
    )
    is_somebody_heard = (
        flow.If(cast.somebody_may_oppose)
        .Annotation(title=cast.somebody_may_oppose.words)
        .Then(this.oppose_access)
        .Else(this.is_deferred)
    )
    oppose_access = (
        Step("oppose_access", also=("waive_opposition",), lapses=True)
        .Annotation(title=_("Dichiara se vi opponete alla richiesta di accesso"))
        .By(cast.counter_interested)
        .Due(cast.opposition_due)
        .Next(this.answer_access)
    )
    is_deferred = (
        flow.If(cast.is_deferred)
        .Annotation(title=cast.is_deferred.words)
        .Then(this.answer_access)
        .Else(this.concluded)
    )
    concluded = flow.End().Annotation(title=_("Richiesta conclusa"))
