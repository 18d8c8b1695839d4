# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is in the dossier of an agreement that no call leads to: its papers, the signed copies of every round, who its
parties are and how each signed, who was told what, the register; and the same of its addenda.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementParty, SignatureSlot, SigningRound
from coprogettazione.documents.documents import Sheet
from coprogettazione.documents.models import FileKind, Paper, StoredFile
from coprogettazione.notifications.models import Channel, Message
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.records.rights import may
from workflows.dossier_index import Part
from workflows.dossier_pieces import file_part, register_parts, table_part, told_sheet

#: How the dossier of an agreement is called: this and its number, as in its address.
AGREEMENT_PREFIX = "accordo-"


@dataclass(frozen=True)
class AgreementReader:
    """Who takes the dossier of an agreement out, when, and up to which entry of the register."""

    agreement: Agreement
    user: Any
    at: datetime
    upto: int

    @property
    def code(self) -> str:
        """The number in its address: it has no code, and no repertory number before it is signed."""
        return f"{AGREEMENT_PREFIX}{self.agreement.pk}"

    @property
    def title(self) -> str:
        """Its title."""
        return self.agreement.title

    @property
    def body(self) -> Organisation:
        """The body that keeps it."""
        return self.agreement.authority

    @cached_property
    def rows(self) -> list[Agreement]:
        """The agreement and its addenda."""
        return [self.agreement, *self.agreement.addenda.order_by("pk")]

    def parts(self) -> Iterator[Part]:
        """Tables, register, papers, signed copies."""
        yield table_part("parti", self._parties(), self.at)
        yield table_part("firme", self._signatures(), self.at)
        yield table_part("comunicazioni", told_sheet(self._messages(), self.at), self.at)
        yield from register_parts(self._entries(), lambda entry: True, at=self.at, upto=self.upto)
        yield from self._papers()
        yield from self._copies()

    def left_out(self) -> list[str]:
        """What this person may not read, and what is never there."""
        closed = _("Le copie firmate: le leggono le parti, il responsabile, il dirigente e chi controlla.")
        unread = _(
            "I file che chi ha esportato non può leggere non ci sono: nel registro resta la loro impronta."
        )
        return [unread] if self._reads_copies else [closed, unread]

    @cached_property
    def _reads_copies(self) -> bool:
        return bool(may(self.user, "read_signed_copies", self.agreement, self.at))

    def _entries(self) -> QuerySet[Entry]:
        found = Entry.objects.filter(subject_kind="agreement", subject_id__in=[row.pk for row in self.rows])
        return found.filter(seq__lte=self.upto).select_related("actor", "organisation")

    def _parties(self) -> Sheet:
        headers = [
            _("Accordo"), _("Ente"), _("Codice fiscale"), _("Ruolo"), _("Che cosa fa"), _("Deliberazione"),
            _("Chi firma"), _("Invitata il"), _("Vincolata dal"), _("Recesso comunicato il"),
            _("Recesso con effetto dal"),
            _("Motivo del recesso"), _("Tolta il"), _("Perché è stata tolta"),
        ]  # fmt: skip
        parties = AgreementParty.objects.filter(agreement__in=self.rows).select_related(
            "agreement", "organisation", "signatory"
        )
        rows = [
            [
                str(p.agreement), p.organisation.name, p.organisation.public_code, p.get_role_display(), p.activities,
                p.deliberation, str(p.signatory or ""), p.invited_at, p.joined_on, p.withdrawn_at, p.leaves_on,
                p.withdrawal_reasons, p.dropped_at, p.drop_reasons,
            ]
            for p in parties.order_by("agreement", "position", "pk")
        ]  # fmt: skip
        return Sheet(_("Parti"), headers, rows)

    def _signatures(self) -> Sheet:
        headers = [
            _("Accordo"), _("Giro di firme"), _("Che cosa si firma"), _("Mandato il"), _("Entro"), _("Com’è il giro"),
            _("Ente"), _("Com’è la firma"), _("Firmatario"), _("Caricata il"), _("Che cosa ha trovato il controllo"),
            _("Deciso da"), _("Deciso il"), _("Motivazione"), _("Verificata dove"), _("SHA-256"),
        ]  # fmt: skip
        slots = SignatureSlot.objects.filter(round__agreement__in=self.rows).select_related(
            "round__agreement", "party__organisation", "decided_by", "file"
        )
        rows = [
            [
                str(s.round.agreement), s.round.number, s.round.get_purpose_display(), s.round.sent_at, s.round.due_at,
                s.round.get_state_display(), s.party.organisation.name, s.get_state_display(), s.signed_by,
                s.uploaded_at, " ".join(s.findings), str(s.decided_by or ""), s.decided_at, s.reasons, s.verified_where,
                s.file.sha256 if s.file else "",
            ]
            for s in slots.order_by("round__agreement", "round__number", "place", "pk")
        ]  # fmt: skip
        return Sheet(_("Firme"), headers, rows)

    def _messages(self) -> QuerySet[Message]:
        about = Q(about_kind="agreement", about_id__in=[row.pk for row in self.rows])
        for kind, found in (
            ("signinground", SigningRound.objects.filter(agreement__in=self.rows)),
            ("signatureslot", SignatureSlot.objects.filter(round__agreement__in=self.rows)),
            ("agreementparty", AgreementParty.objects.filter(agreement__in=self.rows)),
        ):
            about |= Q(about_kind=kind, about_id__in=found.values("pk"))
        mail = Message.objects.filter(
            channel=Channel.EMAIL, recipient=OuterRef("recipient"), key=OuterRef("key")
        )
        told = Message.objects.filter(about, channel=Channel.IN_APP, not_before__lte=self.at)
        return told.select_related("recipient").annotate(mailed_at=Subquery(mail.values("sent_at")[:1]))

    def _papers(self) -> Iterator[Part]:
        papers = Paper.objects.filter(
            about_kind="agreement", about_id__in=[row.pk for row in self.rows], issued_at__lte=self.at
        )
        related = papers.defer("data", "public_data").select_related(
            "file", "public_file", "issued_by", "body"
        )
        for paper in related.order_by("issued_at", "pk"):
            who = str(paper.issued_by or paper.body)
            title = f"{paper.title}: {paper.subject}" if paper.subject else paper.title
            if may(self.user, "read_file", paper.file, self.at):
                yield file_part(paper.file, "atti", title, who)
            if paper.public_file is not None:
                copy = _("%(title)s, copia pubblicata") % {"title": title}
                yield file_part(paper.public_file, "atti/pubblicati", copy, who)

    def _copies(self) -> Iterator[Part]:
        if not self._reads_copies:
            return
        # A copy that had to be made again is no place's any more: the register still says which it was.
        came = self._entries().filter(deed="sign_agreement").values_list("payload__sha256", flat=True)
        copies = StoredFile.objects.filter(
            sha256__in=list(came), kind=FileKind.SIGNED_COPY, case_file=None, uploaded_at__lte=self.at
        )
        for file in copies.select_related("uploaded_by", "owner").order_by("uploaded_at", "pk"):
            what = _("Copia firmata: %(name)s") % {"name": file.name}
            who = ", ".join(str(one) for one in (file.uploaded_by, file.owner) if one)
            yield file_part(file, "file/copie-firmate", what, who)
