# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of PIS-2026: La Lanterna and Passi Insieme together, Casa Aperta alone, brought to the state a
test needs.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from coprogettazione.applications.models import Application, ApplicationForm, ApplicationState, Member
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Admission, AdmissionOutcome
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.services import grant_membership
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import REQUIRED_CHAPTERS, DesignTable, Minutes, NamedVersion, Session
from coprogettazione.tables.queries.project import part_fingerprint, project_text
from coprogettazione.tables.queries.shared_text import read_text, text_of
from coprogettazione.tables.services import (
    accept_final_text,
    agree_role,
    approve_minutes,
    circulate_minutes,
    convene_session,
    draft_minutes,
    freeze_minutes,
    open_table,
    record_attendance,
    save_chapter,
    save_version,
    seat_delegate,
    set_budget_line,
)
from tests.factories.calls import DEADLINE, make_call, make_officer
from tests.factories.parties import FOUNDED, make_district, make_ets, make_legal_representative, make_user
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
ADMITTED = datetime(2026, 3, 25, 10, 0, tzinfo=ROME)
OPENED = datetime(2026, 3, 30, 9, 0, tzinfo=ROME)
CONVENED = datetime(2026, 4, 1, 9, 0, tzinfo=ROME)
FIRST_SESSION = datetime(2026, 4, 8, 14, 30, tzinfo=ROME)
FIRST_END = datetime(2026, 4, 8, 16, 40, tzinfo=ROME)
DRAFTED = datetime(2026, 4, 9, 10, 0, tzinfo=ROME)
WRITTEN = datetime(2026, 4, 20, 10, 0, tzinfo=ROME)
FINAL = datetime(2026, 5, 20, 16, 20, tzinfo=ROME)

#: The columns of the mockup: category → La Lanterna, Passi Insieme, Casa Aperta.
SPENDING = {
    "A": (70000, 18000, 30000),
    "B": (12000, 4000, 2000),
    "C": (3000, 4000, 2000),
    "E": (5000, 1000, 6000),
    "F": (4000, 5000, 5000),
    "G": (1000, 2000, 0),
    "H": (0, 3000, 1000),
    "I": (4600, 1400, 2000),
    "L": (6000, 0, 0),
}
#: How much of category A each body pays with its own money.
CASH = (6600, 2400, 3000)
POINTS = [
    {
        "title": "Lettura dei bisogni",
        "discussion": "Si leggono insieme le 214 richieste urgenti del 2025.",
        "inputs": ["Casa Aperta porta i dati dei posti letto"],
        "decisions": ["Due gruppi di lavoro: strada e accoglienza"],
    }
]


def lanterna() -> Organisation:
    """The lead of the first application."""
    return make_ets("ets1")


def passi() -> Organisation:
    """Its partner."""
    return make_ets("ets2")


def casa() -> Organisation:
    """The body that applied alone."""
    return make_ets("ets4")


def authority() -> Organisation:
    """The lead authority."""
    return make_district().organisation


@staged
def person_of(organisation: Organisation, first: str, last: str, role: Role = Role.ETS_EDITOR) -> User:
    """A person with a role in a body."""
    user = make_user(first, last)
    if not user.memberships.filter(organisation=organisation, role=role).exists():
        grant_membership(
            organisation=organisation,
            user=user,
            role=role,
            valid_from=FOUNDED.date(),
            valid_to=None,
            appointment="delega del presidente",
            by=None,
            at=FOUNDED,
        )
    return user


def make_facilitator() -> User:
    """Paolo Conti."""
    return person_of(authority(), "Paolo", "Conti", Role.FACILITATOR)


def make_auditor() -> User:
    """Carla Bruni Neri, who checks."""
    return person_of(authority(), "Carla", "Neri", Role.AUDITOR)


@staged
def make_admitted_call(**facts: Any) -> Call:
    """PIS-2026 with its two applications admitted by the act of the executive."""
    call = make_call(CallState.ADMISSIBILITY, **facts)
    for number, bodies in enumerate(([lanterna(), passi()], [casa()]), 1):
        application = Application.objects.create(
            call=call,
            lead=bodies[0],
            form=ApplicationForm.ATS_TO_BE_FORMED if len(bodies) > 1 else ApplicationForm.SINGLE,
            state=ApplicationState.ADMITTED,
            created_at=DEADLINE - timedelta(days=5),
            submitted_at=DEADLINE - timedelta(days=3 - number),
            opened_at=DEADLINE + timedelta(hours=1),
            registry_number=f"{number}/2026",
            content_hash=f"{number}" * 64,
        )
        for position, body in enumerate(bodies):
            Member.objects.create(
                application=application,
                organisation=body,
                share=Decimal(100) / len(bodies),
                position=position,
                invited_at=DEADLINE - timedelta(days=5),
                confirmed_at=DEADLINE - timedelta(days=4),
                confirmed_by=make_legal_representative(body),
            )
        Admission.objects.create(
            application=application,
            outcome=AdmissionOutcome.ADMITTED,
            reason="Raggiunge la soglia.",
            decided_at=ADMITTED,
            act_number="44/2026",
            act_date=ADMITTED.date(),
        )
    Call.objects.filter(pk=call.pk).update(state=CallState.ADMITTED)
    call.refresh_from_db()
    return call


