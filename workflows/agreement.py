# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement, from its text to its execution."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step


class AgreementFlowV1(Procedure):
    """The agreement: text, signatures, publication, start. Rules of 2026."""

    process_title = _("Convenzione")
    artifact_kind = "agreement"
    started_by = ("approve_project",)

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Approvazione del progetto"))
        .Next(this.send_for_signature)
    )

    send_for_signature = (
        Step("send_for_signature")
        .Annotation(title=_("Manda la convenzione alla firma"))
        .By(cast.officer)
        .Next(this.sign_agreement)
    )
    sign_agreement = (
        Step("sign_agreement")
        .Annotation(title=_("Firma la convenzione e carica il file"))
        .By(cast.signatories)
        .Next(this.publish_agreement)
    )
    publish_agreement = (
        Step("publish_agreement")
        .Annotation(title=_("Pubblica la convenzione"))
        .By(cast.officer)
        .Next(this.start_execution)
    )
    start_execution = (
        Step("start_execution")
        .Annotation(title=_("Avvia la realizzazione"))
        .By(cast.officer)
        .Next(this.in_execution)
    )
    in_execution = flow.End().Annotation(title=_("In realizzazione"))
