# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cure of formal gaps (*soccorso istruttorio*): asked once, answered gap by gap, decided gap by gap."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.documents import cure_letter_data
from coprogettazione.applications.lifecycle import ApplicationLifecycle
from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    CheckItem,
    CheckOutcome,
    CureGap,
    CureRequest,
    CureState,
)
from coprogettazione.applications.notifications import tell_cure_answered, tell_cure_asked
from coprogettazione.applications.queries import cure_days, organisations_in
from coprogettazione.applications.services.checking import CURE_LAW, whole_check, write_checks
from coprogettazione.applications.services.deciding import NO_RESERVE, Reserve, decide, need_reasons
from coprogettazione.applications.services.eligibility import record_eligibility
from coprogettazione.calls.queries import next_working_day
from coprogettazione.documents.models import FileKind, PaperKind, StoredFile
from coprogettazione.documents.services import issue_act, store_upload
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.wording import ROME, end_of


@deed(on="application", says=gettext_lazy("ha chiesto di completare la domanda"), law=CURE_LAW)
def request_cure(
    act: Act,
    *,
    application: Application,
    gaps: list[dict[str, Any]],
    due: date,
    by: User | None,
    at: datetime,
) -> CureRequest:
    """Ask to fill formal gaps within a term in days, by the legal parameters the call was published with.

    Each of `gaps`: `item` (a formal one), `words`, and `codice_fiscale` of the body it is about, if one. It is
    asked once for an application: a second request would give a new term to who did not use the first. A term
    that ends on a holiday moves to the next working day; it ends with the last second of the day.
    """
    asked = _asked(application, gaps)
    if application.cures.exists():
        raise WrongState(
            _(
                "L’integrazione è già stata chiesta: si chiede una volta sola, con un termine uguale per tutti."
            ),
            law=CURE_LAW,
        )
    last_day = next_working_day(_within_the_law(application, due, at))
    _write_gaps(application, asked, by, at)
    cure = CureRequest.objects.create(
        application=application, requested_at=at, requested_by=by, due_at=end_of(last_day)
    )
    bodies = {body.codice_fiscale: body for body in organisations_in(application)}
    CureGap.objects.bulk_create(
        CureGap(cure=cure, number=number, item=item, organisation=bodies.get(code), words=words)
        for number, (item, code, words) in enumerate(asked, 1)
    )
    cure.letter = issue_act(
        kind=PaperKind.LETTER,
        body=application.call.lead_authority,
        title=_("Richiesta di completare la domanda"),
        subject=_("Soccorso istruttorio (articolo 6, comma 1, lettera b, l. 241/1990)"),
        about=application,
        data=cure_letter_data(cure),
        by=by,
        at=at,
        owner=application.lead,
    )
    cure.save(update_fields=["letter"])
    move(ApplicationLifecycle(application).ask_cure)
    act.record(cure=cure.pk, due_at=cure.due_at, letter=cure.letter.number)
    tell_cure_asked(cure, at)
    return cure


def _asked(application: Application, gaps: list[dict[str, Any]]) -> list[tuple[CheckItem, str, str]]:
    codes = {body.codice_fiscale for body in organisations_in(application)}
    asked = []
    for given in gaps:
        name, words = str(given.get("item", "")), str(given.get("words", "")).strip()
        code = str(given.get("codice_fiscale") or "")
        if name not in CheckItem.values or (code and code not in codes):
            raise Invalid(_("Questo controllo non riguarda la domanda."), fields={"gaps": name})
        item = CheckItem(name)
        if not item.is_formal:
            said = _(
                "«%(item)s» non è un elemento formale: non si può chiedere di completarlo. La sostanza della "
                "proposta e i requisiti restano quelli della scadenza."
            ) % {"item": item.label}
            raise Invalid(said, law=CURE_LAW, fields={"gaps": said})
        if not words:
            continue
        if len(words) > 300:
            said = _("Ogni voce sta in 300 caratteri.")
            raise Invalid(said, fields={"gaps": said})
        asked.append((item, code, words))
    if not asked:
        said = _("Scrivi almeno una cosa che manca.")
        raise Invalid(said, fields={"gaps": said})
    return asked


def _within_the_law(application: Application, due: date, at: datetime) -> date:
    today = at.astimezone(ROME).date()
    least, most = cure_days(application.call, today)
    if not least <= (due - today).days <= most:
        words = _("Il termine va da %(least)d a %(most)d giorni da oggi.") % {"least": least, "most": most}
        raise Invalid(words, law=CURE_LAW, fields={"due": words})
    return due


def _write_gaps(
    application: Application, asked: list[tuple[CheckItem, str, str]], by: User | None, at: datetime
) -> None:
    """What is asked stands in the check too: the checklist and the request say the same."""
    together: dict[tuple[CheckItem, str], list[str]] = defaultdict(list)
    for item, code, words in asked:
        together[item, code].append(words)
    checks = [
        {"item": item, "codice_fiscale": code or None, "outcome": CheckOutcome.GAP, "note": "; ".join(words)}
        for (item, code), words in together.items()
    ]
    write_checks(application, checks, by, at)


def keep_papers(
    application: Application, files: Iterable[File], *, by: User | None, at: datetime
) -> list[StoredFile]:
    """The papers with which the lead answers the office, kept in the dossier. Raises UploadRefused."""
    return [
        store_upload(
            file=file,
            kind=FileKind.ATTACHMENT,
            by=by,
            at=at,
            owner=application.lead,
            case_file=application.call,
        )
        for file in files
    ]


