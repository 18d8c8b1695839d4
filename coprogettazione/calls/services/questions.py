# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on an open call and their answers."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, Question
from coprogettazione.calls.notifications import tell_of_answer, tell_of_question
from coprogettazione.parties.models import Organisation, OrganisationState, User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.roles import Role

LONGEST_QUESTION = 2000


@deed(on="call", says=_("ha fatto una domanda sull’avviso"))
def ask_question(
    act: Act, *, call: Call, organisation: Organisation, text: str, by: User | None, at: datetime
) -> Question:
    """Ask, for an organisation that is registered on the platform, until the questions' term.

    Raises NotAllowed when the person does not act for that organisation, Invalid when nothing is asked.
    """
    if organisation.pk not in organisations_of(by, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at):
        raise NotAllowed(_("Puoi fare domande solo per l’ente per cui lavori."))
    if organisation.state in (OrganisationState.REJECTED, OrganisationState.SUSPENDED):
        raise NotAllowed(
            _("L’ufficio non ha riconosciuto questo ente: può scrivere all’indirizzo dell’avviso.")
        )
    text = text.strip()
    if not text:
        raise Invalid(_("Scrivi la domanda."), fields={"text": _("Scrivi la domanda.")})
    if len(text) > LONGEST_QUESTION:
        raise Invalid(
            _("La domanda è troppo lunga."),
            fields={"text": _("Al massimo 2.000 caratteri: falla più breve.")},
        )
    act.verdict = replace(act.verdict, organisation_id=organisation.pk)
    question = Question.objects.create(
        call=call, organisation=organisation, asked_by=act.by, text=text, asked_at=at
    )
    act.about(question)
    tell_of_question(question, at)
    return question


@deed(on="question", says=_("ha risposto a una domanda sull’avviso"))
def answer_question(act: Act, *, question: Question, answer: str, by: User | None, at: datetime) -> Question:
    """Answer for everybody: question and answer become public, without the name of who asked.

    Raises AlreadyDone when somebody answered before, Invalid when the answer is empty.
    """
    if question.answered_at is not None:
        raise AlreadyDone(
            _("%(who)s ha già risposto. Non serve altro.") % {"who": question.answered_by},
        )
    if not answer.strip():
        raise Invalid(_("Scrivi la risposta."), fields={"answer": _("Scrivi la risposta.")})
    question.answer = answer.strip()
    question.answered_by = by
    question.answered_at = at
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    tell_of_answer(question, at)
    return question
