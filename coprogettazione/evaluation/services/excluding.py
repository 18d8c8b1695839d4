# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Excluding an application that was already admitted: told to who is concerned, heard, then decided by an act."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.lifecycle import ApplicationLifecycle
from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import keep_papers
from coprogettazione.calls.lifecycle import AT_THE_TABLE
from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import parameter_of, term_after
from coprogettazione.calls.services import need_reasons
from coprogettazione.evaluation.documents import announcement_letter, issue_exclusion
from coprogettazione.evaluation.lifecycle import ExclusionLifecycle
from coprogettazione.evaluation.models import (
    Admission,
    AdmissionOutcome,
    Exclusion,
    ExclusionGround,
    ExclusionState,
)
from coprogettazione.evaluation.notifications import (
    tell_excluded,
    tell_exclusion_announced,
    tell_exclusion_dropped,
    tell_exclusion_observed,
)
from coprogettazione.evaluation.rules.exclusion import TO_LOSE
from coprogettazione.evaluation.services.appointing import adopt
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.wording import ROME, end_of

HEARING = gettext_lazy("artt. 7 e 8, l. 241/1990")
#: How many files may come with the observations: as many as the form asks for.
MOST_FILES = 3


@deed(
    on="application",
    says=gettext_lazy("ha comunicato l’avvio del procedimento di esclusione"),
    law=HEARING,
)
def announce_exclusion(
    act: Act, *, application: Application, ground: str, reasons: str, by: User | None, at: datetime
) -> Exclusion:
    """Tell an admitted body that it may be excluded, why, and until when it may answer.

    `ground` is one of ExclusionGround. The days for the observations and those to decide are the legal
    parameters the call was published with; both terms end with the last second of a working day. One at a time.
    Raises Invalid for the ground and the reasons.
    """
    if ground not in ExclusionGround.values:
        words = _("Scegli il motivo.")
        raise Invalid(words, law=HEARING, fields={"ground": words})
    if ground == ExclusionGround.RESERVE and application.state != ApplicationState.RESERVED:
        words = _("Questa domanda non è ammessa con riserva: scegli un altro motivo.")
        raise Invalid(words, fields={"ground": words})
    reasons = need_reasons(reasons)
    call, today = application.call, at.astimezone(ROME).date()
    exclusion = Exclusion.objects.create(
        application=application,
        ground=ground,
        reasons=reasons,
        announced_at=at,
        announced_by=by,
        due_at=end_of(term_after(today, parameter_of(call, Parameter.OBSERVATION_DAYS, today))),
        decide_by=end_of(term_after(today, parameter_of(call, Parameter.CONCLUSION_DAYS, today))),
    )
    exclusion.letter = announcement_letter(exclusion, by=by, at=at)
    exclusion.save(update_fields=["letter"])
    act.record(
        exclusion=exclusion.pk,
        due_at=exclusion.due_at,
        decide_by=exclusion.decide_by,
        letter=exclusion.letter.number,
    )
    tell_exclusion_announced(exclusion, at)
    return exclusion


@deed(
    on="exclusion",
    says=gettext_lazy("ha presentato osservazioni sull’esclusione"),
    law=gettext_lazy("art. 10, l. 241/1990"),
)
def observe_exclusion(
    act: Act,
    *,
    exclusion: Exclusion,
    text: str,
    files: Sequence[File] = (),
    by: User | None,
    at: datetime,
) -> Exclusion:
    """What the body has to say, with its papers: once, within the term. The executive must answer it.

    Raises Invalid without a text, or with more than MOST_FILES files.
    """
    act.about(exclusion.application)
    if not text.strip():
        words = _("Scrivi le osservazioni: perché la domanda non va esclusa.")
        raise Invalid(words, fields={"text": words})
    if len(files) > MOST_FILES:
        words = _("Al più %(most)d file.") % {"most": MOST_FILES}
        raise Invalid(words, fields={"files": words})
    stored = keep_papers(exclusion.application, files, by=by, at=at)
    exclusion.files.add(*stored)
    move(
        ExclusionLifecycle(exclusion).observe,
        observations=text.strip(),
        observed_at=at,
        observed_by=by,
    )
    act.record(exclusion=exclusion.pk, hashes=[file.sha256 for file in stored])
    tell_exclusion_observed(exclusion, at)
    return exclusion


