# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement (*convenzione*): its parties, its text, its money, who has signed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role


class AgreementKind(models.TextChoices):
    """What kind of agreement it is."""

    CONVENTION = "CONVENTION", _("convenzione")
    ADDENDUM = "ADDENDUM", _("atto aggiuntivo")


class AgreementState(models.TextChoices):
    """Where the agreement stands; publication is a date of its own."""

    DRAFT = "DRAFT", _("Testo approvato, da mandare alla firma")
    SIGNING = "SIGNING", _("Alla firma")
    SIGNED = "SIGNED", _("Firmata da tutti, in vigore")
    TERMINATED = "TERMINATED", _("Risolta")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions on agreements."""

    def published(self) -> "AgreementQuerySet":
        """Those that everybody may read."""
        return self.filter(published_at__isnull=False)

    def in_force_on(self, day: date) -> "AgreementQuerySet":
        """Those signed by all, begun and not ended on a day (an agreement whose start is not fixed counts
        from signing).
        """
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            state=AgreementState.SIGNED,
            in_force_from__lte=day,
        )

    def visible_to(self, user: Any, at: datetime) -> "AgreementQuerySet":
        """The published ones; before, those of the offices of the body and of the parties."""
        if user is None or user.pk is None:
            return self.published()
        offices = organisations_of(
            user,
            [Role.PROCEDURE_OFFICER, Role.EXECUTIVE_OFFICER, Role.PLANNING_OPERATOR, Role.AUDITOR],
            at,
        )
        own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
        return self.filter(
            Q(published_at__isnull=False)
            | Q(call__lead_authority__in=offices)
            | Q(parties__organisation__in=own)
        ).distinct()


class Agreement(models.Model):
    """An agreement under art. 11 l. 241/1990 between the lead authority and its partners. Money in euro.

    `text` is the snapshot of what is signed: `{"premises": [...], "articles": [{"title", "paragraphs"}]}`;
    `text_hash`
    its SHA-256. The repertory number has no gaps within a body and a year and is taken by the last signature.
    No payment before `published_at` (art. 26, c. 3, d.lgs. 33/2013).
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="agreements", verbose_name=_("avviso"))
    kind = models.CharField(_("tipo"), max_length=12, choices=AgreementKind, default=AgreementKind.CONVENTION)
    state = models.CharField(
        _("stato"), max_length=12, choices=AgreementState, default=AgreementState.DRAFT, db_index=True
    )
    title = models.CharField(_("titolo"), max_length=200)
    text = models.JSONField(_("testo"), default=dict)
    text_hash = models.CharField(_("impronta del testo"), max_length=64)
    duration_months = models.PositiveSmallIntegerField(_("durata in mesi"))
    public_grant = models.DecimalField(_("contributo pubblico"), max_digits=12, decimal_places=2)
    total = models.DecimalField(_("risorse in tutto"), max_digits=12, decimal_places=2)
    approval_number = models.CharField(_("atto di approvazione"), max_length=40)
    approval_date = models.DateField(_("data dell’atto di approvazione"))
    commitment = models.JSONField(_("impegno di spesa"), default=list)
    checks = models.JSONField(_("controlli sulle dichiarazioni"), default=list)
    approved_at = models.DateTimeField(_("approvata il"))
    sent_at = models.DateTimeField(_("alla firma dal"), null=True, blank=True)
    to_sign = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("testo da firmare")
    )
    repertory_number = models.PositiveIntegerField(_("numero di repertorio"), null=True, blank=True)
    repertory_year = models.PositiveSmallIntegerField(_("anno di repertorio"), null=True, blank=True)
    signed_at = models.DateTimeField(_("firmata da tutti il"), null=True, blank=True)
    in_force_from = models.DateField(_("in vigore dal"), null=True, blank=True)
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("convenzione")
    )
    published_at = models.DateTimeField(_("pubblicata il"), null=True, blank=True)
    starts_on = models.DateField(_("inizio delle attività"), null=True, blank=True)
    ends_on = models.DateField(_("fine delle attività"), null=True, blank=True)
    terminated_at = models.DateTimeField(_("risolta il"), null=True, blank=True)
    termination_reasons = models.TextField(_("perché è risolta"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-approved_at", "-pk"]
        verbose_name = _("convenzione")
        verbose_name_plural = _("convenzioni")
        indexes = [models.Index(fields=["-published_at"]), models.Index(fields=["state", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values), name="agreement_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AgreementState.SIGNED.value, AgreementState.TERMINATED.value])
                | Q(repertory_number__isnull=False, signed_at__isnull=False, in_force_from__isnull=False),
                name="signed_agreement_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(signed_at__isnull=False),
                name="only_signed_agreements_are_published",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="agreement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        """Title and repertory number."""
        return f"{self.title}, rep. {self.repertory}" if self.repertory else self.title

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call

    def signing_organisations(self) -> list[Organisation]:
        """The bodies that must sign: the partners and the public body."""
        return [party.organisation for party in self.parties.select_related("organisation")]

    def lead_organisation(self) -> Organisation:
        """The *capofila*, or the only partner: who reports and is paid."""
        party = (
            self.parties.exclude(role=PartyRole.PUBLIC_BODY)
            .select_related("organisation")
            .order_by("position")[0]
        )
        return party.organisation

    @property
    def is_published(self) -> bool:
        """Whether it is effective for payments (art. 26, c. 3, d.lgs. 33/2013)."""
        return self.published_at is not None

    @property
    def repertory(self) -> str:
        """The repertory number as it is said, "12/2026"; empty until the last signature."""
        return f"{self.repertory_number}/{self.repertory_year}" if self.repertory_number else ""


class PartyRole(models.TextChoices):
    """What a party is in the agreement."""

    PUBLIC_BODY = "PUBLIC_BODY", _("ente pubblico")
    LEAD_PARTNER = "LEAD_PARTNER", _("capofila: firma e risponde per tutti")
    MEMBER_PARTNER = "MEMBER_PARTNER", _("componente del gruppo")
    PARTNER = "PARTNER", _("ente partner")


class SignatureState(models.TextChoices):
    """What is known of a signature: only what the platform saw."""

    AWAITED = "AWAITED", _("da caricare")
    UPLOADED = "UPLOADED", _("caricata, non verificata")


class AgreementParty(models.Model):
    """A body that is bound by the agreement: what it does, its share of the public grant (euro and per
    cent).
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreement_parties", verbose_name=_("ente")
    )
    role = models.CharField(_("ruolo"), max_length=20, choices=PartyRole)
    position = models.PositiveSmallIntegerField(default=0)
    share = models.DecimalField(
        _("quota del contributo, per cento"), max_digits=5, decimal_places=2, default=Decimal(0)
    )
    grant = models.DecimalField(
        _("contributo assegnato"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    activities = models.TextField(_("che cosa fa"), blank=True)
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi firma"),
    )

    class Meta:
        ordering = ["agreement_id", "position", "pk"]
        verbose_name = _("parte della convenzione")
        verbose_name_plural = _("parti della convenzione")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once_in_agreement"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(role=PartyRole.LEAD_PARTNER),
                name="one_lead_partner_in_agreement",
            ),
            models.CheckConstraint(condition=Q(role__in=PartyRole.values), name="party_role_known"),
        ]

    def __str__(self) -> str:
        """The body's name."""
        return self.organisation.known_as

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.call

    @property
    def is_public_body(self) -> bool:
        """Whether it is the lead authority."""
        return self.role == PartyRole.PUBLIC_BODY


class SignatureSlot(models.Model):
    """The place of a party's signature: the file that was uploaded. The platform does not verify the
    signature yet.
    """

    party = models.OneToOneField(AgreementParty, models.PROTECT, related_name="slot")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("caricata il"), null=True, blank=True)
    state = models.CharField(
        _("stato"), max_length=10, choices=SignatureState, default=SignatureState.AWAITED
    )

    class Meta:
        ordering = ["party__position", "party_id"]
        verbose_name = _("firma della convenzione")
        verbose_name_plural = _("firme della convenzione")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SignatureState.AWAITED, file__isnull=True)
                | Q(state=SignatureState.UPLOADED, file__isnull=False, uploaded_at__isnull=False),
                name="uploaded_signature_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        """Whose, and where it stands."""
        return f"{self.party}: {self.get_state_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.party.case_file


class FundingLineQuerySet(models.QuerySet["FundingLine"]):
    """Sums over funding lines."""

    def by_source(self) -> dict[tuple[int, str], Decimal]:
        """The amount of each organisation and source: {(organisation id, source): euro}."""
        rows = self.values_list("organisation_id", "source").annotate(sum=Sum("amount")).order_by()
        return {(organisation, source): amount for organisation, source, amount in rows}


class FundingLine(models.Model):
    """An amount of the agreement, in euro: of which organisation, for what, from which source. A snapshot of
    the budget.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="funding")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    category = models.CharField(_("voce"), max_length=1, choices=CostCategory)
    source = models.CharField(_("da dove viene"), max_length=12, choices=FundingSource)
    amount = models.DecimalField(_("importo"), max_digits=12, decimal_places=2)
    description = models.CharField(_("che cosa"), max_length=200, blank=True)

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "category", "pk"]
        verbose_name = _("risorsa della convenzione")
        verbose_name_plural = _("risorse della convenzione")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="funding_amount_positive")]

    def __str__(self) -> str:
        """Category and amount."""
        return f"{self.category} {self.amount}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.call
