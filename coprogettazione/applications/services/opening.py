# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Breaking the seal after the term; reading, which leaves a trace; ending a procedure with nobody in it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.documents import closing_act_data
from coprogettazione.applications.models import STANDING_STATES, Application, ApplicationState, Opening
from coprogettazione.applications.services.eligibility import record_eligibility
from coprogettazione.calls.documents import executive_act
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call, CallAct
from coprogettazione.documents.models import Paper
from coprogettazione.documents.services import publish_act
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.models import ContentKey
from coprogettazione.records.refusals import AlreadyDone, Invalid, Words
from coprogettazione.records.sealing import forget_keys
from coprogettazione.wording import clock, day

#: What is closed for ever: not sent, taken back, arrived at the term or after.
NEVER_OPENED = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.LATE)


@deed(on="call", says=gettext_lazy("ha aperto le domande arrivate"), law="art. 6, l. 241/1990")
def open_applications(act: Act, *, call: Call, by: User | None, at: datetime) -> Opening:
    """Unseal every application that arrived in time, all at once, after the term. Late ones stay closed.

    What the platform can check by itself is checked now: only now all that arrived is known.
    From now on the rules let the office read. Texts and files go on lying closed in the archive (decision 9):
    no row that a trigger protects is written again, and a copy of the database never tells an application.
    """
    done = Opening.objects.filter(call=call).select_related("opened_by").first()
    if done is not None:
        raise AlreadyDone(
            _("%(who)s ha già aperto le domande il %(day)s alle %(time)s.")
            % {"who": done.opened_by, "day": day(done.opened_at), "time": clock(done.opened_at)}
        )
    received = call.applications.filter(state=ApplicationState.RECEIVED)
    opened = received.update(opened_at=at)
    late = call.applications.filter(state=ApplicationState.LATE).count()
    if not opened and not late:
        raise Invalid(_("Non è arrivata nessuna domanda: non c’è niente da aprire."))
    record_eligibility(
        list(call.applications.filter(opened_at=at).select_related("call__district")), by=None, at=at
    )
    opening = Opening.objects.create(call=call, opened_at=at, opened_by=by, received=opened, late=late)
    act.record(received=opened, late=late)
    return opening


@deed(
    on="call",
    says=gettext_lazy("ha distrutto le chiavi delle domande mai aperte"),
    law="art. 5, c. 1, lett. e), reg. UE 2016/679",
)
def destroy_sealed_keys(
    act: Act, *, call: Call, reasons: str, by: User | None, at: datetime
) -> list[ContentKey]:
    """End, for ever, what nobody was to read: drafts, withdrawn and late applications of a finished procedure.

    Their texts and files stay in the archive, closed, and nothing opens them any more, backups included as soon
    as these are renewed. Numbers, instants and fingerprints stay in the register.
    """
    if not reasons.strip():
        words = _(
            "Scrivi perché, per esempio «Termini di ricorso trascorsi, conservazione non più necessaria»."
        )
        raise Invalid(words, fields={"reasons": words})
    closed = call.applications.filter(state__in=NEVER_OPENED, opened_at__isnull=True)
    keys = list(
        ContentKey.objects.select_for_update().filter(pk__in=closed.values("key"), destroyed_at__isnull=True)
    )
    if not keys:
        raise Invalid(_("Non c’è nessuna domanda chiusa di cui distruggere la chiave."))
    for key in keys:
        key.wrapped, key.destroyed_at = "", at
        key.save(update_fields=["wrapped", "destroyed_at"])
    transaction.on_commit(forget_keys)
    act.record(keys=[key.pk.hex for key in keys])
    return keys


@deed(on="application", says=gettext_lazy("ha letto una domanda"))
def read_application(act: Act, *, application: Application, by: User | None, at: datetime) -> Application:
    """Read an application that is somebody else's: who did it stays in the register."""
    act.record(content_hash=application.content_hash)
    return application


@deed(on="call", says=gettext_lazy("ha dichiarato l’avviso deserto"), law="art. 3, l. 241/1990")
def declare_deserted(
    act: Act,
    *,
    call: Call,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User,
    at: datetime,
) -> Call:
    """End a procedure to which nobody applied in time, by a reasoned and published act."""
    arrived = Q(opened_at__isnull=False) | Q(state__in=[*STANDING_STATES, ApplicationState.EXCLUDED])
    if call.applications.filter(arrived).exists():
        raise Invalid(_("L’avviso non è deserto: nei termini è arrivata almeno una domanda."))
    paper = end_by_act(
        call,
        deed_name="declare_deserted",
        subject=_("Avviso deserto, conclusione del procedimento «%(title)s»") % {"title": call.title},
        facts=_("che entro il termine non è arrivata nessuna domanda;"),
        decision=_("di dichiarare deserto l’avviso."),
        reasons=reasons,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    move(CallLifecycle(call).desert, concluded_at=at)
    act.record(paper=paper.pk)
    return call


def end_by_act(
    call: Call,
    *,
    deed_name: str,
    subject: str,
    facts: Words,
    decision: Words,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User,
    at: datetime,
) -> Paper:
    """Adopt and publish the executive's act that ends a procedure. Raises Invalid for reasons or number."""
    for name, value, words in (
        ("reasons", reasons, _("L’atto è motivato: scrivi perché.")),
        ("act_number", act_number, _("Scrivi il numero della determina, per esempio 58/2026.")),
    ):
        if not value.strip():
            raise Invalid(words, law=_("art. 3, l. 241/1990"), fields={name: words})
    CallAct.objects.create(
        call=call,
        deed=deed_name,
        number=act_number.strip(),
        signed_on=act_date,
        reasons=reasons.strip(),
        by=by,
        at=at,
    )
    paper = executive_act(
        body=call.lead_authority,
        about=call,
        subject=subject,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
        **closing_act_data(call, facts=facts, reasons=reasons.strip(), decision=decision),
    )
    return publish_act(paper=paper, by=by, at=at)