@deed(
    on="exclusion",
    says=gettext_lazy("ha escluso una domanda dopo l’ammissione"),
    law=gettext_lazy("artt. 3 e 10, l. 241/1990"),
)
def exclude_admitted(
    act: Act,
    *,
    exclusion: Exclusion,
    reasons: str,
    answer: str = "",
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Exclusion:
    """Exclude an application that D6 had admitted, or left in the ranking, by an act with its reasons.

    `answer` says why the observations do not change the outcome: needed when there are any. Its admission
    lapses (who follows in the ranking is called by `scroll_ranking`), its people get up from the table, the
    published act does not say why. Raises Invalid for the act, the reasons and the answer.
    """
    application: Application = locked(exclusion.application)
    call: Call = locked(application.call)
    if call.state not in AT_THE_TABLE:
        raise WrongState(_("Nel frattempo il tavolo si è concluso: la domanda non si esclude più così."))
    application.call, exclusion.application = call, application
    act.about(application)
    reasons = need_reasons(reasons)
    if exclusion.state == ExclusionState.OBSERVED and not answer.strip():
        words = _("Rispondi alle osservazioni: di’ perché non cambiano la decisione.")
        raise Invalid(words, law=_("art. 10, c. 1, lett. b), l. 241/1990"), fields={"answer": words})
    adopt(call, "exclude_admitted", act_number=act_number, act_date=act_date, reasons=reasons, by=by, at=at)
    move(ApplicationLifecycle(application).forfeit, decided_at=at, reasons=reasons)
    sat = _lapse(application, reasons, act_number=act_number, act_date=act_date, at=at)
    move(
        ExclusionLifecycle(exclusion).exclude,
        concluded_at=at,
        concluded_by=by,
        conclusion=reasons,
        answer=answer.strip(),
    )
    exclusion.act = issue_exclusion(
        exclusion, sat=sat, act_number=act_number, act_date=act_date, by=by, at=at
    )
    exclusion.save(update_fields=["act"])
    act.record(exclusion=exclusion.pk, ground=exclusion.ground, paper=exclusion.act.number)
    tell_excluded(exclusion, sat, at)
    return exclusion


def _lapse(application: Application, reasons: str, *, act_number: str, act_date: date, at: datetime) -> bool:
    """What D6 said of it has no effect any more: it lapses if it sat, it is excluded if it waited. Returns
    whether it sat; raises WrongState when it had neither, because the ranking was scrolled meanwhile.
    """
    admission = Admission.objects.select_for_update().get(application=application)
    if admission.outcome not in TO_LOSE:
        raise WrongState(
            _("Nel frattempo la domanda ha già lasciato il suo posto: non c’è niente da escludere.")
        )
    sat = bool(admission.outcome == AdmissionOutcome.ADMITTED)
    admission.outcome = AdmissionOutcome.LAPSED if sat else AdmissionOutcome.EXCLUDED
    admission.reason, admission.decided_at = reasons, at
    admission.act_number, admission.act_date = act_number.strip(), act_date
    admission.save(update_fields=["outcome", "reason", "decided_at", "act_number", "act_date"])
    return sat


@deed(
    on="exclusion",
    says=gettext_lazy("ha archiviato un procedimento di esclusione"),
    law=gettext_lazy("artt. 2 e 3, l. 241/1990"),
)
def drop_exclusion(
    act: Act, *, exclusion: Exclusion, reasons: str, by: User | None, at: datetime
) -> Exclusion:
    """End the exclusion without excluding: the application stays as it is. Raises Invalid without reasons."""
    act.about(exclusion.application)
    reasons = need_reasons(reasons)
    move(ExclusionLifecycle(exclusion).drop, concluded_at=at, concluded_by=by, conclusion=reasons)
    act.record(exclusion=exclusion.pk)
    tell_exclusion_dropped(exclusion, at)
    return exclusion
