# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is still missing before an application can be submitted (domain.md §9, rule 9).

And how far each body is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from coprogettazione.applications.models import (
    COMMON_SECTIONS,
    OWN_SECTIONS,
    Application,
    Attachment,
    Declaration,
    DeclarationKind,
    EconomicLine,
    FundingSource,
    Member,
    MemberRole,
    Section,
    SectionKind,
)
from coprogettazione.applications.queries.eligibility import (
    blocks_double_participation,
    elsewhere,
    ineligible_because,
)
from coprogettazione.applications.queries.shares import divided
from coprogettazione.applications.queries.snapshot import totals
from coprogettazione.documents.models import ScanState
from coprogettazione.wording import ROME, euro, joined

#: The steps of the form, in order: the names of their addresses.
STEPS = ("ente", "gruppo", "proposta", "piano", "dichiarazioni", "controlla")

#: Chapters that may be left empty.
OPTIONAL_SECTIONS = frozenset({SectionKind.NETWORK, SectionKind.RESOURCES})

#: A gap on another body that only the lead can close: by changing the group.
IN_TWO_GROUPS = "in_two_groups"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what, why, where to put it right, whose it is."""

    title: str
    detail: str
    action: str
    step: str
    anchor: str
    organisation_id: int
    short: str
    kind: str = ""


@dataclass(frozen=True)
class Part:
    """How far one body is: parts in order out of the parts there are, and what it lacks."""

    member: Member
    done: int
    total: int
    gaps: list[Gap]

    @property
    def lacks(self) -> str:
        """What it lacks, in a few words."""
        return joined([gap.short for gap in self.gaps])


@dataclass(frozen=True)
class Draft:
    """An application with everything on it, read once (seven queries, whatever its size)."""

    application: Application
    members: list[Member]
    sections: list[Section]
    lines: list[EconomicLine]
    declarations: list[Declaration]
    attachments: list[Attachment]

    @classmethod
    def of(cls, application: Application) -> "Draft":
        """Read it."""
        members = list(
            application.members.filter(left_at__isnull=True)
            .select_related("organisation", "confirmed_by", "application__call__district")
            .order_by("position", "pk")
        )
        return cls(
            application,
            members,
            list(application.sections.select_related("saved_by")),
            list(application.lines.all()),
            list(application.declarations.all()),
            list(application.attachments.select_related("file__scan")),
        )

    def text(self, organisation_id: int, kind: str) -> str:
        """What a body wrote in a section."""
        return next(
            (s.text for s in self.sections if (s.organisation_id, s.kind) == (organisation_id, kind)), ""
        ).strip()

    def gaps(self, at: datetime) -> list[Gap]:
        """What is missing, in the order of the steps."""
        found = [
            *self._proposal(),
            *self._plan(),
            *(gap for m in self.members for gap in self._member(m, at)),
            *self._files(),
        ]
        return sorted(found, key=lambda gap: STEPS.index(gap.step))

    def parts(self, at: datetime) -> list[Part]:
        """How far each body is: its own five parts, plus the common proposal for the lead."""
        gaps = self.gaps(at)
        parts = []
        for member in self.members:
            own = [gap for gap in gaps if gap.organisation_id == member.organisation_id]
            lead = member.organisation_id == self.application.lead_id
            kinds = ["ente", "piano", "dichiarazioni", "attivita"]
            kinds += ["gruppo"] if self.application.is_grouped else []
            kinds += ["proposta"] if lead else []
            lacking = {gap.kind or gap.step for gap in own}
            parts.append(Part(member, len([k for k in kinds if k not in lacking]), len(kinds), own))
        return parts

    def _proposal(self) -> Iterable[Gap]:
        lead = self.application.lead_id
        empty = [kind for kind in COMMON_SECTIONS if not self.text(lead, kind)]
        if empty:
            labels = [f"«{kind.label}»" for kind in empty]
            yield Gap(
                _("La proposta non è completa")
                if len(empty) > 1
                else _("Manca %(part)s") % {"part": labels[0]},
                _("Da scrivere: %(parts)s.") % {"parts": joined(labels)},
                _("Scrivi la proposta"),
                "proposta",
                empty[0].lower(),
                lead,
                _("la proposta"),
            )

    def _plan(self) -> Iterable[Gap]:
        application, call = self.application, self.application.call
        lead, asked = application.lead_id, application.requested_grant
        if not self.lines:
            yield self._gap_plan(_("Il piano economico è vuoto"), _("Scrivi almeno una riga di spesa."), lead)
            return
        sums = totals(self.lines)
        public = sums[FundingSource.PUBLIC]
        if asked is None:
            yield self._gap_plan(
                _("Quanto contributo chiedete?"),
                _("Scrivi il contributo pubblico che chiedete: al massimo %(max)s.")
                % {"max": euro(call.public_grant)},
                lead,
            )
            return
        if call.public_grant is not None and asked > call.public_grant:
            yield self._gap_plan(
                _("Il contributo chiesto è più di quello disponibile"),
                _("Chiedete %(asked)s, l’avviso mette a disposizione %(max)s.")
                % {"asked": euro(asked), "max": euro(call.public_grant)},
                lead,
            )
        if application.is_grouped:
            yield from self._shares(asked)
        elif public != asked:
            yield self._gap_plan(
                _("Il piano economico non torna per %(gap)s")
                % {"gap": euro(abs(public - asked), cents=True)},
                _(
                    "Le spese a carico del contributo pubblico sono %(public)s, il contributo chiesto è "
                    "%(asked)s."
                )
                % {"public": euro(public, cents=True), "asked": euro(asked, cents=True)},
                lead,
            )
        yield from self._indirect(sums)

    def _shares(self, asked: Decimal) -> Iterable[Gap]:
        quotas = divided(asked, [m.share for m in self.members])
        for member, quota in zip(self.members, quotas, strict=True):
            own = [line for line in self.lines if line.organisation_id == member.organisation_id]
            public = totals(own)[FundingSource.PUBLIC]
            if public != quota:
                yield self._gap_plan(
                    _("Le righe di %(name)s non corrispondono alla sua quota")
                    % {"name": member.organisation.known_as},
                    _(
                        "La quota del contributo è %(quota)s, le sue righe sommano a %(public)s: "
                        "differenza %(gap)s."
                    )
                    % {
                        "quota": euro(quota, cents=True),
                        "public": euro(public, cents=True),
                        "gap": euro(abs(quota - public), cents=True),
                    },
                    member.organisation_id,
                )

    def _indirect(self, sums: dict[str, Decimal]) -> Iterable[Gap]:
        cap = self.application.call.indirect_costs_max_pct
        indirect = sum((line.amount for line in self.lines if line.category == "I"), Decimal(0))
        if cap is not None and indirect * 100 > sums["total"] * cap:
            yield self._gap_plan(
                _("I costi indiretti superano il limite dell’avviso"),
                _("Sono %(sum)s su %(total)s: al massimo il %(cap)s %%.")
                % {"sum": euro(indirect), "total": euro(sums["total"]), "cap": format(cap.normalize(), "f")},
                self.application.lead_id,
            )

    def _gap_plan(self, title: str, detail: str, organisation_id: int) -> Gap:
        return Gap(
            title,
            detail,
            _("Correggi il piano economico"),
            "piano",
            "piano",
            organisation_id,
            _("il piano economico"),
        )

    def _member(self, member: Member, at: datetime) -> Iterable[Gap]:
        body, org = member.organisation, member.organisation_id
        because = ineligible_because(member, at.astimezone(ROME).date())
        if because:
            yield Gap(
                _("%(name)s non può ancora partecipare") % {"name": body.known_as},
                because,
                _("Controlla la scheda dell’ente"),
                "ente",
                "titolo",
                org,
                _("il titolo per partecipare"),
            )
        if blocks_double_participation(member):
            other = elsewhere(member)[0].application.lead.known_as
            yield Gap(
                _("%(name)s è già in un’altra domanda") % {"name": body.known_as},
                _("È nella domanda inviata da %(lead)s: l’avviso non ammette lo stesso ente in due gruppi.")
                % {"lead": other},
                _("Cambia il gruppo"),
                "gruppo",
                "gruppo",
                org,
                _("la scelta del gruppo"),
                kind=IN_TWO_GROUPS,
            )
        yield from self._own_texts(member)
        if self.application.is_grouped and member.confirmed_at is None:
            yield Gap(
                _("%(name)s deve prendere l’impegno a far parte del gruppo") % {"name": body.known_as},
                _("Lo fa il suo legale rappresentante, con il proprio accesso."),
                _("Vai al gruppo"),
                "gruppo",
                f"impegno-{org}",
                org,
                _("l’impegno a far parte del gruppo"),
            )
        yield from self._declared(member)

    def _own_texts(self, member: Member) -> Iterable[Gap]:
        body, org = member.organisation, member.organisation_id
        if not self.text(org, SectionKind.SITE):
            yield Gap(
                _("Dove sarà la sede operativa di %(name)s?") % {"name": body.known_as},
                _("Via, numero e Comune. Se non c’è ancora, scrivi dove la aprirai."),
                _("Scrivi la sede"),
                "ente",
                "site",
                org,
                _("la sede operativa"),
            )
        if member.role == MemberRole.ETS_PARTNER and (member.operators is None or member.volunteers is None):
            yield Gap(
                _("Quante persone di %(name)s lavorano al progetto?") % {"name": body.known_as},
                _("Scrivi quanti operatori e quanti volontari; zero se non ce ne sono."),
                _("Scrivi i numeri"),
                "ente",
                "operators",
                org,
                _("il numero di persone"),
            )
        wanted = [k for k in OWN_SECTIONS if k not in OPTIONAL_SECTIONS and k != SectionKind.SITE]
        empty = [kind for kind in wanted if not self.text(org, kind)]
        if empty:
            yield Gap(
                _("Manca la parte di %(name)s nella proposta") % {"name": body.known_as},
                _("Da scrivere: %(parts)s.") % {"parts": joined([f"«{kind.label}»" for kind in empty])},
                _("Scrivi la parte"),
                "proposta",
                empty[0].lower(),
                org,
                _("la sua parte della proposta"),
                kind="attivita",
            )

    def _files(self) -> Iterable[Gap]:
        for attachment in self.attachments:
            scan = getattr(attachment.file, "scan", None)
            if scan is not None and scan.state == ScanState.INFECTED:
                yield Gap(
                    _("«%(name)s» contiene un programma dannoso") % {"name": attachment.file.name},
                    _("L’antivirus ci ha trovato %(found)s. Togli il file e allegane uno pulito.")
                    % {"found": scan.found},
                    _("Vai agli allegati"),
                    "dichiarazioni",
                    "allegati",
                    attachment.organisation_id,
                    _("un allegato pulito"),
                )

    def _declared(self, member: Member) -> Iterable[Gap]:
        org = member.organisation_id
        made = {d.kind for d in self.declarations if d.organisation_id == org}
        missing = len(DeclarationKind) - len(made)
        if missing:
            yield Gap(
                _("%(name)s: mancano le dichiarazioni") % {"name": member.organisation.known_as},
                _("Ne sono state rese %(made)d su %(all)d. Le rende il legale rappresentante.")
                % {"made": len(made), "all": len(DeclarationKind)},
                _("Vai alle dichiarazioni"),
                "dichiarazioni",
                "dichiarazioni",
                org,
                _("le dichiarazioni"),
            )


def what_is_missing(application: Application, at: datetime) -> list[Gap]:
    """What is missing before this application can be submitted."""
    return Draft.of(application).gaps(at)


def warnings_of(application: Application) -> list[str]:
    """What does not stop the submission but should be known.

    The same body elsewhere, when the call only warns.
    """
    return [
        _("%(name)s è anche nella domanda di %(lead)s: l’ufficio lo vedrà.")
        % {"name": member.organisation.known_as, "lead": other.application.lead.known_as}
        for member in application.members.filter(left_at__isnull=True).select_related(
            "organisation", "application__call"
        )
        if not blocks_double_participation(member)
        for other in elsewhere(member)
    ]
