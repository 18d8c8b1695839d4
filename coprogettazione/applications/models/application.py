# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application (*domanda*), who makes it, what each one writes."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import (
    OFFICE_ROLES,
    Call,
    Lot,
    Terms,
    audited_calls,
    terms_of,
)
from coprogettazione.documents.models import Paper
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.models import ContentKey
from coprogettazione.records.roles import Role
from coprogettazione.records.sealing import (
    SealedDecimal,
    SealedInteger,
    SealedJSON,
    SealedText,
    new_content_key,
)
from coprogettazione.wording import joined

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from coprogettazione.applications.models.admissibility import Check, CureRequest
    from coprogettazione.applications.models.eligibility import EligibilityCheck
    from coprogettazione.applications.models.plan import EconomicLine
    from coprogettazione.applications.models.submission import Attachment, Declaration, Submission


#: Who works on an application, in the organisation that makes it.
APPLICANT_ROLES = (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)


class ApplicationState(models.TextChoices):
    """Where an application stands.

    Sealed from RECEIVED until the opening; LATE and WITHDRAWN are never opened.
    """

    DRAFT = "DRAFT", _("In preparazione")
    RECEIVED = "RECEIVED", _("Inviata nei termini")
    LATE = "LATE", _("Fuori termine, non aperta")
    WITHDRAWN = "WITHDRAWN", _("Ritirata")
    CURE = "CURE", _("In attesa di integrazione")
    ADMITTED = "ADMITTED", _("Ammessa")
    RESERVED = "RESERVED", _("Ammessa con riserva")
    EXCLUDED = "EXCLUDED", _("Esclusa")


#: Applications that count in the procedure: arrived in time, neither withdrawn nor excluded.
STANDING_STATES = (
    ApplicationState.RECEIVED,
    ApplicationState.CURE,
    ApplicationState.ADMITTED,
    ApplicationState.RESERVED,
)


class ApplicationForm(models.TextChoices):
    """In which form the applicants present themselves (domain.md §2.5)."""

    SINGLE = "SINGLE", _("ente singolo")
    ATS_TO_BE_FORMED = "ATS_TO_BE_FORMED", _("gruppo da formare (ATS)")
    ATS = "ATS", _("gruppo già formato (ATS)")
    CONSORTIUM = "CONSORTIUM", _("consorzio")


class MemberRole(models.TextChoices):
    """What a member is in the group; who is not a third-sector body can only support (domain.md §2.5)."""

    ETS_PARTNER = "ETS_PARTNER", _("partner")
    SECONDARY_PARTNER = "SECONDARY_PARTNER", _("partner per attività secondarie")
    SUPPORTER = "SUPPORTER", _("sostenitore")
    FINANCIER = "FINANCIER", _("finanziatore")


