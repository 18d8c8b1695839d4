# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes wrong at a table: suspension and, when it finds no agreement, the positions, the text adopted by the public
body or the end (domain.md §2.4).
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.tables.documents import issue_executive_act
from coprogettazione.tables.models import Adoption, DesignTable, Position, Suspension, SuspensionReason
from coprogettazione.tables.notifications import tell_of_turn
from coprogettazione.tables.queries import missing_to_end
from coprogettazione.tables.queries.readiness import last_version, missing_to_adopt, refusing_bodies
from coprogettazione.tables.services.closing import NotReady
from coprogettazione.tables.services.speaking import required, seated


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
                organisation=seated(table, item.get("organisation")),
                defaults={"text": text, "recorded_at": at},
            )[0]
        )
    if not written:
        raise Invalid(_("Scrivi almeno una posizione."))
    return written


@deed(
    on="table", says=gettext_lazy("ha adottato il testo del progetto con un atto"), law="art. 3, l. 241/1990"
)
def adopt_text(
    act: Act,
    *,
    table: DesignTable,
    reasons: str,
    answers: list[dict],
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Adoption:
    """Adopt the last final version, which not everybody accepts, after the extraordinary session and the positions:
    `answers` says why the position of each body that does not accept is not taken, {organisation (id or codice
    fiscale), text}. From now nothing of the text changes; the officer concludes with the bodies that accept.

    Raises NotReady with everything that is missing.
    """
    reasons = required("reasons", reasons, _("Scrivi perché l’amministrazione adotta questo testo."))
    act_number = required("act_number", act_number, _("Scrivi il numero dell’atto."))
    missing = missing_to_adopt(table, at)
    if missing:
        raise NotReady(missing)
    version = last_version(table)
    assert version is not None
    not_taken = _not_taken(table, answers, at)
    call = locked(table.call)
    if call.state == CallState.TABLE_SUSPENDED:
        move(CallLifecycle(call).resume_table)
        table.suspensions.filter(ends_at__isnull=True).update(
            ends_at=at, end_reasons=reasons, end_act_number=act_number, end_act_date=act_date
        )
    table.call = call
    table.adopted_at = at
    table.save(update_fields=["adopted_at"])
    adoption = Adoption.objects.create(
        version=version,
        reasons=reasons,
        not_taken=not_taken,
        act_number=act_number,
        act_date=act_date,
        adopted_at=at,
    )
    words = {"n": version.number, "hash": version.content_hash, "code": call.code}
    issue_executive_act(
        table=table,
        subject=_("Adozione del progetto del tavolo di co-progettazione"),
        reasons=reasons,
        premises=_positions_said(table)
        + [
            {
                "lead": _("Ritenuto"),
                "text": _("di non accogliere la posizione di %(name)s: %(answer)s") % item,
            }
            for item in not_taken
        ],
        decisions=[
            _("di adottare come testo definitivo del tavolo %(code)s la versione %(n)s, impronta %(hash)s;")
            % words,
            _("di proseguire il procedimento con gli enti che l’hanno accettata;"),
        ],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    act.record(version=version.number, content_hash=version.content_hash, not_taken=not_taken)
    tell_of_turn(
        table, "text_adopted", _("Il testo del tavolo %(code)s è adottato con un atto") % words, reasons, at
    )
    return adoption


def _not_taken(table: DesignTable, answers: list[dict], at: datetime) -> list[dict[str, Any]]:
    said = {seated(table, item.get("organisation")).pk: str(item.get("text", "")).strip() for item in answers}
    positions = dict(table.positions.values_list("organisation_id", "text"))
    found = []
    for body in refusing_bodies(table, at):
        words = _("Scrivi perché la posizione di %(who)s non è accolta.") % {"who": body.known_as}
        found.append(
            {
                "organisation": body.pk,
                "name": body.known_as,
                "position": positions[body.pk],
                "answer": required(f"text_{body.pk}", said.get(body.pk, ""), words),
            }
        )
    return found


def _positions_said(table: DesignTable) -> list[dict[str, str]]:
    return [
        {
            "lead": _("Dato atto"),
            "text": _("della posizione di %(who)s: %(text)s")
            % {"who": p.organisation.known_as, "text": p.text},
        }
        for p in table.positions.select_related("organisation")
    ]


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
    issue_executive_act(
        table=table,
        subject=_("Chiusura del tavolo di co-progettazione senza accordo"),
        reasons=reasons,
        premises=_positions_said(table),
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