@staged
def make_table(*, call: Call | None = None, at: datetime = OPENED, **facts: Any) -> DesignTable:
    """The open table: four bodies, Paolo Conti facilitates, Sara Benedetti sits for La Lanterna too."""
    call = call or make_admitted_call(**facts)
    table = open_table(call=call, facilitator=make_facilitator(), by=make_officer(), at=at)
    seat_delegate(
        table=table,
        organisation=lanterna(),
        user=person_of(lanterna(), "Sara", "Benedetti"),
        kind="PARTNER",
        by=make_officer(),
        at=at,
    )
    return DesignTable.objects.get(pk=table.pk)


@staged
def make_session(
    table: DesignTable, *, starts_at: datetime = FIRST_SESSION, at: datetime = CONVENED, **facts: Any
) -> Session:
    """A convened session."""
    return convene_session(
        table=table,
        starts_at=starts_at,
        **{
            "place": "Sala consiliare di Valdora",
            "mode": "HYBRID",
            "agenda": ["Presentazione", "Lettura dei bisogni"],
            **facts,
        },
        by=make_officer(),
        at=at,
    )


@staged
def make_attended(session: Session, *absent: User) -> Session:
    """A session in which everybody who sits was there, but for some."""
    missing = {user.pk for user in absent}
    people = [
        s.user for s in session.table.seats_at(session.starts_at) if s.user and s.user.pk not in missing
    ]
    record_attendance(
        session=session,
        attendance=[{"person": user.pk, "presence": "PRESENT"} for user in people],
        by=make_officer(),
        at=session.starts_at + timedelta(minutes=10),
    )
    return session


@staged
def make_minutes(table: DesignTable, *, state: str = "DRAFT", **facts: Any) -> Minutes:
    """The minutes of a session, in DRAFT, CIRCULATED, APPROVED or FROZEN."""
    session = make_attended(make_session(table, **facts))
    end = session.starts_at + timedelta(hours=2)
    drafted = end + timedelta(hours=18)
    officer = make_officer()
    minutes = draft_minutes(session=session, ended_at=end, points=POINTS, by=officer, at=drafted)
    steps = ["DRAFT", "CIRCULATED", "APPROVED", "FROZEN"]
    reached = steps.index(state)
    if reached >= 1:
        circulate_minutes(minutes=minutes, by=officer, at=drafted)
    if reached >= 2:
        for body in session.organisations_present():
            approve_minutes(
                minutes=minutes,
                organisation=body,
                by=make_legal_representative(body),
                at=drafted + timedelta(hours=1),
            )
    if reached >= 3:
        freeze_minutes(minutes=minutes, by=officer, at=drafted + timedelta(hours=2))
    return Minutes.objects.get(pk=minutes.pk)


@staged
def write_project(table: DesignTable, *, at: datetime = WRITTEN) -> None:
    """Every required chapter with a text by La Lanterna, and what each partner does."""
    writer = make_legal_representative(lanterna())
    for chapter in table.chapters.all():
        if chapter.code in REQUIRED_CHAPTERS:
            save_chapter(
                chapter=chapter,
                text=f"Il testo del capitolo {chapter.position}.\n\nUn secondo paragrafo.",
                by=writer,
                at=at,
            )
    for body, role in (
        (lanterna(), "Capofila, tiene la centrale"),
        (passi(), "Unità di strada"),
        (casa(), "Accoglienza"),
    ):
        agree_role(
            table=table,
            organisation=body,
            role=role,
            commitments="Quanto scritto nelle azioni.",
            by=make_legal_representative(body),
            at=at,
        )


@staged
def write_budget(table: DesignTable, *, at: datetime = WRITTEN) -> None:
    """The budget of the mockup: 192,000 € = 180,000 € of grant + 12,000 € of the bodies; 24,000 €
    estimated.
    """
    for place, body in enumerate((lanterna(), passi(), casa())):
        for category, amounts in SPENDING.items():
            cash = CASH[place] if category == "A" else 0
            for source, amount in (("PUBLIC", amounts[place] - cash), ("ETS_CASH", cash)):
                if amount:
                    _line(table, body, category, source, amount, at)
    _line(table, lanterna(), "K", "IN_KIND", 6000, at)
    _line(table, casa(), "K", "IN_KIND", 9000, at)
    _line(table, passi(), "V", "VOLUNTEERS", 9000, at)


def _line(
    table: DesignTable, body: Organisation, category: str, source: str, amount: int, at: datetime
) -> None:
    set_budget_line(
        table=table,
        organisation=body,
        category=category,
        source=source,
        amount=Decimal(amount),
        by=make_legal_representative(body),
        at=at,
    )


def text_in(table: DesignTable, code: str = "azioni") -> str:
    """What a chapter says now, in plain words."""
    part = read_text(project_text(table)).parts.get(code)
    return text_of(part.body) if part else ""


def fingerprint_in(table: DesignTable, code: str = "azioni") -> str:
    """What whoever agrees with a chapter agrees with."""
    return part_fingerprint(read_text(project_text(table)).parts.get(code))


def accept_all(table: DesignTable, *, at: datetime = FINAL) -> NamedVersion:
    """A final version, accepted by every partner and by the officer."""
    officer = make_officer()
    version = save_version(table=table, label="definitivo", final=True, by=officer, at=at)
    for body in (lanterna(), passi(), casa()):
        accept_final_text(table=table, organisation=body, by=make_legal_representative(body), at=at)
    accept_final_text(table=table, organisation=authority(), by=officer, at=at)
    return version


@staged
def make_ready_table(**facts: Any) -> DesignTable:
    """A table that can conclude: one session with its minutes closed, project, budget, acceptances."""
    table = make_table(**facts)
    make_minutes(table, state="FROZEN")
    write_project(table)
    write_budget(table)
    accept_all(table)
    return DesignTable.objects.get(pk=table.pk)
