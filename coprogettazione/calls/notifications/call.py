# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of what happens to a call.

Later chapters know who else is concerned (who drafts an application, who sits at the table). They say so
once, when they are loaded: `@concerned_by_calls` on a function (call, at) → people. The messages are written
here, inside the deed, with the same instant for everybody.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call, CallChange, Extension, Question
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.services.scanning import tells_of_infections
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian, moment

Concerned = Callable[[Call, datetime], Iterable[Any]]
_concerned: list[Concerned] = []


def concerned_by_calls(find: Concerned) -> Concerned:
    """Add people to be told of whatever changes in a call (extension, answers, revocation, annulment)."""
    if find not in _concerned:
        _concerned.append(find)
    return find


def people_concerned(call: Call, at: datetime) -> list[Any]:
    """Whom the later chapters name, and who asked a question; each once."""
    found = {person.pk: person for find in _concerned for person in find(call, at)}
    asked = User.objects.filter(questions_asked__call=call, is_active=True).distinct()
    return list({**found, **{person.pk: person for person in asked}}.values())


def people_of_body(organisation_id: int | None, at: datetime) -> list[User]:
    """The legal representatives of a body, then its collaborators; of no body, nobody."""
    if organisation_id is None:
        return []
    roles = (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)
    return [person for role in roles for person in role_holders(organisation_id, role, at)]


def office_of(call: Call, at: datetime) -> list[User]:
    """The RUP, the executive and the operators of the planning office."""
    people = [call.procedure_officer, call.executive_officer]
    people += role_holders(call.lead_authority_id, Role.PLANNING_OPERATOR, at)
    return list({person.pk: person for person in people}.values())


@in_italian
def tell_of_publication(call: Call, at: datetime) -> None:
    """The office learns that the avviso is public, and until when."""
    queue(
        recipients=office_of(call, at),
        subject=_("Pubblicato l’avviso %(code)s") % {"code": call.code},
        body=_("«%(title)s» è aperto alle domande.") % {"title": call.title},
        about=call,
        at=at,
        key="call_published",
        link=f"/fascicoli/{call.code}/",
        term=call.deadline,
    )


@in_italian
def tell_of_extension(extension: Extension, at: datetime) -> None:
    """Everybody concerned learns of the new term in the same instant."""
    call = extension.call
    queue(
        recipients=[*people_concerned(call, at), *office_of(call, at)],
        subject=_("Nuovo termine per «%(title)s»") % {"title": call.title},
        body=_("Il termine per le domande è prorogato a %(new)s (prima: %(old)s).\n\n%(reason)s")
        % {
            "new": moment(extension.new_deadline),
            "old": moment(extension.old_deadline),
            "reason": extension.reason,
        },
        about=extension,
        at=at,
        key="deadline_extended",
        link=f"/fascicoli/{call.code}/",
        term=extension.new_deadline,
    )


@in_italian
def tell_of_question(question: Question, at: datetime) -> None:
    """The RUP has a question to answer."""
    call = question.call
    queue(
        recipients=[call.procedure_officer],
        subject=_("Una domanda sull’avviso %(code)s") % {"code": call.code},
        body=question.text,
        about=question,
        at=at,
        key="question_asked",
        link=f"/fascicoli/{call.code}/avviso/quesiti/",
        term=call.deadline,
    )


@in_italian
def tell_of_answers(call: Call, questions: list[Question], at: datetime) -> None:
    """Who asked, and everybody concerned, can read the answers: one message, the same instant for all."""
    said = [f"{question.published_text}\n\n{question.answer}" for question in questions]
    subject = (
        _("Una risposta sull’avviso %(code)s") if len(said) == 1 else _("Nuove risposte sull’avviso %(code)s")
    )
    queue(
        recipients=people_concerned(call, at),
        subject=subject % {"code": call.code},
        body="\n\n".join(said),
        about=questions[0],
        at=at,
        key="question_answered",
        link=f"/fascicoli/{call.code}/avviso/quesiti/",
    )


@in_italian
def tell_of_correction(change: CallChange, at: datetime) -> None:
    """Everybody concerned reads both texts; the term stays where it was."""
    call = change.call
    queue(
        recipients=[*people_concerned(call, at), *office_of(call, at)],
        subject=_("Corretto un errore nell’avviso %(code)s") % {"code": call.code},
        body=_("%(facts)s\n\n%(reasons)s\n\nIl termine per le domande non cambia: %(term)s.")
        % {
            "facts": facts_in_words(change),
            "reasons": change.act.reasons,
            "term": moment(call.deadline) if call.deadline else "–",
        },
        about=change,
        at=at,
        key="call_corrected",
        link=f"/fascicoli/{call.code}/",
    )


@in_italian
def tell_of_amendment(change: CallChange, at: datetime) -> None:
    """Everybody concerned reads what changed, the new term, and that an application already sent stays valid."""
    call = change.call
    assert change.new_deadline is not None
    queue(
        recipients=[*people_concerned(call, at), *office_of(call, at)],
        subject=_("L’avviso «%(title)s» è cambiato: nuovo termine") % {"title": call.title},
        body=_(
            "%(facts)s\n\n%(reasons)s\n\nNuovo termine per le domande: %(term)s.\n\nLe domande già inviate restano "
            "valide così come sono: non devi fare niente. Se vuoi tener conto delle modifiche, puoi ritirare la tua "
            "e inviarne un’altra fino al nuovo termine."
        )
        % {
            "facts": facts_in_words(change),
            "reasons": change.act.reasons,
            "term": moment(change.new_deadline),
        },
        about=change,
        at=at,
        key="call_amended",
        link=f"/fascicoli/{call.code}/",
        term=change.new_deadline,
    )


def facts_in_words(change: CallChange) -> str:
    """What changed, a paragraph for each fact."""
    return "\n\n".join(
        _("%(label)s\nPrima: %(before)s\nOra: %(after)s")
        % {**fact, "label": fact["label"][:1].upper() + fact["label"][1:]}
        for fact in change.facts
    )


@in_italian
def tell_of_end(call: Call, what: str, at: datetime) -> None:
    """Everybody concerned learns that the procedure ended, and where the reasons are."""
    queue(
        recipients=[*people_concerned(call, at), *office_of(call, at)],
        subject=f"{what}: {call.title}",
        body=_("La procedura %(code)s è finita con un atto motivato, che si legge nel fascicolo.")
        % {"code": call.code},
        about=call,
        at=at,
        key="call_ended",
        link=f"/fascicoli/{call.code}/",
    )


@tells_of_infections
@in_italian
def tell_infected(file: StoredFile, at: datetime) -> None:
    """A harmful program was found in a file: to who sent it and its body's people; to the officer of the
    procedure too, unless the file is under seal (of those the applications' own chapter tells, once opened).
    """
    people = people_of_body(file.owner_id, at)
    if file.uploaded_by is not None:
        people.append(file.uploaded_by)
    if file.case_file is not None and file.key_id is None and file.case_file.procedure_officer:
        people.append(file.case_file.procedure_officer)
    queue(
        recipients=people,
        subject=_("Un file caricato contiene un programma dannoso"),
        body=_(
            "L’antivirus ha trovato un programma dannoso in un file caricato il %(when)s. Il file non viene "
            "consegnato a nessuno. Controlla il computer da cui è partito e carica un file pulito al suo posto."
        )
        % {"when": moment(file.uploaded_at)},
        about=file,
        at=at,
        key="infected",
        link=reverse("documents:download", args=[file.pk]),
    )
