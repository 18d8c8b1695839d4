# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what on an application, and who may read it: sealed for everybody else until the opening."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import (
    STANDING_STATES,
    Application,
    ApplicationState,
    Attachment,
    CureState,
    Member,
)
from coprogettazione.applications.rules.people import (
    application_of,
    represents_a_member,
    represents_some_body,
    represents_the_lead,
    represents_the_single_body,
    works_for_a_member,
    works_for_some_body,
    works_for_the_lead,
)
from coprogettazione.calls.models import TERMINAL_STATES, CallState
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_past_deadline,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.refusals import Words
from coprogettazione.records.rights import Answer, Right, Verdict, condition, in_state, rights
from coprogettazione.wording import moment

# Time and seal.


def in_time(cannot: Words) -> Right:
    """Before the term of the call, to the second; `cannot` says what cannot be done any more."""

    def test(user: Any, subject: Any, at: datetime) -> Answer:
        term = subject.case_file.deadline
        if term is not None and at < term:
            return True
        if term is None:
            return gettext("L’avviso non ha ancora un termine.")
        return gettext("%(cannot)s: il termine è scaduto %(term)s.") % {
            "cannot": cannot,
            "term": moment(term),
        }

    return condition(_("prima del termine per le domande"), refusal=cannot, law=_("art. 2 dell’avviso"))(test)


@condition(
    _("dopo l’apertura delle domande"), refusal=_("Le domande sono sigillate: si aprono dopo il termine.")
)
def is_opened(user: Any, subject: Any, at: datetime) -> Answer:
    """The seal of this very application was broken."""
    application = application_of(subject)
    if application.state == ApplicationState.LATE:
        return gettext("La domanda è arrivata fuori termine: non si apre.")
    if application.opened_at is not None and application.opened_at <= at:
        return True
    term = application.call.deadline
    if term is not None and at < term:
        return gettext("La domanda è sigillata fino a %(term)s.") % {"term": moment(term)}
    return False


@condition(_("dopo il termine per le domande"), refusal=_("Il termine è in corso: invia la domanda."))
def is_surely_late(user: Any, application: Any, at: datetime) -> Answer:
    """The term has passed, and with it the minutes in which what arrived before may still wait its turn."""
    term = application.call.deadline
    if term is None or at < term:
        return False
    if at < term + STILL_AT_THE_DOOR:
        return gettext(
            "Se hai inviato la domanda prima del termine può essere ancora in coda: conta quando è arrivata. "
            "Aspetta due minuti e ricarica la pagina."
        )
    return True


class Readers(Right):
    """Who may read an application once it is opened.

    Later chapters add theirs (the committee, for its own call), and what nobody is spared, whatever else
    the person is (who sits in the committee declares before reading).
    """

    def __init__(self, right: Right) -> None:
        self.right = right
        self.bars: list[Right] = []

    def add(self, right: Right) -> None:
        """Let somebody else read."""
        self.right = self.right | right

    def bar(self, right: Right) -> None:
        """Ask this too of everybody who may read."""
        self.bars.append(right)

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        """Ask everybody who was added, then what nobody is spared."""
        verdict = self.right.check(actor, subject, at)
        if verdict:
            for bar in self.bars:
                refused = bar.check(actor, subject, at)
                if not refused:
                    return refused
        return verdict

    def printed(self, role: str, state: str) -> Any:
        """As the sentence they make together."""
        said = self.right.printed(role, state)
        return "if" if said == "yes" and self.bars else said

    def roles(self) -> set[str]:
        """Every role that was added."""
        return self.right.roles()

    def conditions(self) -> list[Words]:
        """Every condition that was added."""
        return [*self.right.conditions(), *[words for bar in self.bars for words in bar.conditions()]]


_office = is_planning_operator | is_procedure_officer | is_executive_officer | is_auditor
#: Officials who read what was opened. `readers_of_opened.add(is_committee_member_who_declared)` widens it.
readers_of_opened = Readers(_office)

_works_here = works_for_a_member | represents_a_member
_lead_signs = represents_the_single_body | represents_the_lead
_lead_works = works_for_the_lead | represents_the_single_body | represents_the_lead
_own_application = works_for_a_member | represents_a_member

