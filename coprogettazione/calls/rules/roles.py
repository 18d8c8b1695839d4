# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what on a call; and who is who in a procedure, for the chapters that follow."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.lifecycle import ALIVE
from coprogettazione.calls.models import CallState, audited_calls
from coprogettazione.parties.queries import holds, organisations_of
from coprogettazione.records.rights import Answer, condition, in_state, is_signed_in, is_system, rights, role
from coprogettazione.records.roles import Role

# Who is who on a subject that belongs to a dossier (anything whose `case_file` is a Call), or that names its own
# offices because no call ever was (an agreement among public bodies).


def kept_by(subject: Any) -> Any:
    """The row that says whose the procedure is: the dossier or, without one, the subject itself."""
    return subject.case_file or subject


@role(
    Role.PROCEDURE_OFFICER,
    refusal=_("Lo fa solo il responsabile del procedimento di questo fascicolo."),
    law=_("artt. 4–6, l. 241/1990"),
)
def is_procedure_officer(user: Any, subject: Any, at: datetime) -> Answer:
    """The RUP named in the call, while the appointment lasts."""
    call = kept_by(subject)
    if user.pk is None or user.pk != call.procedure_officer_id:
        return False
    if not holds(user, Role.PROCEDURE_OFFICER, call.lead_authority_id, at):
        return gettext("Il tuo incarico di responsabile del procedimento non è in corso.")
    return int(call.lead_authority_id)


@role(
    Role.EXECUTIVE_OFFICER,
    refusal=_("Lo fa solo il dirigente di questo fascicolo."),
    law=_("art. 107, d.lgs. 267/2000"),
)
def is_executive_officer(user: Any, subject: Any, at: datetime) -> Answer:
    """The executive named in the call, while the appointment lasts."""
    call = kept_by(subject)
    if user.pk is None or user.pk != call.executive_officer_id:
        return False
    if not holds(user, Role.EXECUTIVE_OFFICER, call.lead_authority_id, at):
        return gettext("Il tuo incarico di dirigente non è in corso.")
    return int(call.lead_authority_id)


@role(
    Role.EXECUTIVE_OFFICER,
    refusal=_("Lo fa il dirigente nominato qui; se non è più in carica, un dirigente dello stesso ente."),
    law=_("art. 107, d.lgs. 267/2000"),
)
def succeeds_the_executive(user: Any, subject: Any, at: datetime) -> Answer:
    """An executive of the body that keeps it, when the one it names is no longer in office."""
    kept = kept_by(subject)
    body, named = kept.lead_authority_id, kept.executive_officer
    if user.pk is None or not holds(user, Role.EXECUTIVE_OFFICER, body, at):
        return False
    if user.pk != named.pk and named.is_active and holds(named, Role.EXECUTIVE_OFFICER, body, at):
        return False
    return int(body)


@role(Role.PLANNING_OPERATOR, refusal=_("Lo fa solo chi lavora nell’Ufficio di Piano."))
def is_planning_operator(user: Any, subject: Any, at: datetime) -> Answer:
    """An operator of the planning office of the call's lead authority."""
    authority = kept_by(subject).lead_authority_id
    return int(authority) if holds(user, Role.PLANNING_OPERATOR, authority, at) else False


@role(Role.AUDITOR, refusal=_("Lo può leggere solo chi è incaricato dei controlli."))
def is_auditor(user: Any, subject: Any, at: datetime) -> Answer:
    """An auditor of the lead authority, or a person to whom this dossier was opened by a grant."""
    call = kept_by(subject)
    if holds(user, Role.AUDITOR, call.lead_authority_id, at):
        return int(call.lead_authority_id)
    if subject.case_file is None:
        return False
    return user.pk is not None and audited_calls(user, at).filter(content_object=call.pk).exists()


# Who may open a dossier: the subject is the organisation that opens it.


