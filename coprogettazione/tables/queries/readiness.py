# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is still missing before the table may conclude, or end without an agreement: each a sentence."""

from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.evaluation.models import AdmissionOutcome, Exclusion
from coprogettazione.tables.models import (
    REQUIRED_CHAPTERS,
    DesignTable,
    MinutesState,
    NamedVersion,
    Outcome,
    SeatKind,
    SuspensionReason,
)
from coprogettazione.tables.queries.budget import Matrix, budget_matrix
from coprogettazione.tables.queries.project import content_of, fingerprint_of
from coprogettazione.tables.queries.seats import accepting_bodies, partners_of
from coprogettazione.wording import euro, joined


def budget_sentence(matrix: Matrix) -> str:
    """Whether the plan balances, in words: the reason when it does not, empty when it does."""
    if not matrix.total:
        return _("Il piano economico è vuoto.")
    if matrix.over:
        return _(
            "Il piano economico non quadra di %(sum)s: le righe a contributo superano quello dell’avviso."
        ) % {"sum": euro(matrix.over, cents=bool(matrix.over % 1))}
    if matrix.indirect_over:
        return _("I costi indiretti superano di %(sum)s il massimo dell’avviso.") % {
            "sum": euro(matrix.indirect_over, cents=bool(matrix.indirect_over % 1))
        }
    return ""


def last_version(table: DesignTable) -> NamedVersion | None:
    """The last version proposed as final."""
    return table.versions.filter(final=True).order_by("-number").first()


def missing_to_conclude(table: DesignTable, at: datetime, *, answering: bool = False) -> list[str]:
    """Everything that keeps the table from concluding (empty: it can).

    `answering` leaves out the proposals without an answer: the conclusion is about to answer them.
    """
    waiting = 0 if answering else table.contributions.filter(outcome=Outcome.PROPOSED).count()
    open_ones = [_("Proposte senza risposta: %(n)s.") % {"n": waiting}] if waiting else []
    return [
        *_exclusions(table),
        *_meetings(table, at),
        *_texts(table, at),
        *open_ones,
        *_money(table),
        *_agreement(table, at),
    ]


def _exclusions(table: DesignTable) -> list[str]:
    """Once the table is concluded nobody can be excluded from it. Who it is about, those who sit are not told."""
    running = Exclusion.objects.filter(application__call=table.call_id, concluded_at__isnull=True)
    if running.filter(application__admission__outcome=AdmissionOutcome.ADMITTED).exists():
        return [_("Il dirigente deve ancora decidere su un’esclusione dal tavolo.")]
    return []


def _meetings(table: DesignTable, at: datetime) -> list[str]:
    since = table.reopened_at or table.opened_at
    sessions = list(
        table.sessions.filter(cancelled_at__isnull=True, starts_at__gte=since).select_related("minutes")
    )
    missing = []
    if not sessions:
        missing.append(_("Il tavolo non si è ancora riunito."))
    for session in sessions:
        minutes = getattr(session, "minutes", None)
        if session.starts_at > at:
            missing.append(_("L’incontro %(n)s è convocato e deve ancora tenersi.") % {"n": session.number})
        elif minutes is None or minutes.state != MinutesState.FROZEN:
            missing.append(_("Il verbale dell’incontro %(n)s non è chiuso.") % {"n": session.number})
    return missing


def _texts(table: DesignTable, at: datetime) -> list[str]:
    missing = [
        _("Il capitolo «%(title)s» non ha testo.") % {"title": chapter.get_code_display()}
        for chapter in table.chapters.select_related("current").order_by("position")
        if chapter.code in REQUIRED_CHAPTERS and not chapter.text.strip()
    ]
    with_role = set(table.roles.values_list("organisation_id", flat=True))
    without = [o.known_as for o in partners_of(table.call, at) if o.pk not in with_role]
    if without:
        missing.append(_("Non è scritto che cosa fa: %(who)s.") % {"who": joined(without)})
    if not partners_of(table.call, at):
        missing.append(_("Al tavolo non siede nessun ente partner."))
    return missing


def _money(table: DesignTable) -> list[str]:
    sentence = budget_sentence(budget_matrix(table))
    return [sentence] if sentence else []


def _agreement(table: DesignTable, at: datetime) -> list[str]:
    version = last_version(table)
    if version is None:
        return [_("Non c’è una versione proposta come testo definitivo.")]
    if fingerprint_of(content_of(table)) != version.content_hash:
        return [
            _("Il testo è cambiato dopo la versione %(n)s: salva una nuova versione definitiva.")
            % {"n": version.number}
        ]
    accepted = set(version.acceptances.values_list("organisation_id", flat=True))
    awaited = [o.known_as for o in accepting_bodies(table, at) if o.pk not in accepted]
    if not awaited:
        return []
    return [_("Il testo definitivo non è ancora accettato da: %(who)s.") % {"who": joined(awaited)}]


def missing_to_end(table: DesignTable) -> list[str]:
    """What the path of a deadlock still asks before the table may be closed without an agreement
    (domain.md §2.4).
    """
    deadlock = table.suspensions.filter(reason_code=SuspensionReason.DEADLOCK).order_by("-begins_at").first()
    if deadlock is None:
        return [_("Il tavolo va prima sospeso perché non trova un accordo, con un atto.")]
    missing = []
    held = table.sessions.filter(
        extraordinary=True,
        cancelled_at__isnull=True,
        convened_at__gte=deadlock.begins_at,
        minutes__state=MinutesState.FROZEN,
    )
    if not held.exists():
        missing.append(_("Manca l’incontro straordinario per superare lo stallo, con il suo verbale chiuso."))
    recorded = set(
        table.positions.filter(recorded_at__gte=deadlock.begins_at).values_list("organisation_id", flat=True)
    )
    seated = {
        s.organisation_id: s.organisation
        for s in table.seats_kept
        if s.kind == SeatKind.PARTNER and s.valid_to is None
    }
    without = [o.known_as for pk, o in seated.items() if pk not in recorded]
    if without:
        missing.append(
            _("Nel riassunto del responsabile manca la posizione di: %(who)s.") % {"who": joined(without)}
        )
    return missing
