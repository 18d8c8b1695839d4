# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement itself: of which kind, who keeps it, its text, from when to when."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, executive_in_office
from coprogettazione.documents.models import Paper
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role


class AgreementKind(models.TextChoices):
    """What kind of agreement it is."""

    CONVENTION = "CONVENTION", _("convenzione")
    ADDENDUM = "ADDENDUM", _("atto aggiuntivo")
    PROGRAMME_AGREEMENT = "PROGRAMME_AGREEMENT", _("accordo di programma")
    OPERATIONAL_AGREEMENT = "OPERATIONAL_AGREEMENT", _("accordo operativo")


#: The kinds that need no call: a body drafts them and keeps them.
WITHOUT_CALL = (AgreementKind.PROGRAMME_AGREEMENT, AgreementKind.OPERATIONAL_AGREEMENT)


class AgreementState(models.TextChoices):
    """Where the agreement stands; publication is a date of its own."""

    DRAFT = "DRAFT", _("Testo da mandare alla firma")
    SIGNING = "SIGNING", _("Alla firma")
    SIGNED = "SIGNED", _("Firmata da tutti, in vigore")
    TERMINATED = "TERMINATED", _("Risolta")
    ABANDONED = "ABANDONED", _("Abbandonata prima delle firme")


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
        """The published ones; before, those of the offices of the body and of the parties, once they are sent
        to be signed.
        """
        if user is None or user.pk is None:
            return self.published()
        return self.filter(Q(published_at__isnull=False) | Q(pk__in=Agreement.objects.worked_on(user, at)))

    def worked_on(self, user: Any, at: datetime) -> "AgreementQuerySet":
        """Those of the bodies in which the person has an office, and those that bind, or will, who the person
        works for.
        """
        offices = organisations_of(
            user, [Role.PROCEDURE_OFFICER, Role.EXECUTIVE_OFFICER, Role.PLANNING_OPERATOR, Role.AUDITOR], at
        )
        own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
        return self.filter(
            Q(call__lead_authority__in=offices)
            | Q(lead_authority__in=offices)
            | Q(pk__in=Agreement.objects.binding(own).values("pk"))
        )

    def binding(self, bodies: Collection[int]) -> "AgreementQuerySet":
        """Those that bind one of the bodies, or will; without a call, once they were sent to be signed: the draft is
        of the offices of who keeps it.
        """
        parties = apps.get_model("coprogettazione", "AgreementParty").objects
        theirs = parties.filter(organisation__in=bodies, dropped_at__isnull=True)
        sent = Q(sent_at__isnull=False) & ~Q(state=AgreementState.DRAFT)
        return self.filter(Q(call__isnull=False) | sent, pk__in=theirs.values("agreement"))

    def with_dossier_open_to(self, user: Any, at: datetime) -> "AgreementQuerySet":
        """Those without a call whose dossier this person may read: the right `read_agreement_dossier`, asked of many
        at once.
        """
        if user is None or user.pk is None or not user.is_active:
            return self.none()
        held = {
            office: organisations_of(user, [office], at)
            for office in (Role.PROCEDURE_OFFICER, Role.EXECUTIVE_OFFICER)
        }
        offices = organisations_of(user, [Role.PLANNING_OPERATOR, Role.AUDITOR], at)
        return self.filter(
            Q(procedure_officer=user, lead_authority__in=held[Role.PROCEDURE_OFFICER])
            | Q(lead_authority__in=held[Role.EXECUTIVE_OFFICER])
            & (Q(executive_officer=user) | ~Exists(executive_in_office(at)))
            | Q(lead_authority__in=offices),
            call__isnull=True,
        )