@role(Role.PROCEDURE_OFFICER, refusal=_("Apre un fascicolo solo chi lavora nell’amministrazione procedente."))
def is_officer_of(user: Any, organisation: Any, at: datetime) -> Answer:
    """One of the procedure officers of a public body."""
    return organisation.pk if holds(user, Role.PROCEDURE_OFFICER, organisation.pk, at) else False


@role(Role.PLANNING_OPERATOR, refusal=_("Apre un fascicolo solo chi lavora nell’amministrazione procedente."))
def is_operator_of(user: Any, organisation: Any, at: datetime) -> Answer:
    """One of the operators of a public body's planning office."""
    return organisation.pk if holds(user, Role.PLANNING_OPERATOR, organisation.pk, at) else False


# What the law decides, and the models of a body: the subject belongs to no dossier.


@role(Role.ADMINISTRATOR, refusal=_("Lo fa solo chi amministra la piattaforma."))
def is_administrator(user: Any, row: Any, at: datetime) -> Answer:
    """Configures the installation; does no deed of a procedure."""
    return bool(getattr(user, "is_superuser", False))


@role(Role.PROCEDURE_OFFICER, refusal=_("Lo fa solo chi scrive gli avvisi dell’ente che tiene il modello."))
def is_officer_of_its_body(user: Any, model: Any, at: datetime) -> Answer:
    """One of the procedure officers of the body that keeps the model."""
    body = model.organisation_id
    return int(body) if holds(user, Role.PROCEDURE_OFFICER, body, at) else False


@role(Role.PLANNING_OPERATOR, refusal=_("Lo fa solo chi scrive gli avvisi dell’ente che tiene il modello."))
def is_operator_of_its_body(user: Any, model: Any, at: datetime) -> Answer:
    """One of the operators of the planning office of the body that keeps the model."""
    body = model.organisation_id
    return int(body) if holds(user, Role.PLANNING_OPERATOR, body, at) else False


@condition(_("finché il modello è in uso"), refusal=_("Questo modello è stato ritirato."))
def is_in_use(user: Any, model: Any, at: datetime) -> Answer:
    """Not retired."""
    return model.retired_at is None


# Who may ask a question.


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Fa domande chi rappresenta un ente iscritto alla piattaforma."))
def represents_an_entity(user: Any, call: Any, at: datetime) -> Answer:
    """The legal representative of some organisation; of which one is said in the deed and checked there."""
    return bool(organisations_of(user, [Role.LEGAL_REPRESENTATIVE], at))


@role(Role.ETS_EDITOR, refusal=_("Fa domande chi lavora per un ente iscritto alla piattaforma."))
def works_for_an_entity(user: Any, call: Any, at: datetime) -> Answer:
    """A collaborator of some organisation; of which one is said in the deed and checked there."""
    return bool(organisations_of(user, [Role.ETS_EDITOR], at))


@condition(_("quando è pubblico"), refusal=_("L’avviso non è ancora pubblicato."))
def is_public(user: Any, call: Any, at: datetime) -> Answer:
    """Published, whatever happened afterwards."""
    return call.published_at is not None


# Time.


@condition(
    _("prima del termine per le domande"),
    refusal=_("Il termine per le domande è scaduto: una proroga dopo la scadenza non ha effetto."),
    law=_("TAR Puglia 2816/2015"),
)
def is_before_deadline(user: Any, call: Any, at: datetime) -> Answer:
    """An extension is void after the term."""
    return call.deadline is not None and at < call.deadline


@condition(
    _("prima del termine per le domande"),
    refusal=_("Il termine per le domande è scaduto: l’avviso non si corregge e non si cambia più."),
    law=_("art. 12, l. 241/1990"),
)
def is_still_open(user: Any, call: Any, at: datetime) -> Answer:
    """The text that applications answered to does not change under them."""
    return call.deadline is not None and at < call.deadline


@condition(
    _("prima del termine per i quesiti"), refusal=_("Il termine per fare domande sull’avviso è scaduto.")
)
def is_before_questions_deadline(user: Any, call: Any, at: datetime) -> Answer:
    """Questions until their own term, or until the call's when there is none."""
    term = call.questions_deadline or call.deadline
    return term is not None and at < term


