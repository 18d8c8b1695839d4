# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signatures of an agreement: one flow for each place, laid when its turn comes; one for a term that passed."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process

from coprogettazione.agreements.models import (
    Agreement,
    RoundState,
    SignatureSlot,
    SignatureState,
    SigningRound,
)
from coprogettazione.agreements.queries import live_signings
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step

#: After these the places that are still awaited are asked for anew, or no more: the others stay where they are.
ABOUT_THE_AWAITED = ("renew_signing_term", "expire_signing", "replace_signatory")
#: After these somebody's turn may have come.
TURNS = ("sign_agreement", "accept_signature", "reject_signature", "recheck_signature", "drop_party")
SENT = ("send_for_signature", "invite_adhesion", "renew_signing_term", "replace_signatory")


class SignatureFlowV1(Procedure):
    """A party's signature: asked when its turn comes, decided by the officer when it needs a decision."""

    process_title = _("Firma di una parte")
    artifact_kind = "signatureslot"
    started_by = (*SENT, *TURNS)
    ended_by = (*ABOUT_THE_AWAITED, "drop_party", "withdraw_text", "terminate_agreement")

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """The places of the body that the deed names; without a name, of everybody."""
        agreement = act.subject
        if not isinstance(agreement, Agreement):
            return []
        places = SignatureSlot.objects.filter(round__agreement=agreement)
        if (body := act.facts.get("organisation")) is not None:
            places = places.filter(party__organisation=body)
        if act.name in ABOUT_THE_AWAITED:
            places = places.filter(state=SignatureState.AWAITED)
        return list(places.order_by("pk"))

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The places whose turn it is and for which nothing runs."""
        agreement = act.subject
        if not isinstance(agreement, Agreement):
            return []
        places = [
            slot
            for signing in live_signings(agreement)
            if signing.round.state == RoundState.OPEN
            for slot in signing.current
        ]
        running = set(
            Process.objects.filter(
                flow_class=cls,
                artifact_content_type=ContentType.objects.get_for_model(SignatureSlot),
                artifact_object_id__in=[slot.pk for slot in places],
                finished__isnull=True,
            ).values_list("artifact_object_id", flat=True)
        )
        return [slot for slot in places if slot.pk not in running]

    start = flow.StartHandle(this.begin).Annotation(title=_("Tocca a questa parte")).Next(this.sign_agreement)

    sign_agreement = (
        Step("sign_agreement", also=("refuse_to_sign",))
        .Annotation(title=_("Firma il testo e carica il file"))
        .By(cast.signatory)
        .Due(cast.signing_due)
        .Next(this.cannot_be_verified)
    )
    cannot_be_verified = (
        flow.If(cast.cannot_be_verified)
        .Annotation(title=cast.cannot_be_verified.words)
        .Then(this.accept_signature)
        .Else(this.is_refused)
    )
    accept_signature = (
        Step("accept_signature", also=("reject_signature", "recheck_signature"))
        .Annotation(title=_("Decidi sulla firma che non si è potuta verificare"))
        .By(cast.officer)
        .Until(cast.needs_no_decision)
        .Next(this.decided)
    )
    is_refused = (
        flow.If(cast.is_refused)
        .Annotation(title=cast.is_refused.words)
        .Then(this.go_on_without_signature)
        .Else(this.decided)
    )
    go_on_without_signature = (
        Step("renew_signing_term", also=("replace_signatory", "drop_party"))
        .Annotation(title=_("Decidi come andare avanti dopo il rifiuto"))
        .By(cast.officer)
        .Next(this.decided)
    )
    decided = flow.End().Annotation(title=_("Firma arrivata, o deciso come andare avanti"))


class SigningTermFlowV1(Procedure):
    """A term to sign has passed and signatures are missing: the officer decides."""

    process_title = _("Termine per firmare scaduto")
    artifact_kind = "signinground"
    started_by = ("expire_signing",)
    ended_by = ("drop_party", "accept_signature", "recheck_signature", "terminate_agreement")

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """The rounds that are not expired, or are no more."""
        return list(_rounds(act).exclude(state=RoundState.EXPIRED))

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The rounds that have just expired."""
        return list(_rounds(act).filter(state=RoundState.EXPIRED))

    start = (
        flow.StartHandle(this.begin).Annotation(title=_("Il termine è passato")).Next(this.renew_signing_term)
    )

    renew_signing_term = (
        Step("renew_signing_term", also=("withdraw_text",))
        .Annotation(title=_("Decidi come andare avanti dopo la scadenza delle firme"))
        .By(cast.officer)
        .Next(this.term_decided)
    )
    term_decided = flow.End().Annotation(title=_("Deciso come andare avanti"))


def _rounds(act: Act) -> QuerySet[SigningRound]:
    return SigningRound.objects.filter(agreement=act.subject if isinstance(act.subject, Agreement) else None)
