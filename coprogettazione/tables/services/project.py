# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the project: chapters that are never lost, who agrees, who does what, what was proposed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale
from coprogettazione.records.rights import may
from coprogettazione.tables.models import (
    CHAPTER_LENGTH,
    AgreedRole,
    Chapter,
    ChapterAgreement,
    ChapterDraft,
    ChapterVersion,
    Contribution,
    DesignTable,
    Outcome,
    Session,
)
from coprogettazione.tables.queries import accepting_bodies, attribute, body_of
from coprogettazione.tables.services.speaking import hold_table, required, speak_for
from coprogettazione.wording import clock, day


def write_chapter(
    *, chapter: Chapter, text: str, base_version: int, by: User, at: datetime
) -> ChapterVersion:
    """Save a chapter without ever losing what was written: first as the writer's draft, then as a version.

    When somebody was faster it raises Stale and the draft stays, with the version it was written on.
    """
    keep_draft(chapter=chapter, text=text, base_version=base_version, by=by, at=at)
    version = save_chapter(chapter=chapter, text=text, base_version=base_version, by=by, at=at)
    discard_draft(chapter=chapter, by=by)
    return version


@transaction.atomic
def keep_draft(*, chapter: Chapter, text: str, base_version: int, by: User, at: datetime) -> ChapterDraft:
    """Keep what a person is typing (not a deed). Raises NotAllowed to whoever may not write, Invalid when
    too long.
    """
    verdict = may(by, "save_chapter", chapter, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    return ChapterDraft.objects.update_or_create(
        chapter=chapter,
        author=by,
        defaults={"text": _tidy(text), "base_version": base_version, "saved_at": at},
    )[0]


def discard_draft(*, chapter: Chapter, by: User) -> None:
    """Throw away one's own draft of a chapter."""
    ChapterDraft.objects.filter(chapter=chapter, author=by).delete()


@deed(on="chapter", says=gettext_lazy("ha scritto un capitolo del progetto"))
def save_chapter(
    act: Act, *, chapter: Chapter, text: str, base_version: int, by: User | None, at: datetime
) -> ChapterVersion:
    """Make a text the next version of a chapter, if it was written on the last one.

    Raises Stale, with both texts, when it was not; nothing is overwritten. A text that changes nothing
    gives back
    the version that stands.
    """
    table = hold_table(chapter.table)
    text = _tidy(text)
    current = chapter.current
    if base_version != chapter.version:
        assert current is not None
        raise Stale(
            _(
                "%(who)s (%(body)s) ha salvato questo capitolo alle %(hour)s, "
                "mentre scrivevi: ci sono due testi."
            )
            % {
                "who": current.author,
                "body": current.organisation.known_as,
                "hour": clock(current.saved_at),
            },
            mine=text,
            theirs=current.text,
        )
    if current is not None and current.text == text:
        act.record(unchanged=True)
        return current
    organisation = body_of(by, table, at) or table.call.lead_authority
    runs = [(int(author), passage) for author, passage in current.runs] if current else []
    version = ChapterVersion.objects.create(
        chapter=chapter,
        number=chapter.version + 1,
        author=by or table.call.procedure_officer,
        organisation=organisation,
        saved_at=at,
        text=text,
        runs=[list(run) for run in attribute(runs, text, organisation.pk)],
    )
    chapter.current = version
    chapter.save(update_fields=["current"])
    act.record(version=version.number, organisation=organisation.pk)
    return version


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if len(text) > CHAPTER_LENGTH:
        raise Invalid(
            _("Il capitolo supera %(n)s caratteri.") % {"n": CHAPTER_LENGTH},
            fields={"text": _("Accorcialo, o sposta una parte in un altro capitolo.")},
        )
    return text


@deed(on="chapter", says=gettext_lazy("è d’accordo su un capitolo"))
def agree_chapter(
    act: Act, *, chapter: Chapter, organisation: Organisation, version: int, by: User | None, at: datetime
) -> ChapterAgreement:
    """Agree, for a body, with the version of a chapter that one has read. A later version asks again."""
    table = hold_table(chapter.table)
    speak_for(act, table, organisation, at)
    if organisation not in accepting_bodies(table, at):
        raise NotAllowed(
            _("%(who)s non è tra chi deve concordare il testo.") % {"who": organisation.known_as}
        )
    current = chapter.current
    if current is None or not current.text:
        raise Invalid(_("Il capitolo non ha ancora un testo."))
    if version != current.number:
        raise Stale(_("Il testo è cambiato mentre leggevi: rileggilo."), mine="", theirs=current.text)
    given = current.agreements.filter(organisation=organisation).first()
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
        version=current, organisation=organisation, person=act.by, agreed_at=at
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
        speak_for(act, table, organisation, at)
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
    """Say what became of a proposal, and why."""
    if outcome not in Outcome.values or outcome == Outcome.PROPOSED:
        raise Invalid(_("Scegli l’esito."), fields={"outcome": _("Accolta, accolta in parte o non accolta.")})
    contribution.outcome = outcome
    contribution.reason = required("reason", reason, _("Scrivi il perché: andrà nella relazione conclusiva."))
    contribution.answered_at = at
    contribution.save(update_fields=["outcome", "reason", "answered_at"])
    return locked(contribution)
