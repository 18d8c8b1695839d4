# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions, the final text and its acceptance, conclusion; and what goes wrong: suspension, deadlock,
reopening.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale, WrongState
from coprogettazione.records.roles import Role
from coprogettazione.tables.documents import issue_executive_act, issue_project, issue_report
from coprogettazione.tables.models import (
    Contribution,
    DesignTable,
    FinalAcceptance,
    NamedVersion,
    Position,
    Suspension,
    SuspensionReason,
)
from coprogettazione.tables.notifications import tell_of_final_version, tell_of_turn
from coprogettazione.tables.queries import (
    accepting_bodies,
    content_of,
    fingerprint_of,
    missing_to_conclude,
    missing_to_end,
)
from coprogettazione.tables.queries.readiness import last_version
from coprogettazione.tables.services.project import answer_contribution, propose_contribution
from coprogettazione.tables.services.speaking import required
from coprogettazione.wording import clock, day


class NotReady(WrongState):
    """Something is missing before the table can close: `missing` says what, one sentence each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("Non si può ancora. %(what)s") % {"what": " ".join(missing)})
        self.missing = missing


@deed(on="table", says=gettext_lazy("ha salvato una versione del progetto"))
def save_version(
    act: Act, *, table: DesignTable, label: str, final: bool = False, by: User | None, at: datetime
) -> NamedVersion:
    """Keep the whole document as it is now, with its fingerprint; `final` proposes it to be accepted, with
    D5.
    """
    label = required(
        "label", label, _("Scrivi che cosa segna questa versione, per esempio «dopo il terzo incontro».")
    )
    content = content_of(table)
    content_hash = fingerprint_of(content)
    last = table.versions.order_by("-number").first()
    if last is not None and last.content_hash == content_hash and (last.final or not final):
        raise AlreadyDone(_("Nulla è cambiato dopo la versione %(n)s.") % {"n": last.number})
    if final and not any(item["text"] for item in content["chapters"]):
        raise Invalid(_("Il progetto non ha ancora un testo."))
    version = NamedVersion.objects.create(
        table=table,
        number=last.number + 1 if last else 1,
        label=label[:200],
        final=final,
        saved_by=by or table.call.procedure_officer,
        saved_at=at,
        content=content,
        content_hash=content_hash,
    )
    act.record(number=version.number, content_hash=content_hash)
    if final:
        issue_project(version=version, by=by, at=at)
        tell_of_final_version(version, accepting_bodies(table, at), at)
    return version


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
    """Accept the final version for a body: its legal representative, the officer for the lead authority.

    `version` is the number that was read: Stale when another has been proposed meanwhile.
    """
    lead = organisation.pk == table.call.lead_authority_id
    if lead and (by is None or by.pk != table.call.procedure_officer_id):
        raise NotAllowed(_("Per l’amministrazione accetta il responsabile del procedimento."))
    if not lead and not holds(by, Role.LEGAL_REPRESENTATIVE, organisation.pk, at):
        raise NotAllowed(
            _("Il testo definitivo lo accetta chi rappresenta %(who)s.") % {"who": organisation.known_as}
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
    given = last.acceptances.filter(organisation=organisation).first()
    if given is not None:
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
    return FinalAcceptance.objects.create(
        version=last, organisation=organisation, person=act.by, accepted_at=at
    )


@deed(on="table", says=gettext_lazy("ha concluso il tavolo"), law="DM 72/2021")
def conclude_table(
    act: Act,
    *,
    table: DesignTable,
    how_it_ran: str,
    contributions: list[dict] | None = None,
    open_points: str = "",
    proposal: str = "",
    by: User | None,
    at: datetime,
) -> DesignTable:
    """Conclude with the accepted text (D8). `contributions` answers those still open, or adds those made
    aloud:
    {contribution (id), outcome, reason} or {organisation (id or codice fiscale), text, outcome, reason}.

    Raises NotReady with everything that is missing.
    """
    how_it_ran = required(
        "how_it_ran", how_it_ran, _("Scrivi come ha lavorato il tavolo: andrà nella relazione.")
    )
    for item in contributions or []:
        _settle(table, item, by, at)
    missing = missing_to_conclude(table, at)
    if missing:
        raise NotReady(missing)
    version = last_version(table)
    assert version is not None
    call = locked(table.call)
    move(CallLifecycle(call).conclude_table)
    table.call = call
    table.concluded_at, table.how_it_ran, table.final_version = at, how_it_ran, version
    table.save(update_fields=["concluded_at", "how_it_ran", "final_version"])
    paper = issue_report(table=table, open_points=open_points, proposal=proposal, by=by, at=at)
    act.record(version=version.number, content_hash=version.content_hash, report=paper.number)
    tell_of_turn(
        table,
        "table_concluded",
        _("Il tavolo %(code)s è concluso") % {"code": call.code},
        _("Il testo definitivo è accettato da tutti. Ora il dirigente decide se approvarlo."),
        at,
    )
    return table


def _settle(table: DesignTable, item: dict[str, Any], by: User | None, at: datetime) -> None:
    if item.get("contribution"):
        contribution = Contribution.objects.filter(table=table, pk=item["contribution"]).first()
        if contribution is None:
            raise Invalid(_("Una proposta non è di questo tavolo."))
    else:
        contribution = propose_contribution(
            table=table,
            organisation=_body(table, item.get("organisation")),
            text=str(item.get("text", "")),
            by=by,
            at=at,
        )
    answer_contribution(
        contribution=contribution,
        outcome=str(item.get("outcome", "")),
        reason=str(item.get("reason", "")),
        by=by,
        at=at,
    )


def _body(table: DesignTable, named: Any) -> Organisation:
    for seat in table.seats_kept:
        if named in (seat.organisation_id, seat.organisation.codice_fiscale):
            return seat.organisation
    raise Invalid(_("%(who)s non siede a questo tavolo.") % {"who": named})


@deed(on="table", says=gettext_lazy("ha sospeso il tavolo"), law="art. 3, l. 241/1990")
def suspend_table(
    act: Act,
    *,
    table: DesignTable,
    reason_code: str,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Suspension:
    """Suspend the table with a reasoned act: deadlock, order of a court, money missing."""
    if reason_code not in SuspensionReason.values:
        raise Invalid(_("Scegli il motivo."), fields={"reason_code": _("Scegli perché il tavolo si ferma.")})
    reasons = required("reasons", reasons, _("Scrivi la motivazione dell’atto."))
    call = locked(table.call)
    move(CallLifecycle(call).suspend_table)
    table.call = call
    suspension = Suspension.objects.create(
        table=table,
        reason_code=reason_code,
        reasons=reasons,
        act_number=required("act_number", act_number, _("Scrivi il numero dell’atto.")),
        act_date=act_date,
        begins_at=at,
    )
    issue_executive_act(
        table=table,
        subject=_("Sospensione del tavolo di co-progettazione"),
        reasons=f"{suspension.get_reason_code_display()}. {reasons}",
        decisions=[_("di sospendere il tavolo %(code)s;") % {"code": call.code}],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    tell_of_turn(
        table, "table_suspended", _("Il tavolo %(code)s è sospeso") % {"code": call.code}, reasons, at
    )
    return suspension


@deed(on="table", says=gettext_lazy("ha fatto riprendere il tavolo"), law="art. 3, l. 241/1990")
def resume_table(
    act: Act,
    *,
    table: DesignTable,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Suspension:
    """End the suspension with an act: the table is open again."""
    reasons = required("reasons", reasons, _("Scrivi perché il tavolo può riprendere."))
    call = locked(table.call)
    move(CallLifecycle(call).resume_table)
    table.call = call
    suspension = table.suspensions.get(ends_at__isnull=True)
    suspension.ends_at, suspension.end_reasons = at, reasons
    suspension.end_act_number = required("act_number", act_number, _("Scrivi il numero dell’atto."))
    suspension.end_act_date = act_date
    suspension.save()
    issue_executive_act(
        table=table,
        subject=_("Ripresa del tavolo di co-progettazione"),
        reasons=reasons,
        decisions=[_("di far riprendere il tavolo %(code)s;") % {"code": call.code}],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    tell_of_turn(table, "table_resumed", _("Il tavolo %(code)s riprende") % {"code": call.code}, reasons, at)
    return suspension


@deed(on="table", says=gettext_lazy("ha riassunto le posizioni del tavolo"), law="art. 6, l. 241/1990")
def record_positions(
    act: Act, *, table: DesignTable, positions: list[dict], by: User | None, at: datetime
) -> list[Position]:
    """Sum up what each body holds in a deadlock: a list of {organisation (id or codice fiscale), text}."""
    deadlock = table.suspensions.filter(ends_at__isnull=True, reason_code=SuspensionReason.DEADLOCK).exists()
    if not deadlock:
        raise WrongState(
            _("Le posizioni si riassumono quando il tavolo è sospeso perché non trova un accordo.")
        )
    written = []
    for item in positions:
        text = required("positions", str(item.get("text", "")), _("Scrivi la posizione di ogni ente."))
        written.append(
            Position.objects.update_or_create(
                table=table,
                organisation=_body(table, item.get("organisation")),
                defaults={"text": text, "recorded_at": at},
            )[0]
        )
    if not written:
        raise Invalid(_("Scrivi almeno una posizione."))
    return written


@deed(
    on="table",
    says=gettext_lazy("ha chiuso il tavolo senza accordo"),
    law="artt. 2 e 3, l. 241/1990",
)
def declare_no_agreement(
    act: Act,
    *,
    table: DesignTable,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> DesignTable:
    """Close the table without an agreement, after the extraordinary session and the summary of the
    positions.
    """
    reasons = required(
        "reasons", reasons, _("Scrivi la motivazione: una chiusura senza accordo va spiegata.")
    )
    act_number = required("act_number", act_number, _("Scrivi il numero dell’atto."))
    missing = missing_to_end(table)
    if missing:
        raise NotReady(missing)
    call = locked(table.call)
    move(CallLifecycle(call).end_without_agreement)
    table.call = call
    table.suspensions.filter(ends_at__isnull=True).update(ends_at=at)
    positions = table.positions.select_related("organisation")
    issue_executive_act(
        table=table,
        subject=_("Chiusura del tavolo di co-progettazione senza accordo"),
        reasons=reasons,
        premises=[
            {
                "lead": _("Dato atto"),
                "text": _("della posizione di %(who)s: %(text)s")
                % {"who": p.organisation.known_as, "text": p.text},
            }
            for p in positions
        ],
        decisions=[_("di chiudere senza accordo il tavolo %(code)s;") % {"code": call.code}],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    tell_of_turn(
        table,
        "no_agreement",
        _("Il tavolo %(code)s si chiude senza accordo") % {"code": call.code},
        reasons,
        at,
    )
    return table


@deed(on="table", says=gettext_lazy("ha riaperto il tavolo"), law="DM 72/2021")
def reopen_table(act: Act, *, table: DesignTable, reasons: str, by: User | None, at: datetime) -> DesignTable:
    """Sit again during the realisation, with the same partners: a new need asks to change the project."""
    reasons = required("reasons", reasons, _("Scrivi quale nuovo bisogno riapre il tavolo."))
    call = locked(table.call)
    move(CallLifecycle(call).reopen_table)
    table.call = call
    table.reopened_at, table.concluded_at = at, None
    table.save(update_fields=["reopened_at", "concluded_at"])
    tell_of_turn(
        table, "table_reopened", _("Il tavolo %(code)s si riapre") % {"code": call.code}, reasons, at
    )
    return table
