# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The call (*avviso*). One call is one procedure, one dossier (*fascicolo*)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from coprogettazione.calls.models.choices import (
    CallState,
    CigRegime,
    DoubleParticipation,
    ScoringMode,
    SelectionMode,
    SheetsShown,
)
from coprogettazione.calls.models.starting_form import standard_form
from coprogettazione.parties.models import Comune, Membership, Organisation, RuntsSection, SocialDistrict
from coprogettazione.parties.queries import organisations_of
from coprogettazione.planning.models import Objective
from coprogettazione.records.roles import Role

#: The permission that a grant gives on one dossier (guardian): reading, as an auditor.
AUDIT_CALL = "audit_call"

#: The offices of the lead authority that read the dossiers of their own body.
OFFICE_ROLES = (
    Role.PROCEDURE_OFFICER,
    Role.EXECUTIVE_OFFICER,
    Role.PLANNING_OPERATOR,
    Role.AUDITOR,
)


class CallQuerySet(models.QuerySet["Call"]):
    """Questions on calls."""

    def public(self) -> "CallQuerySet":
        """Those that were published, whatever happened afterwards."""
        return self.filter(published_at__isnull=False)

    def in_outline(self) -> "CallQuerySet":
        """With what names them in a list, without the texts of the avviso: half of what a list costs."""
        return self.only("code", "title", "state")

    def without_texts(self) -> "CallQuerySet":
        """Without what the avviso says and asks, which a page of the dossier does not read: a third of a row."""
        long = [f.name for f in self.model._meta.concrete_fields if isinstance(f, models.TextField)]
        return self.defer(*long, "form", "form_before", "search")

    def visible_to(self, user: Any, at: datetime) -> "CallQuerySet":
        """The public ones; the others only to the offices of their body and to whom a dossier was opened."""
        seen = Q(published_at__isnull=False)
        if user is None or user.pk is None or not user.is_active:
            return self.filter(seen)
        return self.filter(
            seen
            | Q(lead_authority__in=organisations_of(user, OFFICE_ROLES, at))
            | Q(pk__in=audited_calls(user, at))
        )

    def with_case_file_open_to(self, user: Any, at: datetime) -> "CallQuerySet":
        """Those whose dossier this person may read: the right `read_case_file`, asked of many at once."""
        if user is None or user.pk is None or not user.is_active:
            return self.none()
        officers = organisations_of(user, [Role.PROCEDURE_OFFICER], at)
        executives = organisations_of(user, [Role.EXECUTIVE_OFFICER], at)
        offices = organisations_of(user, [Role.PLANNING_OPERATOR, Role.AUDITOR], at)
        return self.filter(
            Q(procedure_officer=user, lead_authority__in=officers)
            | Q(lead_authority__in=executives)
            & (Q(executive_officer=user) | ~Exists(executive_in_office(at)))
            | Q(lead_authority__in=offices)
            | Q(pk__in=audited_calls(user, at))
        )


def executive_in_office(at: datetime) -> QuerySet[Membership]:
    """The appointment, at an instant, of the executive whom an outer row names (`executive_officer`, in its
    `lead_authority`). While there is none, another executive of the body may take the row over.
    """
    return Membership.objects.valid_at(at).filter(
        user=OuterRef("executive_officer"),
        organisation=OuterRef("lead_authority"),
        role=Role.EXECUTIVE_OFFICER,
        user__is_active=True,
    )


