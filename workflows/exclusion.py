# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exclusion of an application after the act on the admission."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step


class ExclusionFlowV1(Procedure):
    """Start, observations, decision: rules of 2026."""

    process_title = _("Esclusione dopo l’ammissione")
    artifact_kind = "exclusion"
    started_by = ("announce_exclusion",)

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
        .Else(this.concluded)
    )
    exclude_admitted = (
        Step("exclude_admitted", closing=("drop_exclusion",))
        .Annotation(title=_("Decidi sull’esclusione"))
        .By(cast.executive)
        .Due(cast.exclusion_due)
        .Next(this.concluded)
    )
    concluded = flow.End().Annotation(title=_("Esclusione conclusa"))
