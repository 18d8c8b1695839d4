# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may exclude an admitted application, who is heard, who reads of it (artt. 7–10, l. 241/1990)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.rules import (
    application_of,
    represents_a_member,
    represents_the_lead,
    represents_the_single_body,
    works_for_a_member,
)
from coprogettazione.calls.lifecycle import AT_THE_TABLE
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.evaluation.models import OPEN_STATES, AdmissionOutcome, Exclusion, ExclusionState
from coprogettazione.records.rights import Answer, Verdict, condition, in_state, rights
from coprogettazione.wording import moment

#: What D6 gave that an exclusion takes back.
TO_LOSE = (AdmissionOutcome.ADMITTED, AdmissionOutcome.WAITING)

_at_the_table = in_state(
    *AT_THE_TABLE,
    of=lambda subject: str(subject.case_file.state),
    refusal=_("Una domanda ammessa si esclude dopo l’ammissione e prima che il tavolo si concluda."),
)
_may_still_leave = in_state(
    ApplicationState.ADMITTED,
    ApplicationState.RESERVED,
    of=lambda subject: str(application_of(subject).state),
    refusal=_("La domanda non è più nel procedimento: non c’è niente da escludere."),
)


@condition(
    _("se siede al tavolo o aspetta in graduatoria"),
    refusal=_("La domanda non siede al tavolo e non può esservi chiamata: non c’è niente da escludere."),
)
def has_a_place(user: Any, subject: Any, at: datetime) -> Answer:
    """D6 gave it a seat, or a place among those who may still be called."""
    admission = getattr(application_of(subject), "admission", None)
    return admission is not None and admission.outcome in TO_LOSE


@condition(
    _("se non ce n’è già uno in corso"),
    refusal=_("È già in corso un procedimento di esclusione di questa domanda."),
)
def nothing_is_running(user: Any, application: Application, at: datetime) -> Answer:
    """One exclusion at a time: whoever comes second is told who was first."""
    running = Exclusion.objects.filter(application=application, state__in=OPEN_STATES)
    found = running.select_related("announced_by").first()
    if found is None:
        return True
    return gettext(
        "%(who)s ha già comunicato l’avvio del procedimento di esclusione %(when)s. Le osservazioni si "
        "presentano fino a %(due)s."
    ) % {"who": found.announced_by, "when": moment(found.announced_at), "due": moment(found.due_at)}


@condition(
    _("finché non si è deciso"),
    refusal=_("Su questa esclusione è già stato deciso."),
)
def is_undecided(user: Any, exclusion: Exclusion, at: datetime) -> Answer:
    """Nobody has decided yet."""
    return exclusion.is_open


@condition(
    _("finché nessuno ha presentato osservazioni"),
    refusal=_("Le osservazioni sono già state presentate, e si presentano una volta sola."),
)
def is_unheard(user: Any, exclusion: Exclusion, at: datetime) -> Answer:
    """The body has not answered yet."""
    return bool(exclusion.state == ExclusionState.ANNOUNCED)


@condition(
    _("entro il termine dato"),
    refusal=_("Il termine per le osservazioni è scaduto."),
    law=_("art. 10, l. 241/1990"),
)
def is_before_due(user: Any, exclusion: Exclusion, at: datetime) -> Answer:
    """Until the last second of the last day."""
    if at <= exclusion.due_at:
        return True
    return gettext("Non puoi più presentare osservazioni: il termine è scaduto %(term)s.") % {
        "term": moment(exclusion.due_at)
    }


@condition(
    _("dopo le osservazioni, o dopo il termine per presentarle"),
    refusal=_("L’ente può ancora presentare osservazioni: il termine è in corso."),
    law=_("art. 10, l. 241/1990"),
)
def is_heard_or_overdue(user: Any, exclusion: Exclusion, at: datetime) -> Answer:
    """The body was heard, or its time is over."""
    if exclusion.state == ExclusionState.OBSERVED or at > exclusion.due_at:
        return True
    return gettext("L’ente può ancora presentare osservazioni fino a %(term)s.") % {
        "term": moment(exclusion.due_at)
    }


_offices = is_procedure_officer | is_executive_officer | is_planning_operator | is_auditor
_own = works_for_a_member | represents_a_member

rights(
    {
        "announce_exclusion": is_procedure_officer
        & _at_the_table
        & _may_still_leave
        & has_a_place
        & nothing_is_running,
        "observe_exclusion": (represents_the_single_body | represents_the_lead)
        & is_undecided
        & is_unheard
        & is_before_due,
        "exclude_admitted": is_executive_officer
        & is_undecided
        & is_heard_or_overdue
        & _at_the_table
        & _may_still_leave
        & has_a_place,
        "drop_exclusion": (is_executive_officer | is_procedure_officer) & is_undecided,
        "read_exclusion": _own | _offices,
    }
)


@reader
def reads_exclusion_files(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """The letter, what the body answered and the whole act: its own people, and the offices."""
    found = Exclusion.objects.select_related("application__call")
    exclusion = (
        found.filter(letter__file=file).first()
        or found.filter(files=file).first()
        or found.filter(act__file=file).first()
    )
    return None if exclusion is None else (_own | _offices).check(actor, exclusion, at)