_ONLY_DRAFT = _("La domanda è già stata inviata: per cambiarla, riaprila prima del termine.")
_draft = in_state(ApplicationState.DRAFT, refusal=_ONLY_DRAFT)
_writing = _draft & in_time(_("Non si può più scrivere la domanda"))
_standing = in_state(*STANDING_STATES, refusal=_("La domanda non è più nel procedimento."))


def _call_state(subject: Any) -> str:
    return str(subject.case_file.state)


_checking = in_state(
    CallState.ADMISSIBILITY,
    of=_call_state,
    refusal=_("I requisiti si controllano dopo il termine e prima della valutazione."),
)
_concluding = in_state(
    CallState.ADMISSIBILITY,
    CallState.COMMITTEE,
    CallState.EVALUATION,
    of=_call_state,
    refusal=_(
        "Il termine per concludere corre dal termine per le domande fino alla decisione sull’ammissione."
    ),
)
_alive = in_state(
    *[s for s in CallState if s not in TERMINAL_STATES],
    of=_call_state,
    refusal=_("Il procedimento è finito."),
)


@condition(_("chi è stato aggiunto come nuovo partner, o prima dell’invio"), refusal=_ONLY_DRAFT)
def is_joining(user: Any, subject: Any, at: datetime) -> Answer:
    """Before the submission, or later for a body that entered as a substitute."""
    if subject.state == ApplicationState.DRAFT:
        return True
    return Member.objects.filter(
        application_id=subject.pk,
        substitutes__isnull=False,
        confirmed_at__isnull=True,
        left_at__isnull=True,
    ).exists()


@condition(_("finché la richiesta aspetta risposta"), refusal=_("A questa richiesta è già stato risposto."))
def is_waiting(user: Any, cure: Any, at: datetime) -> Answer:
    """Nobody has answered yet."""
    return bool(cure.state == CureState.ASKED)


@condition(_("entro il termine dato"), refusal=_("Il termine per rispondere è scaduto."))
def is_before_due(user: Any, cure: Any, at: datetime) -> Answer:
    """Until the last second of the last day."""
    if at <= cure.due_at:
        return True
    return gettext("Non puoi più rispondere: il termine è scaduto %(term)s.") % {"term": moment(cure.due_at)}


@condition(
    _("dopo la risposta, o dopo il termine"),
    refusal=_("L’ente può ancora rispondere: il termine è in corso."),
)
def is_answered_or_overdue(user: Any, cure: Any, at: datetime) -> Answer:
    """The answer came, or its time is over."""
    if cure.state == CureState.RESOLVED:
        return gettext("Su questa richiesta è già stato deciso.")
    return bool(cure.state == CureState.ANSWERED or at > cure.due_at)


@condition(
    _("dopo l’apertura delle domande"),
    refusal=_("Le domande sono sigillate: si esporta dopo che sono state aperte."),
    law=_("art. 12, l. 241/1990"),
)
def is_unsealed(user: Any, call: Any, at: datetime) -> Answer:
    """Before the publication there is nothing to seal; afterwards, the opening. A procedure that ended before
    it can be exported: its applications stay closed, and stay out.
    """
    if call.state not in (CallState.PUBLISHED, CallState.ADMISSIBILITY):
        return True
    opening = getattr(call, "opening", None)
    if opening is not None and opening.opened_at <= at:
        return True
    if call.deadline is not None and at < call.deadline:
        return gettext("Le domande sono sigillate fino a %(term)s: si esporta dopo l’apertura.") % {
            "term": moment(call.deadline)
        }
    return False