class Agreement(models.Model):
    """An agreement: between a public body and its partners (art. 11, l. 241/1990), among public bodies (art. 34,
    d.lgs. 267/2000; art. 15, l. 241/1990), or without money among bodies of every nature. Money in euro.

    A *convenzione* is born of a `call`, which says whose it is; an agreement without a call says it itself
    (`lead_authority`, `procedure_officer`, `executive_officer`): ask `authority`, `officer`, `executive`.
    `amends` is the agreement that an addendum changes.

    `text` is the snapshot of what is signed: `{"premises": [...], "articles": [{"title", "paragraphs"}]}`;
    `text_hash`
    its SHA-256. The repertory number has no gaps within a body and a year and is taken by the last signature.
    No payment before `published_at` (art. 26, c. 3, d.lgs. 33/2013).
    """

    call = models.ForeignKey(
        Call, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("avviso")
    )
    lead_authority = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ente che lo tiene"),
    )
    procedure_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsabile del procedimento"),
    )
    executive_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dirigente"),
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="addenda", verbose_name=_("modifica")
    )
    kind = models.CharField(_("tipo"), max_length=24, choices=AgreementKind, default=AgreementKind.CONVENTION)
    state = models.CharField(
        _("stato"), max_length=12, choices=AgreementState, default=AgreementState.DRAFT, db_index=True
    )
    title = models.CharField(_("titolo"), max_length=200)
    text = models.JSONField(_("testo"), default=dict)
    text_hash = models.CharField(_("impronta del testo"), max_length=64)
    purpose = models.TextField(_("a che cosa serve"), blank=True)
    oversight_board = models.TextField(
        _("collegio di vigilanza"), blank=True, help_text=_("Una persona o un ruolo per riga.")
    )
    duration_months = models.PositiveSmallIntegerField(_("durata in mesi"), default=0)
    public_grant = models.DecimalField(
        _("contributo pubblico"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    total = models.DecimalField(_("risorse in tutto"), max_digits=12, decimal_places=2, default=Decimal(0))
    approval_number = models.CharField(_("atto di approvazione"), max_length=40, blank=True)
    approval_date = models.DateField(_("data dell’atto di approvazione"), null=True, blank=True)
    commitment = models.JSONField(_("impegno di spesa"), default=list, blank=True)
    checks = models.JSONField(_("controlli sulle dichiarazioni"), default=list, blank=True)
    approved_at = models.DateTimeField(_("cominciata il"))
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
    withdrawal_notice_days = models.PositiveSmallIntegerField(
        _("preavviso per recedere, in giorni"), null=True, blank=True
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("rinnovo ammesso dal testo, al massimo mesi"), null=True, blank=True
    )
    renewed_at = models.DateTimeField(_("rinnovata il"), null=True, blank=True)
    notice_given_for = models.DateField(_("avvisate le parti della fine del"), null=True, blank=True)

    if TYPE_CHECKING:
        call_id: int | None

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
            models.CheckConstraint(
                condition=Q(
                    call__isnull=False,
                    lead_authority__isnull=True,
                    procedure_officer__isnull=True,
                    executive_officer__isnull=True,
                )
                | Q(
                    call__isnull=True,
                    lead_authority__isnull=False,
                    procedure_officer__isnull=False,
                    executive_officer__isnull=False,
                ),
                name="agreement_is_of_a_call_or_of_a_body",
            ),
            models.CheckConstraint(condition=Q(kind__in=AgreementKind.values), name="agreement_kind_known"),
        ]

    def __str__(self) -> str:
        """Title and repertory number."""
        return f"{self.title}, rep. {self.repertory}" if self.repertory else self.title

    @property
    def case_file(self) -> Call | None:
        """The dossier, where there is one."""
        return self.call

    @property
    def the_call(self) -> Call:
        """The call of an agreement that moves money: what is monitored was always born of one."""
        assert self.call is not None
        return self.call

    @property
    def authority(self) -> Organisation:
        """The public body that keeps it: numbers it, publishes it, runs its procedure."""
        body = self.call.lead_authority if self.call is not None else self.lead_authority
        assert body is not None
        return body

    @property
    def officer(self) -> User:
        """The officer responsible for its procedure."""
        person = self.call.procedure_officer if self.call is not None else self.procedure_officer
        assert person is not None
        return person

    @property
    def executive(self) -> User:
        """The executive who answers for it in the body that keeps it."""
        person = self.call.executive_officer if self.call is not None else self.executive_officer
        assert person is not None
        return person

    @property
    def needs_unanimity(self) -> bool:
        """Whether nobody may be left out of it (art. 34, c. 4, d.lgs. 267/2000), or has money in it."""
        return self.kind != AgreementKind.OPERATIONAL_AGREEMENT

    def lead_organisation(self) -> Organisation:
        """The *capofila*, or the only partner: who reports and is paid."""
        party = (
            self.parties.exclude(role="PUBLIC_BODY").select_related("organisation").order_by("position")[0]
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
