# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the project: its chapters, who agrees with them, who does what, what was proposed."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale
from coprogettazione.tables.models import (
    AgreedRole,
    Chapter,
    ChapterAgreement,
    Contribution,
    DesignTable,
    Outcome,
    Session,
)
from coprogettazione.tables.queries import accepting_bodies, body_of
from coprogettazione.tables.queries.project import part_fingerprint, project_text
from coprogettazione.tables.queries.shared_text import body_of_text, read_text
from coprogettazione.tables.services.remarks import apply_suggestion
from coprogettazione.tables.services.speaking import hold_table, propose_for, required, speak_for
from coprogettazione.tables.services.writing import tidied, write_part
from coprogettazione.wording import clock, day

#: What may become of a proposal by decision of the office.
ANSWERS = (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED)


@deed(on="chapter", says=gettext_lazy("ha scritto un capitolo del progetto"))
def save_chapter(
    act: Act, *, chapter: Chapter, text: str, read_at: int | None = None, by: User | None, at: datetime
) -> Chapter:
    """Make a chapter say `text` where no editor runs: without a script, or in the replay of a past procedure.

    `read_at` is the update up to which the writer had read: what others wrote since is joined to it, and nobody's
    words are lost. Tables, notes and pictures of the passages that do not change stay as they are.
    """
    table = hold_table(chapter.table)
    person = by or table.call.procedure_officer
    organisation = body_of(by, table, at) or table.call.lead_authority
    number = write_part(
        project_text(table),
        chapter.code,
        body_of_text(tidied(text)),
        person=person,
        organisation=organisation,
        at=at,
        read_at=read_at,
    )
    act.record(update=number, organisation=organisation.pk)
    return chapter


@deed(on="chapter", says=gettext_lazy("è d’accordo su un capitolo"))
def agree_chapter(
    act: Act,
    *,
    chapter: Chapter,
    organisation: Organisation,
    fingerprint: str,
    by: User | None,
    at: datetime,
) -> ChapterAgreement:
    """Agree, for a body, with a chapter as one has read it (`fingerprint`). A later change asks again."""
    table = hold_table(chapter.table)
    speak_for(act, table, organisation, at)
    if organisation not in accepting_bodies(table, at):
        raise NotAllowed(
            _("%(who)s non è tra chi deve concordare il testo.") % {"who": organisation.known_as}
        )
    part = read_text(project_text(table)).parts.get(chapter.code)
    now = part_fingerprint(part)
    if not now:
        raise Invalid(_("Il capitolo non ha ancora un testo."))
    if fingerprint != now:
        raise Stale(_("Il testo è cambiato mentre leggevi: rileggilo."), mine="", theirs="")
    given = chapter.agreements.filter(organisation=organisation, fingerprint=now).first()
    if given is not None:
        raise AlreadyDone(
            _("%(person)s ha già dato l’accordo di %(who)s il %(day)s alle %(hour)s.")
            % {
                "person": given.person,
                "who": organisation.known_as,
                "day": day(given.agreed_at),
                "hour": clock(given.agreed_at),
            }
        )
    return ChapterAgreement.objects.create(
        chapter=chapter, fingerprint=now, organisation=organisation, person=act.by, agreed_at=at
    )


@deed(on="table", says=gettext_lazy("ha scritto che cosa fa un ente nel progetto"))
def agree_role(
    act: Act,
    *,
    table: DesignTable,
    organisation: Organisation,
    role: str,
    commitments: str,
    base_version: int | None = None,
    by: User | None,
    at: datetime,
) -> AgreedRole:
    """Write a body's role in the project and its commitments: the body itself, or the officer."""
    if by is None or by.pk != table.call.procedure_officer_id:
        speak_for(act, table, organisation, at)
    role = required("role", role, _("Scrivi il ruolo, per esempio «capofila, tiene la centrale»."))
    commitments = required("commitments", commitments, _("Scrivi che cosa l’ente si impegna a fare."))
    written = AgreedRole.objects.select_for_update().filter(table=table, organisation=organisation).first()
    if written is None:
        written = AgreedRole(table=table, organisation=organisation, version=0)
    elif base_version is not None and base_version != written.version:
        raise Stale(
            _("Qualcuno ha cambiato questi impegni mentre scrivevi."),
            mine=f"{role}\n\n{commitments}",
            theirs=f"{written.role}\n\n{written.commitments}",
        )
    written.role, written.commitments, written.agreed_at = role[:200], commitments, at
    written.version += 1
    written.save()
    return written


@deed(on="table", says=gettext_lazy("ha fatto una proposta al tavolo"))
def propose_contribution(
    act: Act,
    *,
    table: DesignTable,
    organisation: Organisation,
    text: str,
    session: Session | None = None,
    by: User | None,
    at: datetime,
) -> Contribution:
    """Propose something: the final report will say what became of it and why."""
    if by is None or by.pk != table.call.procedure_officer_id:
        propose_for(act, table, organisation, at)
    return Contribution.objects.create(
        table=table,
        organisation=organisation,
        session=session,
        person=by or table.call.procedure_officer,
        text=required("text", text, _("Scrivi la proposta.")),
        proposed_at=at,
    )


@deed(on="contribution", says=gettext_lazy("ha risposto a una proposta"), law="art. 3, l. 241/1990")
def answer_contribution(
    act: Act, *, contribution: Contribution, outcome: str, reason: str, by: User | None, at: datetime
) -> Contribution:
    """Say what became of a proposal, and why. A change suggested in the text is made, or taken out of it: once."""
    answers = (Outcome.ACCEPTED, Outcome.REFUSED) if contribution.mark else ANSWERS
    if outcome not in answers:
        raise Invalid(_("Scegli l’esito."), fields={"outcome": _("Accolta, accolta in parte o non accolta.")})
    if contribution.mark:
        if contribution.answered_at is not None:
            raise AlreadyDone(
                _("Su questa modifica è già stato deciso alle %(hour)s: %(outcome)s.")
                % {"hour": clock(contribution.answered_at), "outcome": contribution.get_outcome_display()}
            )
        hold_table(contribution.table)
        apply_suggestion(contribution, accepted=outcome == Outcome.ACCEPTED, by=by, at=at)
    contribution.outcome = outcome
    contribution.reason = required("reason", reason, _("Scrivi il perché: andrà nella relazione conclusiva."))
    contribution.answered_at = at
    contribution.save(update_fields=["outcome", "reason", "answered_at"])
    return locked(contribution)
