# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on an open call and their answers."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, Question
from coprogettazione.calls.notifications import tell_of_answers, tell_of_question
from coprogettazione.calls.queries import entity_names, names_told
from coprogettazione.parties.models import Organisation, OrganisationState, User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from coprogettazione.wording import joined

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


@transaction.atomic
def save_answer_draft(
    *,
    question: Question,
    answer: str,
    text: str = "",
    shares: Question | None = None,
    by: User | None,
    at: datetime,
) -> Question:
    """Keep the wording and the answer that are being written; nobody else sees them. Not a deed.

    `text` is the question as it will be published (empty: as it was asked); with `shares` the question is
    answered together with another one. Raises AlreadyDone when it was answered, Invalid when the other question
    is not one that waits in the same avviso.
    """
    row = Question.objects.select_for_update(of=("self",)).select_related("call").get(pk=question.pk)
    verdict = may(by, "save_answer_draft", row, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    _not_answered(row)
    if shares is not None and (
        shares.pk == row.pk
        or shares.call_id != row.call_id
        or shares.answered_at is not None
        or shares.shares_id is not None
        or row.sharing.exists()
    ):
        raise Invalid(
            _("Scegli un’altra domanda che aspetta una risposta sua."),
            fields={"shares": _("Scegli un’altra domanda.")},
        )
    row.draft_text, row.draft_answer, row.shares = text.strip(), answer.strip(), shares
    row.save(update_fields=["draft_text", "draft_answer", "shares"])
    question.__dict__.update(row.__dict__)
    return row


@deed(on="question", says=_("ha risposto a una domanda sull’avviso"))
def answer_question(
    act: Act, *, question: Question, answer: str, text: str = "", by: User | None, at: datetime
) -> Question:
    """Answer for everybody, now: wording and answer become public, without the name of who asked.

    `text` is the question as it is published (empty: as it was asked). Questions that share the answer are
    answered with it. Raises AlreadyDone when somebody answered before, Invalid when the answer is empty or when
    one of the two texts tells who asked, or names an entity of the platform.
    """
    _not_answered(question)
    _publish(question, text, answer, entity_names(), by, at)
    act.record(text=question.published_text)
    tell_of_answers(question.call, [question], at)
    return question


@deed(on="call", says=_("ha pubblicato le risposte sull’avviso"))
def release_answers(
    act: Act, *, call: Call, questions: list[Question] | None = None, by: User | None, at: datetime
) -> list[Question]:
    """Release the prepared answers together: one instant, one message, everybody the same.

    `questions` narrows them to some. Raises Invalid when none is prepared, or when one of them tells who asked:
    then none is released.
    """
    prepared = call.questions.prepared().select_for_update(of=("self",)).select_related("asked_by")
    if questions is not None:
        prepared = prepared.filter(pk__in=[question.pk for question in questions])
    released = list(prepared)
    if not released:
        raise Invalid(_("Non ci sono risposte pronte: scrivile prima come bozze."))
    entities = entity_names()
    for question in released:
        question.call = call
        _publish(question, question.draft_text, question.draft_answer, entities, by, at)
    act.record(released=released)
    tell_of_answers(call, released, at)
    return released


def _not_answered(question: Question) -> None:
    if question.answered_at is not None:
        raise AlreadyDone(_("%(who)s ha già risposto. Non serve altro.") % {"who": question.answered_by})


def _publish(
    question: Question, text: str, answer: str, entities: list[str], by: User | None, at: datetime
) -> None:
    """Make wording and answer public, for this question and for those that share its answer."""
    text, answer = text.strip() or question.text, answer.strip()
    if not answer:
        raise Invalid(_("Scrivi la risposta."), fields={"answer": _("Scrivi la risposta.")})
    for field, said in (("text", text), ("answer", answer)):
        if told := names_told(question, said, entities=entities):
            words = gettext(
                "Qui si riconosce chi ha chiesto, o un ente: %(names)s. Scrivilo in altre parole."
            ) % {"names": joined([f"«{name}»" for name in told])}
            raise Invalid(words, law=_("par condicio: art. 1, l. 241/1990"), fields={field: words})
    for row in [question, *question.sharing.waiting()]:
        row.published_text, row.answer = text, answer
        row.answered_by, row.answered_at = by, at
        row.save(update_fields=["published_text", "answer", "answered_by", "answered_at"])
