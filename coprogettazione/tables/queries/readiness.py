# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is still missing before the table may conclude, or end without an agreement: each a sentence."""

from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.evaluation.models import AdmissionOutcome, Exclusion
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models import (
    REQUIRED_CHAPTERS,
    Adoption,
    DesignTable,
    MinutesState,
    NamedVersion,
    Outcome,
    SeatKind,
    SuspensionReason,
)
from coprogettazione.tables.queries.budget import Matrix, budget_matrix
from coprogettazione.tables.queries.project import chapters_of, content_of, fingerprint_of
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


def balance_words(matrix: Matrix) -> str:
    """Whether the plan balances and, when it does, what is left to assign: one sentence or two."""
    problem = budget_sentence(matrix)
    if problem:
        return problem
    if not matrix.left:
        return _("I conti tornano.")
    return _("I conti tornano. Del contributo restano %(sum)s da assegnare.") % {
        "sum": euro(matrix.left, cents=bool(matrix.left % 1))
    }


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
        *_texts(table, at, refusing_bodies(table, at) if table.adopted_at else []),
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
    if all(session.group_id is not None for session in sessions):
        missing.append(_("Il tavolo non si è ancora riunito."))
    for session in sessions:
        minutes = getattr(session, "minutes", None)
        if session.starts_at > at:
            missing.append(_("L’incontro %(n)s è convocato e deve ancora tenersi.") % {"n": session.number})
        elif minutes is None or minutes.state != MinutesState.FROZEN:
            missing.append(_("Il verbale dell’incontro %(n)s non è chiuso.") % {"n": session.number})
    open_groups = [group.name for group in table.groups.filter(closed_at__isnull=True)]
    if open_groups:
        missing.append(_("Ci sono gruppi di lavoro da chiudere: %(names)s.") % {"names": joined(open_groups)})
    return missing


def _texts(table: DesignTable, at: datetime, leaving: list[Organisation]) -> list[str]:
    missing = [
        _("Il capitolo «%(title)s» non ha testo.") % {"title": stage.chapter.get_code_display()}
        for stage in chapters_of(table, at)
        if stage.chapter.code in REQUIRED_CHAPTERS and stage.empty
    ]
    with_role = set(table.roles.values_list("organisation_id", flat=True))
    partners = [o for o in partners_of(table.call, at) if o not in leaving]
    without = [o.known_as for o in partners if o.pk not in with_role]
    if without:
        missing.append(_("Non è scritto che cosa fa: %(who)s.") % {"who": joined(without)})
    if not partners and not leaving:
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
    if Adoption.objects.filter(version=version).exists():
        return []
    objections = version.acceptances.filter(accepts=False).select_related("organisation")
    against = [
        _("%(who)s ha un’obiezione sul testo definitivo: %(text)s")
        % {"who": a.organisation.known_as, "text": a.objection}
        for a in objections
    ]
    accepted = set(version.acceptances.values_list("organisation_id", flat=True))
    awaited = [o.known_as for o in accepting_bodies(table, at) if o.pk not in accepted]
    if not awaited:
        return against
    return [*against, _("Il testo definitivo non è ancora accettato da: %(who)s.") % {"who": joined(awaited)}]


def missing_to_adopt(table: DesignTable, at: datetime) -> list[str]:
    """What keeps the executive from adopting the last final version with a reasoned act: the whole path of a deadlock,
    and a text that can be approved as it is with the bodies that accept it.
    """
    refusing = refusing_bodies(table, at)
    missing = [*missing_to_end(table), *_texts(table, at, refusing), *_money(table)]
    version = last_version(table)
    if version is None or fingerprint_of(content_of(table)) != version.content_hash:
        return [*missing, *_agreement(table, at)]
    if not [o for o in partners_of(table.call, at) if o not in refusing]:
        missing.append(_("Nessun ente partner ha accettato il testo: non c’è con chi realizzarlo."))
    named = {item["organisation"] for key in ("roles", "budget") for item in version.content[key]}
    counted = [o.known_as for o in refusing if o.pk in named]
    if counted:
        missing.append(
            _("La versione %(n)s dà ancora somme o impegni a chi non l’accetta: %(who)s.")
            % {"n": version.number, "who": joined(counted)}
        )
    return missing


def refusing_bodies(table: DesignTable, at: datetime) -> list[Organisation]:
    """The bodies that have not accepted the last final version: they object, or are silent. Not the public body."""
    version = last_version(table)
    accepted = (
        set(version.acceptances.filter(accepts=True).values_list("organisation_id", flat=True))
        if version
        else set()
    )
    return [
        o
        for o in accepting_bodies(table, at)
        if o.pk not in accepted and o.pk != table.call.lead_authority_id
    ]


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
        group__isnull=True,
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
