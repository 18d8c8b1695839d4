# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions of the whole document: keeping one, going back to one; freezing one for approval, and what each body says
of it.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale, WrongState
from coprogettazione.records.roles import Role
from coprogettazione.tables.documents import issue_project
from coprogettazione.tables.models import ChapterCode, DesignTable, FinalAcceptance, NamedVersion
from coprogettazione.tables.notifications import tell_of_final_version, tell_of_objection
from coprogettazione.tables.queries import (
    accepting_bodies,
    body_of,
    budget_matrix,
    content_of,
    fingerprint_of,
)
from coprogettazione.tables.queries.project import authorship_of, body_in, project_text
from coprogettazione.tables.queries.readiness import budget_sentence, last_version
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.queries.suggestions import marks_in
from coprogettazione.tables.services.speaking import hold_table, required
from coprogettazione.tables.services.writing import write_part
from coprogettazione.wording import clock, day, joined


@deed(on="table", says=gettext_lazy("ha salvato una versione del progetto"))
def save_version(
    act: Act, *, table: DesignTable, label: str, final: bool = False, by: User | None, at: datetime
) -> NamedVersion:
    """Keep the whole document as it is now, with its fingerprint; `final` freezes it for approval, with D5: its budget
    adds up and no suggested change waits.
    """
    label = required(
        "label", label, _("Scrivi che cosa segna questa versione, per esempio «dopo il terzo incontro».")
    )
    reading = read_text(project_text(table))
    content = content_of(table, reading)
    content_hash = fingerprint_of(content)
    last = table.versions.order_by("-number").first()
    if last is not None and last.content_hash == content_hash and (last.final or not final):
        raise AlreadyDone(_("Nulla è cambiato dopo la versione %(n)s.") % {"n": last.number})
    if final and not any(item["text"] for item in content["chapters"]):
        raise Invalid(_("Il progetto non ha ancora un testo."))
    waiting = [ChapterCode(item["code"]).label for item in content["chapters"] if marks_in(item["body"])]
    if final and waiting:
        raise WrongState(
            _("Ci sono modifiche suggerite e non ancora decise nei capitoli: %(titles)s.")
            % {"titles": joined([str(title) for title in waiting])}
        )
    if final and (sentence := budget_sentence(budget_matrix(table))):
        raise WrongState(sentence)
    version = NamedVersion.objects.create(
        table=table,
        number=last.number + 1 if last else 1,
        label=label[:200],
        final=final,
        saved_by=by or table.call.procedure_officer,
        saved_at=at,
        content=content,
        authorship=authorship_of(reading),
        upto=reading.upto,
        content_hash=content_hash,
    )
    act.record(number=version.number, content_hash=content_hash)
    if final:
        issue_project(version=version, by=by, at=at)
        tell_of_final_version(version, accepting_bodies(table, at), at)
    return version


@deed(on="table", says=gettext_lazy("ha ripristinato i capitoli di una versione del progetto"))
def restore_version(
    act: Act, *, table: DesignTable, version: NamedVersion, by: User | None, at: datetime
) -> NamedVersion:
    """Make every chapter read as in an earlier version, as a change of who restores it, and keep that as a new version:
    nothing written meanwhile is lost, it stays in the version kept just before. Roles and budget are not touched.
    """
    table = hold_table(table)
    if version.table_id != table.pk:
        raise Invalid(_("Questa versione è di un altro tavolo."))
    text = project_text(table)
    if fingerprint_of(content_of(table)) not in set(table.versions.values_list("content_hash", flat=True)):
        save_version(
            table=table,
            label=_("prima del ripristino della versione %(n)s") % {"n": version.number},
            by=by,
            at=at,
        )
    written = [
        write_part(
            text,
            item["code"],
            body_in(item),
            person=by or table.call.procedure_officer,
            organisation=body_of(by, table, at) or table.call.lead_authority,
            at=at,
        )
        for item in version.content["chapters"]
    ]
    if not any(written):
        raise AlreadyDone(_("I capitoli sono già come nella versione %(n)s.") % {"n": version.number})
    act.record(restored=version.number)
    return save_version(
        table=table, label=_("ripristino della versione %(n)s") % {"n": version.number}, by=by, at=at
    )


