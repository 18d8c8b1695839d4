# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping what the platform checked by itself, with its evidence: rows that are never changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from coprogettazione.applications.models import (
    STANDING_STATES,
    Application,
    EligibilityCheck,
    EligibilityOutcome,
    EligibilityRule,
    Member,
)
from coprogettazione.applications.models import Declaration as DeclarationRow
from coprogettazione.applications.queries.eligibility import Finding, Rules, in_groups
from coprogettazione.calls.models import QuestionKind, most_lots
from coprogettazione.calls.queries import form_of
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.canonical import plain
from coprogettazione.wording import ROME, joined, moment


def record_eligibility(
    applications: Sequence[Application], *, by: User | None, at: datetime
) -> list[EligibilityCheck]:
    """Apply every rule to the bodies of these applications, all of one call, and keep the answers.

    Requirements are looked at on the day on which the application arrived, whenever one looks. The number of
    queries does not grow with the applications.
    """
    if not applications:
        return []
    call, members = applications[0].call, _members(applications)
    elsewhere = _elsewhere(applications, members)
    declared = _declared(applications)
    days = {(a.submitted_at or at).astimezone(ROME).date() for a in applications}
    rules = {on: Rules(call, on) for on in days}
    rows = []
    for application in applications:
        application.call = call
        inside, arrived = members[application.pk], application.submitted_at or at
        found: list[tuple[Organisation | None, Finding]] = [(None, _arrival(application, arrived))]
        if application.is_grouped:
            found.append((None, _commitment(application, inside)))
        found.append((None, _one_group(application, inside, elsewhere)))
        if (most := most_lots(call)) is not None:
            found.append((None, _lots(application, inside, elsewhere, most)))
        for member in inside:
            member.application = application
            body = member.organisation
            found += [(body, finding) for finding in rules[arrived.astimezone(ROME).date()].findings(member)]
            found.append((body, _declarations(application, declared[application.pk, body.pk])))
        rows += [
            EligibilityCheck(
                application=application,
                organisation=body,
                rule=finding.rule,
                outcome=finding.outcome,
                because=finding.because,
                evidence=plain(finding.evidence),
                at=at,
                by=by,
            )
            for body, finding in found
        ]
    return EligibilityCheck.objects.bulk_create(rows, batch_size=2000)


def _members(applications: Iterable[Application]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    rows = Member.objects.filter(application__in=[a.pk for a in applications], left_at__isnull=True)
    for member in rows.select_related("organisation").order_by("position", "pk"):
        found[member.application_id].append(member)
    return found


def _elsewhere(
    applications: Sequence[Application], members: dict[int, list[Member]]
) -> dict[str, dict[int, tuple[str, int | None]]]:
    """By codice fiscale, the standing applications of the call in which the body is, with lead and theme."""
    codes = {m.organisation.codice_fiscale for inside in members.values() for m in inside}
    rows = Member.objects.filter(
        in_groups(),
        application__call=applications[0].call_id,
        application__state__in=STANDING_STATES,
        organisation__codice_fiscale__in=codes,
    ).values_list(
        "organisation__codice_fiscale", "application_id", "application__lead__name", "application__lot_id"
    )
    found: dict[str, dict[int, tuple[str, int | None]]] = defaultdict(dict)
    for code, application_id, lead, lot in rows:
        found[code][application_id] = (lead, lot)
    return found


def _declared(applications: Iterable[Application]) -> dict[tuple[int, int], int]:
    rows = DeclarationRow.objects.filter(application__in=[a.pk for a in applications])
    counted = rows.order_by().values_list("application_id", "organisation_id").annotate(made=Count("pk"))
    found: dict[tuple[int, int], int] = defaultdict(int)
    found.update({(application, body): made for application, body, made in counted})
    return found


def _answer(rule: EligibilityRule, holds: bool, because: str, evidence: dict[str, object]) -> Finding:
    outcome = EligibilityOutcome.PASSED if holds else EligibilityOutcome.FAILED
    return Finding(rule, outcome, "" if holds else because, evidence)


def _arrival(application: Application, arrived: datetime) -> Finding:
    term = application.call.deadline
    evidence: dict[str, object] = {
        "submitted_at": arrived,
        "deadline": term,
        "registry_number": application.registry_number,
    }
    because = _("È arrivata %(when)s: il termine era %(term)s.") % {
        "when": moment(arrived),
        "term": moment(term) if term else "",
    }
    return _answer(EligibilityRule.ARRIVAL, term is not None and arrived < term, because, evidence)


def _commitment(application: Application, members: list[Member]) -> Finding:
    missing = [m.organisation.known_as for m in members if m.confirmed_at is None]
    evidence: dict[str, object] = {
        "committed": [[m.organisation.codice_fiscale, m.confirmed_at] for m in members]
    }
    because = _("Non risulta l’impegno di %(names)s.") % {"names": joined(missing)}
    return _answer(EligibilityRule.COMMITMENT, not missing, because, evidence)


def _one_group(
    application: Application, members: list[Member], elsewhere: dict[str, dict[int, tuple[str, int | None]]]
) -> Finding:
    doubles = [
        {"codice_fiscale": m.organisation.codice_fiscale, "application": pk, "lead": lead}
        for m in members
        for pk, (lead, lot) in elsewhere.get(m.organisation.codice_fiscale, {}).items()
        if pk != application.pk and lot == application.lot_id
    ]
    names = {m.organisation.codice_fiscale: m.organisation.known_as for m in members}
    said = [f"{names[str(d['codice_fiscale'])]} ({d['lead']})" for d in doubles]
    because = _("Anche in un’altra domanda: %(who)s.") % {"who": joined(said)}
    evidence: dict[str, object] = {"elsewhere": doubles, "rule": application.call.double_participation}
    return _answer(EligibilityRule.ONE_GROUP, not doubles, because, evidence)


def _lots(
    application: Application,
    members: list[Member],
    elsewhere: dict[str, dict[int, tuple[str, int | None]]],
    most: int,
) -> Finding:
    """Nobody stands for more themes than the call admits, that of this application counted."""
    codes = [m.organisation.codice_fiscale for m in members]
    taken = {
        code: len({application.lot_id, *(lot for _lead, lot in elsewhere.get(code, {}).values())})
        for code in codes
    }
    beyond = [
        f"{m.organisation.known_as} ({taken[m.organisation.codice_fiscale]})"
        for m in members
        if taken[m.organisation.codice_fiscale] > most
    ]
    because = _("Più temi di quanti l’avviso ne ammette per un ente, %(most)d: %(who)s.") % {
        "most": most,
        "who": joined(beyond),
    }
    return _answer(EligibilityRule.LOTS, not beyond, because, {"lots": taken, "most": most})


def _declarations(application: Application, made: int) -> Finding:
    """Those that nobody may leave out: required, and asked whatever the other answers."""
    declared = form_of(application.call).questions(QuestionKind.DECLARATION)
    asked = sum(1 for question in declared if question.required and question.condition is None)
    because = _("Ne sono state rese %(made)d su %(all)d.") % {"made": made, "all": asked}
    return _answer(EligibilityRule.DECLARATIONS, made >= asked, because, {"made": made, "asked": asked})