@deed(on="cure", says=gettext_lazy("ha risposto alla richiesta di integrazione"), law=CURE_LAW)
def answer_cure(
    act: Act,
    *,
    cure: CureRequest,
    text: str,
    files: list[File],
    answers: Sequence[dict[str, Any]] = (),
    beside: Sequence[int] = (),
    by: User | None,
    at: datetime,
) -> CureRequest:
    """The applicant fills the gaps: words, files, or both. Once, within the term.

    `text` answers as a whole; each of `answers` a gap (`number`, `text`); `beside` says, file by file, the
    number of the gap it belongs to (0, or left out: none in particular).
    """
    by_gap = {int(a["number"]): str(a.get("text", "")).strip() for a in answers}
    if not text.strip() and not files and not any(by_gap.values()):
        words = _("Scrivi la risposta o aggiungi almeno un file.")
        raise Invalid(words, fields={"text": words})
    application = cure.application
    gaps = {gap.number: gap for gap in cure.gaps.all()}
    if not {n for n in (*by_gap, *beside) if n} <= set(gaps):
        raise Invalid(_("La richiesta non ha questa voce."), fields={"text": _("Ricarica la pagina.")})
    stored = keep_papers(application, files, by=by, at=at)
    cure.state, cure.answer, cure.answered_at, cure.answered_by = CureState.ANSWERED, text.strip(), at, by
    cure.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    cure.files.add(*stored)
    for number, said in by_gap.items():
        gaps[number].answer = said
        gaps[number].save(update_fields=["answer"])
    for file, number in zip(stored, beside, strict=False):
        if number:
            gaps[number].files.add(file)
    act.record(hashes=[f.sha256 for f in stored])
    tell_cure_answered(cure, at)
    return cure


@deed(on="cure", says=gettext_lazy("ha deciso sulla risposta all’integrazione"), law=CURE_LAW)
def resolve_cure(
    act: Act,
    *,
    cure: CureRequest,
    outcome: str,
    reasons: str,
    gaps: Sequence[dict[str, Any]] = (),
    reserve_event: str = "",
    reserve_until: date | None = None,
    by: User | None,
    at: datetime,
) -> CureRequest:
    """Decide after the answer, or after the term without one (then the application can only be excluded).

    Each of `gaps`: `number`, `accepted`, `reason` where it is not; left out, all are accepted when the
    application goes on and none when it is excluded, for the `reasons` of the outcome. Raises Invalid: a gap
    not accepted without its reason, an exclusion with every gap accepted and nothing else amiss, an admission
    with an item not in order or still to be looked at.
    """
    need_reasons(reasons, _("Scrivi perché decidi così."))
    application: Application = locked(cure.application)
    if cure.state == CureState.ASKED and outcome != ApplicationState.EXCLUDED:
        words = _("Nessuno ha risposto entro il termine: la domanda può essere soltanto esclusa.")
        raise Invalid(words, law=CURE_LAW, fields={"outcome": words})
    accepted = _judge(cure, outcome, reasons.strip(), gaps)
    cure.state, cure.resolved_at, cure.reasons = CureState.RESOLVED, at, reasons.strip()
    cure.save(update_fields=["state", "resolved_at", "reasons"])
    checks = [
        {
            "item": gap.item,
            "codice_fiscale": gap.organisation and gap.organisation.codice_fiscale,
            "outcome": CheckOutcome.OK,
            "note": _("completato con l’integrazione"),
        }
        for gap in accepted
    ]
    write_checks(application, checks, by, at)
    excluded = outcome == ApplicationState.EXCLUDED
    found = list(application.checks.select_related("organisation")) if excluded else whole_check(application)
    record_eligibility([application], by=by, at=at)
    reserve: Reserve = (reserve_event.strip(), reserve_until) if not excluded else NO_RESERVE
    decide(application, outcome, found, reasons=reasons.strip(), reserve=reserve, by=by, at=at)
    act.record(outcome=outcome, accepted=[gap.number for gap in accepted])
    return cure


def _judge(cure: CureRequest, outcome: str, reasons: str, gaps: Sequence[dict[str, Any]]) -> list[CureGap]:
    """Write on each gap whether it was filled; the items whose gaps were all accepted, one gap each."""
    said = {int(g["number"]): g for g in gaps}
    goes_on = outcome != ApplicationState.EXCLUDED
    rows = list(cure.gaps.select_related("organisation"))
    for gap in rows:
        given = said.get(gap.number, {})
        gap.accepted = bool(given.get("accepted", goes_on and not said))
        gap.reason = "" if gap.accepted else str(given.get("reason") or ("" if said else reasons)).strip()
        if not gap.accepted and not gap.reason:
            words = _("Scrivi perché «%(gap)s» non è accolta.") % {"gap": gap.words}
            raise Invalid(words, law=_("art. 3, l. 241/1990"), fields={f"reason_{gap.number}": words})
        gap.save(update_fields=["accepted", "reason"])
    refused = {(gap.item, gap.organisation_id) for gap in rows if not gap.accepted}
    filled = {(g.item, g.organisation_id): g for g in rows if (g.item, g.organisation_id) not in refused}
    return list(filled.values())
