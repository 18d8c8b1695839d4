# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exclusion of an application after the act on the admission, until somebody sits in its place."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.evaluation.models import Exclusion, ExclusionState
from coprogettazione.evaluation.queries import somebody_can_enter as can_enter
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step

#: The deeds after which who waited in the ranking may not be there any more.
LEAVING = ("exclude_admitted", "renounce_application")


class ExclusionFlowV1(Procedure):
    """Start, observations, decision, who follows in the ranking: rules of 2026."""

    process_title = _("Esclusione dopo l’ammissione")
    artifact_kind = "exclusion"
    started_by = ("announce_exclusion",)

    @classmethod
    def concerned(cls, node: Step, act: Act) -> list[Model]:
        """Scrolling is done on the call: it is about those that left their place in the same ranking. When who
        could be called leaves too, there is nothing to scroll any more.
        """
        if node.deed != "scroll_ranking":
            return cls.artifacts(act)
        call = act.subject.case_file  # type: ignore[attr-defined]
        left = Exclusion.objects.filter(application__call=call, state=ExclusionState.EXCLUDED)
        if act.name == node.deed:
            left = left.filter(application__lot=act.facts["application"].lot_id)
        if act.name in LEAVING:
            return [row for row in left if not can_enter(row.application)]
        return list(left)

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Avvio del procedimento di esclusione"))
        .Next(this.observe_exclusion)
    )

    observe_exclusion = (
        Step("observe_exclusion", closing=("exclude_admitted", "drop_exclusion"), lapses=True)
        .Annotation(title=_("Presenta osservazioni sull’esclusione"))
        .By(cast.lead_of_excluded)
        .Due(cast.observations_due)
        .Next(this.exclusion_is_open)
    )
    exclusion_is_open = (
        flow.If(cast.exclusion_is_open)
        .Annotation(title=cast.exclusion_is_open.words)
        .Then(this.exclude_admitted)
        .Else(this.somebody_can_enter)
    )
    exclude_admitted = (
        Step("exclude_admitted", closing=("drop_exclusion",))
        .Annotation(title=_("Decidi sull’esclusione"))
        .By(cast.executive)
        .Due(cast.exclusion_due)
        .Next(this.somebody_can_enter)
    )
    somebody_can_enter = (
        flow.If(cast.somebody_can_enter)
        .Annotation(title=cast.somebody_can_enter.words)
        .Then(this.scroll_ranking)
        .Else(this.concluded)
    )
    scroll_ranking = (
        Step("scroll_ranking", closing=("conclude_table", *LEAVING))
        .Annotation(title=_("Scorri la graduatoria"))
        .By(cast.executive)
        .Next(this.concluded)
    )
    concluded = flow.End().Annotation(title=_("Esclusione conclusa"))
