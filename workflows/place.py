# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one place of a theme, or of a call, that is free again: until the next in the ranking takes it."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.applications.models import Application
from coprogettazione.evaluation.models import AdmissionOutcome
from coprogettazione.evaluation.queries import somebody_can_enter
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step

#: The deeds that free a place; after them who waited in the ranking may not be there any more.
LEAVING = ("exclude_admitted", "renounce_application")
#: The outcome of who had the place: until the ranking is scrolled, who renounced keeps that of the admission.
SAT = (AdmissionOutcome.ADMITTED, AdmissionOutcome.LAPSED)


class PlaceFlowV1(Procedure):
    """Who had the only place left it, and somebody can be called: rules of 2026."""

    process_title = _("Un posto libero al tavolo")
    artifact_kind = "application"
    started_by = LEAVING

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The application that left its place, when there is somebody to call to it."""
        return [
            row
            for row in cls.artifacts(act)
            if isinstance(row, Application) and _sat(row) and somebody_can_enter(row)
        ]

    @classmethod
    def concerned(cls, node: Step, act: Act) -> list[Model]:
        """Scrolling is done on the call: it is about those that left their place in the same ranking. When who
        could be called leaves too, there is nothing to scroll any more.
        """
        call = act.subject.case_file  # type: ignore[attr-defined]
        left = Application.objects.filter(call=call, admission__outcome__in=SAT)
        if act.name == node.deed:
            left = left.filter(lot=act.facts["application"].lot_id)
        if act.name in LEAVING:
            return [row for row in left if not somebody_can_enter(row)]
        return list(left)

    start = flow.StartHandle(this.begin).Annotation(title=_("Un posto è libero")).Next(this.scroll_ranking)

    scroll_ranking = (
        Step("scroll_ranking", closing=("conclude_table", *LEAVING))
        .Annotation(title=_("Scorri la graduatoria"))
        .By(cast.executive)
        .Next(this.concluded)
    )
    concluded = flow.End().Annotation(title=_("Posto assegnato, o nessuno da chiamare"))


def _sat(application: Application) -> bool:
    admission = getattr(application, "admission", None)
    return admission is not None and admission.outcome in SAT
