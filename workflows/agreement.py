# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement, from its text to its execution."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from coprogettazione.agreements.models import Agreement
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Event, Leap, Step


class AgreementFlowV1(Procedure):
    """The agreement: text, signatures, publication, start. Rules of 2026."""

    process_title = _("Convenzione")
    artifact_kind = "agreement"
    started_by = ("approve_project", "draft_agreement", "draft_addendum")
    ended_by = ("abandon_agreement",)
    leaps = (Leap(("withdraw_text",), cast.text_is_taken_back, "send_for_signature"),)

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The agreement that the deed made, never the one that it amends."""
        return [act.result] if isinstance(act.result, Agreement) else []

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Approvazione del progetto, o apertura di un accordo"))
        .Next(this.send_for_signature)
    )

    send_for_signature = (
        Step("send_for_signature")
        .Annotation(title=_("Manda il testo alla firma"))
        .By(cast.officer)
        .Next(this.signatures_collected)
    )
    signatures_collected = (
        Event("sign_agreement", also=("accept_signature", "recheck_signature", "drop_party"))
        .Annotation(title=_("Raccolta delle firme"))
        .Until(cast.all_have_signed)
        .Next(this.publish_agreement)
    )
    publish_agreement = (
        Step("publish_agreement")
        .Annotation(title=_("Pubblica il testo firmato"))
        .By(cast.officer)
        .Next(this.comes_from_a_call)
    )
    comes_from_a_call = (
        flow.If(cast.comes_from_a_call)
        .Annotation(title=cast.comes_from_a_call.words)
        .Then(this.start_execution)
        .Else(this.in_execution)
    )
    start_execution = (
        Step("start_execution")
        .Annotation(title=_("Avvia la realizzazione"))
        .By(cast.officer)
        .Next(this.in_execution)
    )
    in_execution = flow.End().Annotation(title=_("In realizzazione"))