class Call(models.Model):
    """The avviso and its whole procedure. Money in euro; instants with time zone, shown in Europe/Rome.

    After publication the facts below are frozen: only a `CallChange` (a clerical correction, or a change of
    substance with a new term) rewrites them, and it keeps both texts; an extension moves `deadline`.
    No `eligible_sections`
    means all of them; `registered_before_months` is asked only by who wants it (a convenzione of art. 56, CTS);
    without `conclusion_days` the term is the one of the law.
    """

    code = models.SlugField(_("sigla"), max_length=40, unique=True)
    title = models.CharField(_("titolo"), max_length=200)
    summary = models.TextField(_("in breve"), blank=True)
    state = models.CharField(
        _("stato"), max_length=20, choices=CallState, default=CallState.DRAFT, db_index=True
    )
    rules_version = models.PositiveSmallIntegerField(default=1)

    district = models.ForeignKey(
        SocialDistrict, models.PROTECT, related_name="calls", verbose_name=_("ambito")
    )
    lead_authority = models.ForeignKey(
        Organisation, models.PROTECT, related_name="calls", verbose_name=_("amministrazione procedente")
    )
    procedure_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="calls_as_officer",
        verbose_name=_("responsabile del procedimento"),
    )
    executive_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="calls_as_executive",
        verbose_name=_("dirigente"),
    )

    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, related_name="calls", verbose_name=_("obiettivo del piano")
    )
    policy_act = models.CharField(_("atto di indirizzo"), max_length=200, blank=True)
    policy_reasons = models.TextField(_("perché la co-progettazione"), blank=True)

    # DM 72/2021, letters a–h
    purpose = models.TextField(_("finalità (a)"), blank=True)
    object = models.TextField(_("oggetto (b)"), blank=True)
    cts_activities = ArrayField(
        models.CharField(max_length=3), verbose_name=_("attività, art. 5 CTS"), default=list, blank=True
    )
    targets = models.TextField(_("a chi si rivolge"), blank=True)
    comuni = models.ManyToManyField(Comune, related_name="calls", blank=True, verbose_name=_("territorio"))
    duration_months = models.PositiveSmallIntegerField(_("durata in mesi (c)"), null=True, blank=True)
    starts_on = models.DateField(_("inizio previsto"), null=True, blank=True)
    public_grant = models.DecimalField(
        _("contributo pubblico (d)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    public_resources = models.TextField(_("altre risorse pubbliche (d)"), blank=True)
    expected_contribution = models.TextField(_("che cosa mette l’ente (d)"), blank=True)
    indirect_costs_max_pct = models.DecimalField(
        _("costi indiretti, percentuale massima"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    requirements = models.TextField(_("requisiti (e)"), blank=True)
    exclusion_causes = models.TextField(_("cause di esclusione (e)"), blank=True)
    eligible_sections = ArrayField(
        models.CharField(max_length=30, choices=RuntsSection),
        verbose_name=_("sezioni del RUNTS ammesse"),
        default=list,
        blank=True,
    )
    registered_before_months = models.PositiveSmallIntegerField(
        _("mesi di iscrizione al RUNTS prima del termine"), null=True, blank=True
    )
    conclusion_days = models.PositiveSmallIntegerField(
        _("giorni per concludere il procedimento"), null=True, blank=True
    )
    phases = models.TextField(_("fasi e modalità (f)"), blank=True)
    conclusion = models.TextField(_("come si conclude (h)"), blank=True)

    selection_mode = models.CharField(
        _("come si scelgono i partner"), max_length=20, choices=SelectionMode, blank=True
    )
    threshold = models.DecimalField(_("soglia"), max_digits=5, decimal_places=2, null=True, blank=True)
    max_points = models.DecimalField(_("punteggio massimo"), max_digits=5, decimal_places=2, default=100)
    tie_break = ArrayField(
        models.CharField(max_length=30), verbose_name=_("a parità di punti"), default=list, blank=True
    )
    scoring_mode = models.CharField(
        _("come si danno i punti"),
        max_length=20,
        choices=ScoringMode,
        default=ScoringMode.INDIVIDUAL,
        blank=True,
    )
    sheets_shown = models.CharField(
        _("quando un componente legge le schede dei colleghi"),
        max_length=20,
        choices=SheetsShown,
        default=SheetsShown.AFTER_OWN,
        blank=True,
    )
    double_participation = models.CharField(
        _("stesso ente in due gruppi"),
        max_length=10,
        choices=DoubleParticipation,
        default=DoubleParticipation.BLOCK,
    )
    #: In a call divided into themes, for how many one body may stand (none: for all).
    lots_per_body = models.PositiveSmallIntegerField(
        _("temi per ciascun ente, al più"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    substitution_states = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("quando si può sostituire un partner"),
        default=list,
        blank=True,
    )
    non_ets_roles = models.TextField(_("ruolo di chi non è un ente del Terzo settore"), blank=True)
    #: What some regions want besides (`RegionalContent`); empty where nobody asks.
    service_management = models.TextField(_("chi gestisce il servizio"), blank=True)
    consultation = models.TextField(_("consultazione prima delle proposte"), blank=True)
    reserve_clause = models.TextField(_("riserva di non procedere"), blank=True)
    appeal_clause = models.TextField(_("a chi si può ricorrere"), blank=True)
    privacy_notice = models.TextField(_("trattamento dei dati"), blank=True)

    cup = models.CharField(_("CUP"), max_length=15, blank=True)
    cup_exemption = models.TextField(_("perché senza CUP"), blank=True)
    cig_regime = models.CharField(_("CIG"), max_length=20, choices=CigRegime, blank=True)
    cig = models.CharField(_("codice CIG"), max_length=10, blank=True)
    cig_reason = models.TextField(_("motivo della scelta sul CIG"), blank=True)
    budget_chapter = models.CharField(_("capitolo di bilancio"), max_length=120, blank=True)
    budget_booking = models.CharField(_("prenotazione della spesa"), max_length=120, blank=True)

    officer_has_conflict = models.BooleanField(_("il RUP ha un conflitto"), null=True, blank=True)
    officer_conflict_text = models.TextField(_("conflitto dichiarato dal RUP"), blank=True)
    officer_declared_at = models.DateTimeField(_("dichiarazione del RUP"), null=True, blank=True)
    authorisation_number = models.CharField(_("numero della determina"), max_length=40, blank=True)
    authorised_on = models.DateField(_("data della determina"), null=True, blank=True)
    #: The legal parameters in force at publication: the call keeps them whatever changes afterwards.
    parameters = models.JSONField(_("parametri di legge"), default=dict, blank=True)
    #: What the applicants are asked (`calls.queries.form`), and how it was before its last change.
    form = models.JSONField(_("modulo della domanda"), default=standard_form)
    form_before = models.JSONField(_("modulo prima dell’ultima modifica"), null=True, blank=True)
    draft_version = models.PositiveIntegerField(default=0)

    #: The terms as the draft foresees them: counted by the checklist, proposed at publication.
    planned_publication = models.DateField(_("pubblicazione prevista"), null=True, blank=True)
    planned_deadline = models.DateTimeField(_("termine previsto per le domande"), null=True, blank=True)
    planned_questions_deadline = models.DateTimeField(
        _("termine previsto per i quesiti"), null=True, blank=True
    )

    created_at = models.DateTimeField(_("creato il"))
    authorised_at = models.DateTimeField(_("autorizzato il"), null=True, blank=True)
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)
    questions_deadline = models.DateTimeField(_("termine per i quesiti"), null=True, blank=True)
    deadline = models.DateTimeField(_("termine per le domande"), null=True, blank=True)
    closed_at = models.DateTimeField(_("termini chiusi il"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("concluso il"), null=True, blank=True)

    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="italian")
        + SearchVector("summary", "targets", weight="B", config="italian")
        + SearchVector("purpose", "object", weight="C", config="italian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [(AUDIT_CALL, "Reads one dossier as an auditor")]
        verbose_name = _("avviso")
        verbose_name_plural = _("avvisi")
        indexes = [
            models.Index(fields=["state", "deadline"]),
            models.Index(fields=["-published_at"]),
            GinIndex(fields=["search"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="call_state_known"),
            models.CheckConstraint(
                condition=~Q(state=CallState.PUBLISHED)
                | Q(published_at__isnull=False, deadline__isnull=False),
                name="published_call_has_its_term",
            ),
            models.CheckConstraint(
                condition=Q(lots_per_body__isnull=True) | Q(lots_per_body__gte=1),
                name="one_body_may_stand_for_a_theme",
            ),
        ]

    def __str__(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}"

    @property
    def case_file(self) -> "Call":
        """The dossier of a call is the call."""
        return self


class CallUserObjectPermission(UserObjectPermissionBase):
    """An exceptional grant on one dossier (an auditor from outside): guardian's direct foreign-key table.

    Like every role it has an end: after `valid_to` it opens nothing.
    """

    content_object = models.ForeignKey(Call, models.CASCADE, related_name="grants")
    reason = models.CharField(_("perché"), max_length=300)
    valid_to = models.DateField(_("fino al"))

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("accesso a un fascicolo")
        verbose_name_plural = _("accessi ai fascicoli")

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.content_object


def audited_calls(user: Any, at: datetime) -> Any:
    """The ids of the dossiers that a grant opens to a person at an instant, for a subquery: the one place that
    says which grants hold. The last day is included, on the calendar of Rome.
    """
    return CallUserObjectPermission.objects.filter(
        user_id=user.pk, permission__codename=AUDIT_CALL, valid_to__gte=timezone.localtime(at).date()
    ).values("content_object_id")
