# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is still missing before an application can be submitted (domain.md §9, rule 9).

And how far each body is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.applications.models import (
    Answer,
    Application,
    Attachment,
    Declaration,
    EconomicLine,
    FundingSource,
    Member,
    MemberRole,
)
from coprogettazione.applications.queries.answers import is_asked, is_blank
from coprogettazione.applications.queries.commitment import changed_since
from coprogettazione.applications.queries.doubles import double_gaps
from coprogettazione.applications.queries.eligibility import ineligible_because
from coprogettazione.applications.queries.gaps import Gap, anchor_of, section_step, steps_of
from coprogettazione.applications.queries.shares import divided
from coprogettazione.applications.queries.snapshot import totals
from coprogettazione.applications.queries.unanswered import unanswered
from coprogettazione.calls.models import AnsweredBy, CallForm, FormQuestion, FormSection
from coprogettazione.calls.queries import form_of
from coprogettazione.documents.models import ScanState
from coprogettazione.wording import ROME, euro, joined


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
    answers: list[Answer]
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
            list(application.answers.select_related("saved_by")),
            list(application.lines.all()),
            list(application.declarations.all()),
            list(application.attachments.select_related("file__scan")),
        )

    @cached_property
    def form(self) -> CallForm:
        """What the call asks."""
        return form_of(self.application.call)

    def answer(self, organisation_id: int, key: str) -> Answer | None:
        """A body's answer to a question; None when it never answered."""
        wanted = (organisation_id, key)
        return next((a for a in self.answers if (a.organisation_id, a.key) == wanted), None)

    def value(self, organisation_id: int, key: str) -> Any:
        """What a body answered to a question; empty when it never did."""
        answer = self.answer(organisation_id, key)
        return "" if answer is None else answer.value

    def text(self, organisation_id: int, key: str) -> str:
        """What a body wrote."""
        value = self.value(organisation_id, key)
        return value.strip() if isinstance(value, str) else ""

    def whose(self, question: FormQuestion, organisation_id: int) -> int:
        """Whose answer counts for a body: its own, or the lead's for the whole group."""
        return self.application.lead_id if question.by == AnsweredBy.LEAD else organisation_id

    def is_asked(self, question: FormQuestion, organisation_id: int) -> bool:
        """Whether the conditions of a question are met for a body."""
        return is_asked(
            question, self.form, lambda other: self.value(self.whose(other, organisation_id), other.key)
        )

    def asked_of(self, section: FormSection, organisation_id: int) -> list[FormQuestion]:
        """What a body answers in a section: what is asked of it and its conditions call for."""
        return [
            question
            for question in section.questions
            if self.whose(question, organisation_id) == organisation_id
            and self.is_asked(question, organisation_id)
        ]

    def unused(self, organisation_id: int) -> list[FormQuestion]:
        """Questions a body answered, which its other answers have made superfluous."""
        return [
            question
            for question in self.form.questions()
            if self.whose(question, organisation_id) == organisation_id
            and not is_blank(self.value(organisation_id, question.key))
            and not self.is_asked(question, organisation_id)
        ]

    def gaps(self, at: datetime) -> list[Gap]:
        """What is missing, in the order of the steps."""
        steps = steps_of(self.form)
        found = [
            *self._plan(),
            *(gap for m in self.members for gap in self._member(m, at)),
            *self._files(),
        ]
        return sorted(found, key=lambda gap: steps.index(gap.step))

    def parts(self, at: datetime) -> list[Part]:
        """How far each body is: itself, its money, the sections in which it answers, its commitment."""
        gaps = self.gaps(at)
        parts = []
        for member in self.members:
            body = member.organisation_id
            own = [gap for gap in gaps if gap.organisation_id == body]
            kinds = ["ente", "piano"]
            kinds += ["gruppo"] if self.application.is_grouped else []
            kinds += [section_step(s.key) for s in self.form.sections if self.asked_of(s, body)]
            lacking = {gap.kind or gap.step for gap in own}
            parts.append(Part(member, len([k for k in kinds if k not in lacking]), len(kinds), own))
        return parts

    def _plan(self) -> Iterable[Gap]:
        application, most = self.application, self.application.available_grant
        lead, asked = application.lead_id, application.requested_grant
        if not self.lines:
            yield self._gap_plan(_("Il piano economico è vuoto"), _("Scrivi almeno una riga di spesa."), lead)
            return
        sums = totals(self.lines)
        public = sums[FundingSource.PUBLIC]
        if asked is None:
            yield self._gap_plan(
                _("Quanto contributo chiedete?"),
                _("Scrivi il contributo pubblico che chiedete: al massimo %(max)s.") % {"max": euro(most)},
                lead,
            )
            return
        if most is not None and asked > most:
            yield self._gap_plan(
                _("Il contributo chiesto è più di quello disponibile"),
                _("Chiedete %(asked)s, l’avviso mette a disposizione %(max)s.")
                % {"asked": euro(asked), "max": euro(most)},
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
        yield from double_gaps(member)
        yield from self._people(member)
        if self.application.is_grouped:
            yield from self._commitment(member)
        yield from unanswered(self, member)

    def _people(self, member: Member) -> Iterable[Gap]:
        if member.role == MemberRole.ETS_PARTNER and (member.operators is None or member.volunteers is None):
            yield Gap(
                _("Quante persone di %(name)s lavorano al progetto?")
                % {"name": member.organisation.known_as},
                _("Scrivi quanti operatori e quanti volontari; zero se non ce ne sono."),
                _("Scrivi i numeri"),
                "ente",
                "operators",
                member.organisation_id,
                _("il numero di persone"),
            )

    def _commitment(self, member: Member) -> Iterable[Gap]:
        body, org = member.organisation.known_as, member.organisation_id
        changed = changed_since(member, self.application, self.answers, self.lines)
        if member.confirmed_at is None:
            title = _("%(name)s deve prendere l’impegno a far parte del gruppo") % {"name": body}
            detail = _("Lo fa il suo legale rappresentante, con il proprio accesso.")
        elif changed:
            title = _("Il testo è cambiato dopo l’impegno di %(name)s") % {"name": body}
            words = joined([f"«{label}»" if question else label for label, question in changed])
            detail = _("Il suo legale rappresentante legge che cosa è cambiato e conferma: %(parts)s.") % {
                "parts": words
            }
        else:
            return
        yield Gap(
            title,
            detail,
            _("Vai al gruppo"),
            "gruppo",
            f"impegno-{org}",
            org,
            _("l’impegno a far parte del gruppo"),
        )

    def _files(self) -> Iterable[Gap]:
        for attachment in self.attachments:
            scan = getattr(attachment.file, "scan", None)
            if scan is not None and scan.state == ScanState.INFECTED:
                question = self.form.question(attachment.key) if attachment.key else None
                # Files that no question asks for stand with the last section.
                section = self.form.section_of(question.key) if question else self.form.sections[-1]
                yield Gap(
                    _("«%(name)s» contiene un programma dannoso") % {"name": attachment.file.name},
                    _("L’antivirus ci ha trovato %(found)s. Togli il file e allegane uno pulito.")
                    % {"found": scan.found},
                    _("Vai agli allegati"),
                    section_step(section.key),
                    anchor_of(question) if question else "allegati",
                    attachment.organisation_id,
                    _("un allegato pulito"),
                )


def what_is_missing(application: Application, at: datetime) -> list[Gap]:
    """What is missing before this application can be submitted."""
    return Draft.of(application).gaps(at)