class Title(models.TextChoices):
    """By which title a third-sector body takes part (domain.md §1.4)."""

    RUNTS = "RUNTS", _("iscrizione al RUNTS")
    RUNTS_PENDING = "RUNTS_PENDING", _("iscrizione al RUNTS chiesta e non ancora decisa")
    ONLUS = "ONLUS", _("iscrizione all’anagrafe delle ONLUS")
    NONE = "", _("non è un ente del Terzo settore")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions on applications that respect the seal."""

    def of_organisations(self, ids: Iterable[int]) -> "ApplicationQuerySet":
        """Those in which one of these organisations is a member now."""
        inside = Member.objects.filter(organisation__in=ids, left_at__isnull=True)
        return self.filter(pk__in=inside.values("application"))

    def disclosed(self) -> "ApplicationQuerySet":
        """Those whose existence an office may know.

        The applications of the call were opened, and this one arrived.
        """
        return self.filter(call__opening__isnull=False).exclude(state=ApplicationState.DRAFT)

    def visible_to(self, user: Any, at: datetime) -> "ApplicationQuerySet":
        """Those of which this person may know that they exist.

        Reading inside is the right `read_application`.

        The people of the bodies in it always; the offices of the lead authority only after the opening.
        """
        if user is None or user.pk is None or not user.is_active:
            return self.none()
        own = organisations_of(user, APPLICANT_ROLES, at)
        office = organisations_of(user, OFFICE_ROLES, at)
        inside = Member.objects.filter(organisation__in=own, left_at__isnull=True).values("application")
        opened = Q(call__opening__isnull=False) & ~Q(state=ApplicationState.DRAFT)
        mine = Q(lead__in=own) | Q(pk__in=inside)
        watched = Q(call__lead_authority__in=office) | Q(call__in=audited_calls(user, at))
        return self.filter(mine | (opened & watched))


class Application(models.Model):
    """An answer to a call, by one body or by a group with its lead. Money in euro.

    What it asks, says and carries lies closed under `key` (records/sealing).
    `registry_number` is the platform's own gapless number, `protocol_number` the one the office types from
    its protocol. `content_hash` is the SHA-256 of the current submission's canonical text. `opened_at` breaks
    the seal. `reserve_event` is the fact that ends a reserved admission, awaited until `reserve_until`;
    `notice` the letter that told an exclusion.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", verbose_name=_("avviso"))
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_applications", verbose_name=_("ente o capofila")
    )
    #: The theme it answers, when the call is divided; chosen at the start and never changed.
    lot = models.ForeignKey(
        Lot, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("tema")
    )
    form = models.CharField(_("forma"), max_length=20, choices=ApplicationForm)
    state = models.CharField(
        _("stato"), max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT, db_index=True
    )
    requested_grant = SealedDecimal(_("contributo pubblico chiesto"), null=True, blank=True)
    key = models.OneToOneField(ContentKey, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("iniziata il"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(_("salvata il"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("arrivata il"), null=True, blank=True)
    opened_at = models.DateTimeField(_("aperta il"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ritirata il"), null=True, blank=True)
    decided_at = models.DateTimeField(_("esito del"), null=True, blank=True)
    reserve_event = models.CharField(_("che cosa scioglie la riserva"), max_length=300, blank=True)
    reserve_until = models.DateField(_("la riserva si scioglie entro"), null=True, blank=True)
    notice = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comunicazione")
    )
    reasons = SealedText(_("motivi dell’esito"), blank=True)
    registry_number = models.CharField(_("numero della piattaforma"), max_length=20, blank=True)
    protocol_number = models.CharField(_("protocollo dell’ufficio"), max_length=40, blank=True)
    protocol_date = models.DateField(_("data del protocollo"), null=True, blank=True)
    content_hash = models.CharField(_("impronta"), max_length=64, blank=True)

    objects = ApplicationQuerySet.as_manager()

    if TYPE_CHECKING:
        members: RelatedManager["Member"]
        answers: RelatedManager["Answer"]
        lines: RelatedManager["EconomicLine"]
        declarations: RelatedManager["Declaration"]
        attachments: RelatedManager["Attachment"]
        submissions: RelatedManager["Submission"]
        checks: RelatedManager["Check"]
        cures: RelatedManager["CureRequest"]
        eligibility: RelatedManager["EligibilityCheck"]
        call_id: int
        lead_id: int
        key_id: UUID | None

    class Meta:
        ordering = ["call_id", "submitted_at", "pk"]
        verbose_name = _("domanda")
        verbose_name_plural = _("domande")
        indexes = [models.Index(fields=["call", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[s.value for s in (*STANDING_STATES, ApplicationState.LATE)])
                | (Q(submitted_at__isnull=False) & ~Q(content_hash="")),
                name="arrived_application_has_instant_and_hash",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        ApplicationState.CURE.value,
                        ApplicationState.ADMITTED.value,
                        ApplicationState.RESERVED.value,
                        ApplicationState.EXCLUDED.value,
                    ]
                )
                | Q(opened_at__isnull=False),
                name="sealed_application_is_not_judged",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.RESERVED)
                | (~Q(reserve_event="") & Q(reserve_until__isnull=False)),
                name="reserve_has_its_event_and_day",
            ),
            models.UniqueConstraint(
                fields=["call", "lead", "lot"],
                condition=~Q(state=ApplicationState.WITHDRAWN),
                nulls_distinct=False,
                name="one_application_per_lead_call_and_lot",
            ),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """A new application has its own key, under that of its call."""
        if self._state.adding and self.key_id is None:
            self.key = new_content_key(self.call, self.created_at)
        super().save(*args, **options)

    def sealed_under(self) -> UUID | None:
        """The key of everything that is written, attached and declared in it."""
        return self.key_id

    def __str__(self) -> str:
        """Who applies, and for which call."""
        return f"{self.lead.known_as}, {self.call.code}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call

    @property
    def terms(self) -> Terms:
        """The money and the criteria it competes for: its theme's, or the call's."""
        return terms_of(self.call, self.lot)

    @property
    def available_grant(self) -> Decimal | None:
        """The public money it may ask for at most, in euro."""
        return self.lot.public_grant if self.lot else self.call.public_grant

    @property
    def present(self) -> list["Member"]:
        """The bodies that apply and have not left."""
        return [member for member in self.members.all() if member.left_at is None]

    @property
    def label(self) -> str:
        """Who applies, as people say it: "La Lanterna con Passi Insieme"."""
        others = [m.organisation.known_as for m in self.present if m.organisation_id != self.lead_id]
        if not others:
            return self.lead.known_as
        return gettext("%(lead)s con %(others)s") % {"lead": self.lead.known_as, "others": joined(others)}

    @property
    def state_words(self) -> str:
        """The state in words; Django's own way looks at every state, for each row of a list."""
        return str(ApplicationState(self.state).label)

    @property
    def is_grouped(self) -> bool:
        """Whether more than one body applies together."""
        return self.form != ApplicationForm.SINGLE


class Member(models.Model):
    """A body in an application, with what it does and its share of the public grant, in per cent.

    `confirmed_at` is when its own legal representative took the commitment, `confirmed_items` the fingerprint
    of each thing it committed to (queries.commitment); `left_at` when it left the group.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="application_members", verbose_name=_("ente")
    )
    role = models.CharField(
        _("ruolo nel gruppo"), max_length=20, choices=MemberRole, default=MemberRole.ETS_PARTNER
    )
    title = models.CharField(_("titolo di partecipazione"), max_length=20, choices=Title, blank=True)
    share = SealedDecimal(
        _("quota del contributo, per cento"),
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    operators = SealedInteger(_("operatori"), null=True, blank=True, validators=[MinValueValidator(0)])
    volunteers = SealedInteger(_("volontari"), null=True, blank=True, validators=[MinValueValidator(0)])
    position = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField(_("invitato il"))
    confirmed_at = models.DateTimeField(_("impegno preso il"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_items = SealedJSON(_("impronte di ciò per cui si è impegnato"), default=dict, blank=True)
    left_at = models.DateTimeField(_("uscito il"), null=True, blank=True)
    left_reason = models.TextField(_("perché è uscito"), blank=True)
    substitutes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substituted_by"
    )

    if TYPE_CHECKING:
        application_id: int
        organisation_id: int

    class Meta:
        ordering = ["application_id", "position", "pk"]
        verbose_name = _("ente del gruppo")
        verbose_name_plural = _("enti del gruppo")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation"],
                condition=Q(left_at__isnull=True),
                name="member_once_in_application",
            ),
        ]

    def __str__(self) -> str:
        """The body's name."""
        return self.organisation.known_as

    def sealed_under(self) -> UUID | None:
        """The key of the application."""
        return self.application.key_id

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call


class Answer(models.Model):
    """What a body answered to a question of the form, with its version: two writers on the same version never
    overwrite each other.

    `key` is the question's; the answers for the whole group are the lead's. `value` is as
    `queries.answers.kept_value` gives it.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(_("domanda"), max_length=60)
    value = SealedJSON(_("risposta"))
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("salvata il"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    if TYPE_CHECKING:
        application_id: int
        organisation_id: int

    class Meta:
        ordering = ["application_id", "pk"]
        verbose_name = _("risposta della domanda")
        verbose_name_plural = _("risposte della domanda")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation", "key"], name="answer_once_per_member"
            ),
        ]

    def __str__(self) -> str:
        """To which question."""
        return self.key

    def sealed_under(self) -> UUID | None:
        """The key of the application."""
        return self.application.key_id

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call
