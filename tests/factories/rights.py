# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A row of each kind on which a deed is done or a thing is read, all of one dossier."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from coprogettazione.agreements.models import Agreement
from coprogettazione.applications.models import Application, CureRequest
from coprogettazione.calls.models import (
    AccessRequest,
    AdmittedCig,
    Call,
    CounterInterested,
    LegalParameter,
    NoticeModel,
    Question,
    RegionalProfile,
    ReleasedCopy,
)
from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.services import store_upload
from coprogettazione.evaluation.models import (
    Committee,
    CommitteePresence,
    CommitteeSeat,
    CommitteeSession,
    Exclusion,
    ScoreSheet,
)
from coprogettazione.monitoring.models import Clarification, ExpenseReport, Indicator, Milestone
from coprogettazione.parties.models import Invitation, Membership, Organisation, SocialDistrict, User
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    Assignment,
    Chapter,
    Contribution,
    Delegation,
    DesignTable,
    Minutes,
    Seat,
    Session,
    SharedText,
    TextComment,
    WorkGroup,
    WorkingPaper,
)
from coprogettazione.tables.queries.project import project_text
from tests.factories.applications import pdf
from tests.factories.monitoring import make_agreement, spend
from tests.factories.parties import make_ets, make_legal_representative, make_user

AT = datetime(2026, 4, 30, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
DAY = timedelta(days=1)


def make_rows(minutes: Minutes, member: User) -> dict[type[Model], Any]:
    """The rows of the dossier of these minutes; `member` sits in its committee."""
    table = minutes.session.table
    application = Application.objects.filter(call=table.call).order_by("pk")[0]
    return {
        **_of_parties(table.call),
        Call: table.call,
        Question: Question.objects.create(
            call=table.call,
            organisation=make_ets("ets1"),
            asked_by=make_legal_representative(make_ets("ets1")),
            text="Si può partecipare con un comodato?",
            asked_at=AT - 80 * DAY,
        ),
        LegalParameter: LegalParameter.objects.all()[0],
        RegionalProfile: RegionalProfile.objects.all()[0],
        AdmittedCig: AdmittedCig.objects.all()[0],
        NoticeModel: NoticeModel.objects.create(
            organisation=table.call.lead_authority,
            name="Prossimità",
            facts={},
            made_from=table.call,
            kept_by=table.call.procedure_officer,
            kept_at=AT - DAY,
        ),
        **_of_application(application, member),
        **_of_access(table.call, application),
        DesignTable: table,
        Chapter: Chapter.objects.filter(table=table)[0],
        Contribution: Contribution.objects.create(
            table=table,
            organisation=make_ets("ets1"),
            person=make_legal_representative(make_ets("ets1")),
            text="Un numero unico per le cinque sere.",
            proposed_at=AT - DAY,
        ),
        Seat: Seat.objects.get(table=table, user=make_user("Sara", "Benedetti")),
        Session: minutes.session,
        Minutes: minutes,
        **_of_session(minutes),
        **_of_text(table),
        **_of_agreement(table.call),
    }


def _of_text(table: DesignTable) -> dict[type[Model], Any]:
    """The text that the table writes together, and a comment on it."""
    text = project_text(table)
    return {
        SharedText: text,
        TextComment: TextComment.objects.create(
            text=text,
            part="azioni",
            author=make_legal_representative(make_ets("ets1")),
            organisation=make_ets("ets1"),
            words="Perché tre?",
            written_at=AT - DAY,
        ),
    }


def _of_session(minutes: Minutes) -> dict[type[Model], Any]:
    """What goes with a session of the table, for La Lanterna: a group, a paper, a delegation, a task."""
    table, body = minutes.session.table, make_ets("ets1")
    head = make_legal_representative(body)
    group = WorkGroup.objects.create(
        table=table, name="Accoglienza", purpose="Le azioni.", coordinator=head, opened_at=AT - DAY
    )
    return {
        WorkGroup: group,
        WorkingPaper: WorkingPaper.objects.create(
            table=table,
            group=group,
            title="Il verbale",
            minutes=minutes,
            person=head,
            organisation=body,
            shared_at=AT - DAY,
        ),
        Delegation: Delegation.objects.create(
            session=minutes.session,
            organisation=body,
            giver=head,
            delegate=make_user("Sara", "Benedetti"),
            text="Delego.",
            given_at=AT - DAY,
        ),
        Assignment: Assignment.objects.create(
            session=minutes.session,
            text="Mandare i dati",
            organisation=body,
            due_on=AT.date(),
            assigned_at=AT - DAY,
        ),
    }


def _of_parties(call: Call) -> dict[type[Model], Any]:
    lead = make_ets("ets1")
    return {
        Organisation: call.lead_authority,
        SocialDistrict: SocialDistrict.objects.get(),
        User: make_user("Nino", "Nulla"),
        Membership: Membership.objects.create(
            user=make_user("Lia", "Verdi"),
            organisation=lead,
            role=Role.ETS_EDITOR,
            valid_from=date(2026, 1, 1),
        ),
        Invitation: Invitation.objects.create(
            organisation=lead,
            email="nuova.collega@example.it",
            role=Role.ETS_EDITOR,
            invited_by=make_legal_representative(lead),
            invited_at=AT - DAY,
            expires_at=AT + 7 * DAY,
        ),
    }


def _of_application(application: Application, member: User) -> dict[type[Model], Any]:
    committee = Committee.objects.create(
        call=application.call,
        act_number="44/2026",
        act_date=date(2026, 3, 10),
        appointed_at=AT - 50 * DAY,
        opened_at=AT - 49 * DAY,
    )
    seat = CommitteeSeat.objects.create(
        committee=committee,
        user=member,
        kind="PRESIDENT",
        since=AT - 50 * DAY,
        declared_at=AT - 49 * DAY,
        has_conflict=False,
    )
    session = CommitteeSession.objects.create(
        committee=committee,
        number=1,
        place="in video",
        started_at=AT - 48 * DAY,
        started_by=member,
        ended_at=AT - 47 * DAY,
        approve_by=AT - 42 * DAY,
    )
    CommitteePresence.objects.create(session=session, seat=seat, present=True)
    file = store_upload(
        file=pdf("integrazione.pdf", "il piano economico firmato"),
        kind=FileKind.ATTACHMENT,
        by=make_legal_representative(application.lead),
        at=AT,
        owner=application.lead,
        case_file=application.call,
    )
    cure = CureRequest.objects.create(
        application=application,
        requested_at=AT - DAY,
        requested_by=application.call.procedure_officer,
        due_at=AT + 6 * DAY,
    )
    cure.files.add(file)
    return {
        Application: application,
        CureRequest: cure,
        StoredFile: file,
        Exclusion: Exclusion.objects.create(
            application=application,
            ground="REQUISITE",
            reasons="Il RUNTS ha cancellato l’ente.",
            announced_at=AT - DAY,
            announced_by=application.call.procedure_officer,
            due_at=AT + 9 * DAY,
            decide_by=AT + 29 * DAY,
        ),
        CommitteeSeat: seat,
        CommitteeSession: session,
        ScoreSheet: ScoreSheet.objects.create(seat=seat, application=application, opened_at=AT - 49 * DAY),
    }


def _of_access(call: Call, application: Application) -> dict[type[Model], Any]:
    stranger = make_ets("ets6")
    request = AccessRequest.objects.create(
        call=call,
        kind="DOCUMENTARY",
        requester=make_legal_representative(stranger),
        organisation=stranger,
        description="Il verbale dell’incontro.",
        interest="Per capire perché il nostro ente non è al tavolo.",
        requested_at=AT - 40 * DAY,
        days=30,
        due_at=AT - DAY,
    )
    copy = store_upload(
        file=pdf("verbale-senza-nomi.pdf", "il verbale senza i nomi"),
        kind=FileKind.WORKING,
        by=call.procedure_officer,
        at=AT,
        owner=call.lead_authority,
        case_file=call,
    )
    return {
        AccessRequest: request,
        CounterInterested: CounterInterested(
            request=request,
            organisation=application.lead,
            notified_at=AT - DAY,
            due_at=AT + 9 * DAY,
        ),
        ReleasedCopy: ReleasedCopy.objects.create(
            request=request, file=copy, since=AT - DAY, until=AT + 30 * DAY
        ),
    }


def _of_agreement(call: Call) -> dict[type[Model], Any]:
    agreement = make_agreement(call=call)
    report = ExpenseReport.objects.create(
        agreement=agreement,
        number=1,
        period_from=date(2026, 9, 1),
        period_to=date(2026, 11, 30),
        due_on=date(2026, 12, 31),
    )
    spend(report)
    report.submitted_at = AT - DAY
    return {
        Agreement: agreement,
        Indicator: Indicator.objects.create(
            agreement=agreement, code="I1", text="persone raggiunte", unit="n", baseline=0, target=300
        ),
        Milestone: Milestone.objects.create(
            agreement=agreement,
            code="M1",
            text="centrale operativa attiva",
            due=date(2026, 4, 29),
            owner=call.lead_authority,
        ),
        ExpenseReport: report,
        Clarification: Clarification.objects.create(
            report=report,
            question="Quale periodo?",
            due=AT.date() + 10 * DAY,
            asked_at=AT - DAY,
            asked_by=call.procedure_officer,
        ),
    }
