# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signing round: one text, who must sign it, by when, and what came of each signature."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models.agreement import Agreement
from coprogettazione.agreements.models.parties import AgreementParty
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, SignatureCheck, StoredFile


class RoundPurpose(models.TextChoices):
    """What is signed in it."""

    TEXT = "TEXT", _("il testo dell’accordo")
    ADHESION = "ADHESION", _("la scheda di adesione di un ente")


class SigningOrder(models.TextChoices):
    """Whether all sign at once, or each after the one before."""

    PARALLEL = "PARALLEL", _("tutti insieme, ciascuno quando vuole")
    SEQUENCE = "SEQUENCE", _("uno dopo l’altro, nell’ordine scelto")


class RoundState(models.TextChoices):
    """Where a signing round stands."""

    OPEN = "OPEN", _("si firma")
    COMPLETED = "COMPLETED", _("firme raccolte")
    EXPIRED = "EXPIRED", _("termine scaduto")
    WITHDRAWN = "WITHDRAWN", _("ritirato: le firme raccolte non valgono per un altro testo")


class SignatureState(models.TextChoices):
    """What is known of a party's signature."""

    AWAITED = "AWAITED", _("attesa")
    VALID = "VALID", _("valida")
    UNVERIFIABLE = "UNVERIFIABLE", _("non verificabile")
    ACCEPTED = "ACCEPTED", _("accettata dall’ufficio su verifica esterna")
    REFUSED = "REFUSED", _("la parte ha rifiutato di firmare")


#: The states of a signature that counts.
COUNTED = (SignatureState.VALID, SignatureState.ACCEPTED)
#: The rounds that wait for something.
LIVE_ROUNDS = (RoundState.OPEN, RoundState.EXPIRED)


class SigningRound(models.Model):
    """A text sent to those who sign, until its term. A corrected text is another round: the signatures of this
    one are kept and are void.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("giro di firme"))
    purpose = models.CharField(
        _("che cosa si firma"), max_length=10, choices=RoundPurpose, default=RoundPurpose.TEXT
    )
    order = models.CharField(
        _("in che ordine"), max_length=10, choices=SigningOrder, default=SigningOrder.PARALLEL
    )
    state = models.CharField(_("stato"), max_length=10, choices=RoundState, default=RoundState.OPEN)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name=_("testo da firmare"))
    sent_at = models.DateTimeField(_("alla firma dal"))
    due_at = models.DateTimeField(_("entro il"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("sollecito mandato il"), null=True, blank=True)
    closed_at = models.DateTimeField(_("chiuso il"), null=True, blank=True)
    close_reasons = models.TextField(_("perché è stato ritirato"), blank=True)

    class Meta:
        ordering = ["agreement_id", "number"]
        verbose_name = _("giro di firme")
        verbose_name_plural = _("giri di firme")
        indexes = [models.Index(fields=["state", "due_at"])]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(purpose=RoundPurpose.TEXT, state__in=LIVE_ROUNDS),
                name="one_live_round_of_the_text",
            ),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
            models.CheckConstraint(condition=Q(order__in=SigningOrder.values), name="round_order_known"),
        ]

    def __str__(self) -> str:
        """Of what, and which."""
        return f"{self.agreement}, {self.number}"

    @property
    def case_file(self) -> Call | None:
        """The dossier, where there is one."""
        return self.agreement.case_file

    def is_past(self, at: datetime) -> bool:
        """Whether its term has passed: at that very second nobody signs any more."""
        return self.due_at is not None and at >= self.due_at


class SignatureSlot(models.Model):
    """The place of a party's signature in a round: the file, the check of it, and who decided what.

    `place` is the party's turn when one signs after the other. `signed_by` and `tax_code` are what the
    certificate says, `signed_at` the instant that a timestamp proves, else that of the upload. An accepted
    signature was looked at elsewhere: `decided_by`, `decided_at`, `reasons`, `verified_where`.
    """

    round = models.ForeignKey(SigningRound, models.PROTECT, related_name="slots")
    party = models.ForeignKey(AgreementParty, models.PROTECT, related_name="slots")
    place = models.PositiveSmallIntegerField(_("posto"))
    state = models.CharField(
        _("stato"), max_length=12, choices=SignatureState, default=SignatureState.AWAITED
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    check_result = models.ForeignKey(
        SignatureCheck, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("controllo")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("caricata il"), null=True, blank=True)
    signed_by = models.CharField(_("firmatario secondo il certificato"), max_length=200, blank=True)
    tax_code = models.CharField(_("codice fiscale secondo il certificato"), max_length=40, blank=True)
    signed_at = models.DateTimeField(_("firmata il"), null=True, blank=True)
    findings = models.JSONField(_("motivi del controllo"), default=list, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("deciso il"), null=True, blank=True)
    reasons = models.TextField(_("motivazione"), blank=True)
    verified_where = models.CharField(_("dove è stata verificata"), max_length=300, blank=True)

    class Meta:
        ordering = ["round_id", "place", "pk"]
        verbose_name = _("firma della convenzione")
        verbose_name_plural = _("firme della convenzione")
        constraints = [
            models.UniqueConstraint(fields=["round", "party"], name="one_signature_of_a_party_in_a_round"),
            models.CheckConstraint(
                condition=Q(state__in=[SignatureState.AWAITED.value, SignatureState.REFUSED.value])
                | Q(file__isnull=False, uploaded_at__isnull=False),
                name="uploaded_signature_has_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.VALID) | Q(check_result__isnull=False),
                name="valid_signature_was_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SignatureState.ACCEPTED.value, SignatureState.REFUSED.value])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reasons="")),
                name="decision_on_a_signature_has_its_reasons",
            ),
        ]

    def __str__(self) -> str:
        """Whose, and where it stands."""
        return f"{self.party}: {self.get_state_display()}"

    @property
    def case_file(self) -> Call | None:
        """The dossier, where there is one."""
        return self.round.agreement.case_file

    @property
    def agreement(self) -> Agreement:
        """The agreement that is signed."""
        return self.round.agreement

    def checked_with(self, trust_digest: str) -> bool:
        """Whether its last check asked these very authorities and lists: another one would say the same."""
        return self.check_result is not None and self.check_result.trust_digest == trust_digest

    @property
    def counts(self) -> bool:
        """Whether it is valid, or accepted by the office."""
        return self.state in COUNTED