@deed(on="table", says=gettext_lazy("ha accettato il testo definitivo"), law="art. 11, l. 241/1990")
def accept_final_text(
    act: Act,
    *,
    table: DesignTable,
    organisation: Organisation,
    version: int | None = None,
    by: User | None,
    at: datetime,
) -> FinalAcceptance:
    """Accept the frozen version for a body: its legal representative, the officer for the lead authority.

    `version` is the number that was read: Stale when another has been frozen meanwhile.
    """
    last, given = _answering(table, organisation, version, by, at)
    if given is not None and given.accepts:
        raise AlreadyDone(
            _("%(person)s ha già accettato per %(who)s il %(day)s alle %(hour)s. Non serve altro.")
            % {
                "person": given.person,
                "who": organisation.known_as,
                "day": day(given.accepted_at),
                "hour": clock(given.accepted_at),
            }
        )
    act.record(number=last.number, content_hash=last.content_hash)
    return _answer(act, last, organisation, "", at)


@deed(on="table", says=gettext_lazy("ha un’obiezione sul testo definitivo"), law="art. 11, l. 241/1990")
def object_to_final_text(
    act: Act,
    *,
    table: DesignTable,
    organisation: Organisation,
    objection: str,
    version: int | None = None,
    by: User | None,
    at: datetime,
) -> FinalAcceptance:
    """Object to the frozen version for a body, with the reason: it can still accept the same text later."""
    last, given = _answering(table, organisation, version, by, at)
    if given is not None and given.accepts:
        raise WrongState(
            _("%(person)s l’ha già accettato per %(who)s: per cambiarlo il tavolo torna a scrivere.")
            % {"person": given.person, "who": organisation.known_as}
        )
    objection = required("objection", objection, _("Scrivi che cosa non va e come lo cambieresti."))
    act.record(number=last.number, content_hash=last.content_hash)
    answer = _answer(act, last, organisation, objection, at)
    tell_of_objection(answer, at)
    return answer


def _answering(
    table: DesignTable, organisation: Organisation, version: int | None, by: User | None, at: datetime
) -> tuple[NamedVersion, FinalAcceptance | None]:
    """The version under approval and what the body has said of it, for whoever may speak for the body."""
    lead = organisation.pk == table.call.lead_authority_id
    if lead and (by is None or by.pk != table.call.procedure_officer_id):
        raise NotAllowed(_("Per l’amministrazione risponde il responsabile del procedimento."))
    if not lead and not holds(by, Role.LEGAL_REPRESENTATIVE, organisation.pk, at):
        raise NotAllowed(
            _("Sul testo definitivo risponde chi rappresenta %(who)s.") % {"who": organisation.known_as}
        )
    if organisation not in accepting_bodies(table, at):
        raise NotAllowed(_("%(who)s non siede al tavolo come partner.") % {"who": organisation.known_as})
    last = last_version(table)
    if last is None:
        raise WrongState(_("Non c’è ancora un testo proposto come definitivo."))
    if version is not None and version != last.number:
        raise Stale(
            _("Nel frattempo è stata proposta la versione %(n)s: leggila.") % {"n": last.number},
            mine="",
            theirs="",
        )
    if fingerprint_of(content_of(table)) != last.content_hash:
        raise WrongState(
            _("Il testo è cambiato dopo la versione %(n)s: ne serve una nuova da accettare.")
            % {"n": last.number}
        )
    return last, last.acceptances.filter(organisation=organisation).first()


def _answer(
    act: Act, version: NamedVersion, organisation: Organisation, objection: str, at: datetime
) -> FinalAcceptance:
    facts = {"person": act.by, "accepts": not objection, "objection": objection, "accepted_at": at}
    return FinalAcceptance.objects.update_or_create(
        version=version, organisation=organisation, defaults=facts
    )[0]
