# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Submitting, replacing, withdrawing: until the term, to the second."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coprogettazione.applications.documents import receipt_data
from coprogettazione.applications.lifecycle import ApplicationLifecycle
from coprogettazione.applications.models import Application, Submission
from coprogettazione.applications.notifications import tell_received, tell_withdrawn
from coprogettazione.applications.queries.completeness import Gap, what_is_missing
from coprogettazione.applications.queries.snapshot import content_of, files_of, fingerprint
from coprogettazione.applications.services.eligibility import record_eligibility
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.wording import in_words, moment


class Incomplete(Invalid):
    """Something is missing: `gaps` says what and where (domain.md §9, rule 9)."""

    def __init__(self, gaps: list[Gap]) -> None:
        counted = ngettext("Manca %(n)s cosa: %(what)s.", "Mancano %(n)s cose: %(what)s.", len(gaps)) % {
            "n": in_words(len(gaps)),
            "what": "; ".join(gap.title for gap in gaps),
        }
        super().__init__(counted, law=_("art. 6, c. 1, lett. b), l. 241/1990"))
        self.gaps = gaps


@deed(
    on="application",
    says=gettext_lazy("ha inviato la domanda"),
    law="art. 55, d.lgs. 117/2017; art. 38, d.P.R. 445/2000",
    sealed=True,
)
def submit_application(act: Act, *, application: Application, by: User, at: datetime) -> Submission:
    """Submit the draft: complete, before the term. One snapshot, one number, one receipt.

    The call is locked too: the submissions of a call come one after the other, and none slips past its
    closing. What is written is read before, so that the others wait less. Raises Incomplete, or WrongState at
    the term and after: `at` is when the request arrived, however long it waited (docs/decisions/0006).
    """
    content = content_of(application)
    call: Call = locked(application.call)
    if call.state != CallState.PUBLISHED or call.deadline is None or at >= call.deadline:
        raise WrongState(
            _("Non si può più inviare la domanda: il termine è scaduto %(term)s.")
            % {"term": moment(call.deadline) if call.deadline else ""}
        )
    application.call = call
    gaps = what_is_missing(application, at)
    if gaps:
        raise Incomplete(gaps)
    submission = _take_in(act, application, content, by=by, at=at, in_time=True)
    move(
        ApplicationLifecycle(application).submit,
        submitted_at=at,
        registry_number=submission.registry_number,
        content_hash=submission.content_hash,
    )
    tell_received(submission, at)
    return submission


@deed(
    on="application",
    says=gettext_lazy("ha chiesto di annotare una domanda arrivata fuori termine"),
    sealed=True,
)
def record_late_application(act: Act, *, application: Application, by: User, at: datetime) -> Submission:
    """Keep what arrived at the term or after, with its number: it is never opened."""
    submission = _take_in(act, application, content_of(application), by=by, at=at, in_time=False)
    move(
        ApplicationLifecycle(application).record_late,
        submitted_at=at,
        registry_number=submission.registry_number,
        content_hash=submission.content_hash,
    )
    tell_received(submission, at)
    return submission


def _take_in(
    act: Act, application: Application, content: dict[str, Any], *, by: User, at: datetime, in_time: bool
) -> Submission:
    content_hash = fingerprint(content)
    earlier = application.submissions.order_by("-number").first()
    receipt = issue_act(
        kind=PaperKind.RECEIPT,
        body=application.call.lead_authority,
        title=_("Ricevuta della domanda"),
        subject=application.call.title,
        about=application,
        data=receipt_data(
            application,
            content,
            content_hash=content_hash,
            by=by,
            at=at,
            in_time=in_time,
            replaces=earlier,
        ),
        by=by,
        at=at,
        owner=application.lead,
        key=application.key_id,
    )
    submission = Submission.objects.create(
        application=application,
        number=earlier.number + 1 if earlier else 1,
        snapshot=content,
        content_hash=content_hash,
        files=files_of(application),
        submitted_at=at,
        submitted_by=by,
        in_time=in_time,
        registry_number=receipt.number,
        receipt=receipt,
    )
    act.show(registry_number=receipt.number, content_hash=content_hash, in_time=in_time)
    record_eligibility([application], by=None, at=at)
    act.record(
        files=[{"name": f["name"], "sha256": f["sha256"]} for f in submission.files],
    )
    return submission


@deed(on="application", says=gettext_lazy("ha riaperto la domanda per sostituirla"))
def reopen_application(act: Act, *, application: Application, by: User | None, at: datetime) -> Application:
    """Take back what was submitted to change it and submit it again before the term.

    Until then there is no application: what had arrived is kept, and counts no more.
    """
    _supersede(application, at)
    move(ApplicationLifecycle(application).reopen)
    return application


@deed(on="application", says=gettext_lazy("ha ritirato la domanda"), sealed=True)
def withdraw_application(
    act: Act, *, application: Application, reason: str = "", by: User | None, at: datetime
) -> Application:
    """Withdraw before the term."""
    _supersede(application, at)
    move(ApplicationLifecycle(application).withdraw, withdrawn_at=at, reasons=reason.strip())
    tell_withdrawn(application, at)
    return application


@deed(on="application", says=gettext_lazy("ha rinunciato al procedimento"))
def renounce_application(
    act: Act, *, application: Application, reason: str, by: User | None, at: datetime
) -> Application:
    """Leave the procedure after the opening; the submission stays on record."""
    if not reason.strip():
        raise Invalid(_("Scrivi perché rinunciate."), fields={"reason": _("Scrivi perché rinunciate.")})
    move(ApplicationLifecycle(application).renounce, withdrawn_at=at, reasons=reason.strip())
    tell_withdrawn(application, at)
    return application


def _supersede(application: Application, at: datetime) -> None:
    application.submissions.filter(superseded_at__isnull=True).update(superseded_at=at)