rights(
    {
        "export_applications": _office & is_unsealed,
        "export_case_file": _office & is_unsealed,
        "start_application": (works_for_some_body | represents_some_body)
        & in_state(CallState.PUBLISHED, refusal=_("Ci si candida a un avviso aperto alle domande."))
        & in_time(_("Non si può più preparare una domanda")),
        "write_application": _works_here & _writing,
        "set_partnership": _lead_works & _writing,
        "confirm_participation": represents_a_member & is_joining,
        "make_declarations": represents_a_member & _writing,
        "attach_file": _works_here & _writing,
        "remove_file": _works_here & _writing,
        "submit_application": _lead_signs & _draft & in_time(_("Non si può più inviare la domanda")),
        "reopen_application": _lead_signs
        & in_state(
            ApplicationState.RECEIVED, refusal=_("Si sostituisce una domanda inviata e non ancora aperta.")
        )
        & in_time(_("Non puoi sostituire la domanda")),
        "withdraw_application": _lead_signs
        & in_state(
            ApplicationState.DRAFT,
            ApplicationState.RECEIVED,
            refusal=_("La domanda non si può più ritirare. Puoi rinunciare al procedimento."),
        )
        & in_time(_("Non puoi ritirare la domanda")),
        "record_late_application": _lead_signs
        & _draft
        & in_state(
            CallState.PUBLISHED,
            CallState.ADMISSIBILITY,
            of=_call_state,
            refusal=_("Il procedimento è andato avanti: una domanda in ritardo non si annota più."),
        )
        & is_surely_late,
        "renounce_application": _lead_signs & _standing & is_opened & _alive,
        "withdraw_member": (_lead_signs | represents_a_member) & _standing & is_opened & _alive,
        "substitute_member": is_procedure_officer & _standing & is_opened & _alive,
        "read_application": _own_application | (is_opened & readers_of_opened),
        "open_applications": is_procedure_officer
        & in_state(CallState.ADMISSIBILITY, refusal=_("Le domande si aprono quando il termine è chiuso."))
        & is_past_deadline,
        "destroy_sealed_keys": is_executive_officer
        & in_state(
            *TERMINAL_STATES,
            refusal=_("Le chiavi delle domande mai aperte si distruggono quando il procedimento è finito."),
        ),
        "record_protocol": is_procedure_officer & is_opened,
        "send_to_protocol": is_procedure_officer & is_opened,
        "save_checks": is_procedure_officer
        & in_state(
            ApplicationState.RECEIVED,
            ApplicationState.CURE,
            ApplicationState.RESERVED,
            refusal=_("Su questa domanda si è già deciso."),
        )
        & is_opened
        & _checking,
        "check_admissibility": is_procedure_officer
        & in_state(
            ApplicationState.RECEIVED,
            refusal=_("Su questa domanda si è già deciso, o aspetta un’integrazione."),
        )
        & is_opened
        & _checking,
        "resolve_reserve": is_procedure_officer
        & in_state(
            ApplicationState.RESERVED,
            refusal=_("Questa domanda non è ammessa con riserva: non c’è da scioglierla."),
        )
        & is_opened
        & _alive,
        "suspend_terms": is_procedure_officer & _concluding & is_past_deadline,
        "resume_terms": is_procedure_officer & _concluding & is_past_deadline,
        "request_cure": is_procedure_officer
        & in_state(
            ApplicationState.RECEIVED, refusal=_("L’integrazione si chiede finché i requisiti sono in esame.")
        )
        & is_opened
        & _checking,
        "answer_cure": _lead_signs & is_waiting & is_before_due,
        "resolve_cure": is_procedure_officer & is_answered_or_overdue & _checking,
        "read_cure": _own_application
        | is_planning_operator
        | is_procedure_officer
        | is_executive_officer
        | is_auditor,
        "declare_deserted": is_executive_officer & _checking & is_past_deadline,
    }
)


@reader
def reads_application_files(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """The files of an application: its own members always, officials only after the opening."""
    attachment = Attachment.objects.filter(file_id=file.pk).select_related("application__call").first()
    if attachment is not None:
        return _may_read(actor, attachment.application, at)
    application = (
        Application.objects.filter(cures__files=file).select_related("call").first()
        or Application.objects.filter(cures__letter__file=file).select_related("call").first()
        or Application.objects.filter(submissions__receipt__file=file).select_related("call").first()
        or Application.objects.filter(notice__file=file).select_related("call").first()
    )
    return None if application is None else _may_read(actor, application, at)


def _may_read(actor: Any, application: Application, at: datetime) -> Verdict:
    right = _own_application | (is_opened & readers_of_opened)
    return right.check(actor, application, at)