@condition(_("dopo il termine per le domande"), refusal=_("Il termine per le domande non è ancora scaduto."))
def is_past_deadline(user: Any, call: Any, at: datetime) -> Answer:
    """The term has come: at that very second the call is closed."""
    return call.deadline is not None and at >= call.deadline


_ONLY_DRAFT = _("L’avviso non è più in preparazione: i suoi fatti non si cambiano.")
_OPEN = _("Si cambia solo un avviso aperto alle domande; prima della pubblicazione si scrive la bozza.")
_models = (is_operator_of_its_body | is_officer_of_its_body) & is_in_use
_drafts = (is_planning_operator | is_procedure_officer) & in_state(CallState.DRAFT, refusal=_ONLY_DRAFT)

rights(
    {
        "draft_call": is_officer_of | is_operator_of,
        "save_call_draft": _drafts,
        "save_criteria": _drafts,
        "save_call_form": _drafts,
        "declare_officer_conflicts": is_procedure_officer & in_state(CallState.DRAFT, refusal=_ONLY_DRAFT),
        "authorise_call": is_executive_officer
        & in_state(CallState.DRAFT, refusal=_("L’avviso è già stato autorizzato.")),
        "publish_call": is_procedure_officer
        & in_state(
            CallState.AUTHORISED, refusal=_("Si pubblica un avviso autorizzato e non ancora pubblicato.")
        ),
        "extend_deadline": is_procedure_officer
        & in_state(CallState.PUBLISHED, refusal=_("Si proroga solo un avviso aperto alle domande."))
        & is_before_deadline,
        "correct_call": is_procedure_officer & in_state(CallState.PUBLISHED, refusal=_OPEN) & is_still_open,
        "amend_call": is_procedure_officer & in_state(CallState.PUBLISHED, refusal=_OPEN) & is_still_open,
        "close_call": is_system & in_state(CallState.PUBLISHED) & is_past_deadline,
        "ask_question": (represents_an_entity | works_for_an_entity)
        & in_state(CallState.PUBLISHED, refusal=_("Si fanno domande solo su un avviso aperto."))
        & is_before_questions_deadline,
        "answer_question": is_procedure_officer
        & in_state(
            CallState.PUBLISHED,
            of=lambda question: str(question.call.state),
            refusal=_("Si risponde ai quesiti finché l’avviso è aperto alle domande."),
        ),
        "save_answer_draft": is_procedure_officer
        & in_state(
            CallState.PUBLISHED,
            of=lambda question: str(question.call.state),
            refusal=_("Si risponde ai quesiti finché l’avviso è aperto alle domande."),
        ),
        "release_answers": is_procedure_officer
        & in_state(
            CallState.PUBLISHED, refusal=_("Si risponde ai quesiti finché l’avviso è aperto alle domande.")
        ),
        "keep_as_model": is_planning_operator | is_procedure_officer,
        "rename_model": _models,
        "retire_model": _models,
        "set_legal_parameter": is_system | is_administrator,
        "set_regional_profile": is_system | is_administrator,
        "set_cig_regime": is_system | is_administrator,
        "replace_procedure_officer": is_executive_officer & in_state(CallState.DRAFT, *ALIVE),
        "revoke_call": is_executive_officer & in_state(*ALIVE),
        "annul_call": is_executive_officer & in_state(*ALIVE),
        "grant_audit": is_executive_officer,
        "end_audit": is_executive_officer,
        "read_questions": is_signed_in & is_public,
        "read_waiting_questions": is_planning_operator | is_procedure_officer | is_executive_officer,
        "read_call_draft": is_planning_operator | is_procedure_officer | is_executive_officer | is_auditor,
        "read_case_file": is_planning_operator
        | is_procedure_officer
        | is_executive_officer
        | is_auditor
        | succeeds_the_executive,
    }
)
