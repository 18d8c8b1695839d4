# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each member declares and attaches."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coprogettazione.applications.models import (
    APPLICANT_ROLES,
    Application,
    Attachment,
    Declaration,
)
from coprogettazione.applications.services.drafting import act_for, member_of
from coprogettazione.calls.models import AnsweredBy, FormQuestion, QuestionKind
from coprogettazione.calls.queries import form_of
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import check_upload, store_upload
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.roles import Role


@deed(
    on="application",
    says=gettext_lazy("ha reso le dichiarazioni per il suo ente"),
    law="artt. 46 e 47, d.P.R. 445/2000",
    sealed=True,
)
def make_declarations(
    act: Act,
    *,
    application: Application,
    organisation: Organisation,
    declarations: list[Any],
    by: User | None,
    at: datetime,
) -> list[Declaration]:
    """The legal representative makes these declarations for its body, and takes back those left out.

    Each is the key of a declaration of the form, or a dict `{"key", "note"}`. Title and words are kept as they
    stood. One already made is not made again: its instant stays, unless its note changed.
    """
    act_for(act, organisation, [Role.LEGAL_REPRESENTATIVE])
    member_of(application, organisation)
    asked = {q.key: q for q in form_of(application.call).questions(QuestionKind.DECLARATION)}
    given: dict[str, str] = {}
    for item in declarations:
        key, note = (item["key"], item.get("note", "")) if isinstance(item, dict) else (item, "")
        if key not in asked:
            raise Invalid(
                _("Dichiarazione non prevista."), fields={"declarations": _("Scegli tra quelle elencate.")}
            )
        if asked[key].by == AnsweredBy.LEAD and organisation.pk != application.lead_id:
            raise NotAllowed(_("Questa dichiarazione la rende il capofila, per tutto il gruppo."))
        given[key] = str(note).strip() if asked[key].note else ""
    made = {d.key: d for d in application.declarations.filter(organisation=organisation)}
    application.declarations.filter(organisation=organisation).exclude(key__in=given).delete()
    for key, note in given.items():
        old = made.get(key)
        if old is not None and old.note == note:
            continue
        Declaration.objects.update_or_create(
            application=application,
            organisation=organisation,
            key=key,
            defaults={
                "label": asked[key].label,
                "words": asked[key].words,
                "note": note,
                "declared_at": at,
                "declared_by": act.by,
            },
        )
    _saved(application, at)
    return list(application.declarations.filter(organisation=organisation))


@deed(on="application", says=gettext_lazy("ha allegato un file alla domanda"), sealed=True)
def attach_file(
    act: Act,
    *,
    application: Application,
    organisation: Organisation,
    key: str = "",
    label: str = "",
    file: File,
    by: User | None,
    at: datetime,
) -> Attachment:
    """Put a file in a member's part: in answer to the question `key`, or as an addition that `label` names.

    Raises UploadRefused for what is not taken in (see documents.check_upload), Invalid when the question has
    all its files already.
    """
    act_for(act, organisation, APPLICANT_ROLES)
    member_of(application, organisation)
    question = _file_question(application, organisation, key) if key else None
    label = question.label if question else label.strip()
    if not label:
        words = _("Scrivi che cosa è il file, per esempio «Lettera di sostegno».")
        raise Invalid(words, fields={"label": words})
    if question and question.formats:
        check_upload(file, only=question.formats)
    stored = store_upload(
        file=file,
        kind=FileKind.ATTACHMENT,
        by=by,
        at=at,
        owner=organisation,
        case_file=application.call,
        key=application.key_id,
    )
    attachment = Attachment.objects.create(
        application=application,
        organisation=organisation,
        key=key,
        label=label[:300],
        file=stored,
        attached_at=at,
        attached_by=by,
    )
    _saved(application, at)
    act.record(name=stored.name, sha256=stored.sha256, size=stored.size)
    return attachment


def _file_question(application: Application, organisation: Organisation, key: str) -> FormQuestion:
    question = form_of(application.call).question(key)
    if question is None or question.kind != QuestionKind.FILE:
        raise Invalid(
            _("Il modulo non chiede questo file."), fields={"key": _("Scegli uno dei file chiesti.")}
        )
    if question.by == AnsweredBy.LEAD and organisation.pk != application.lead_id:
        raise NotAllowed(_("Questo file lo aggiunge il capofila, per tutto il gruppo."))
    there = application.attachments.filter(organisation=organisation, key=key).count()
    if there >= question.max_files:
        words = ngettext(
            "Qui sta un file solo: togli quello che c’è, poi aggiungi l’altro.",
            "Qui stanno al massimo %(n)d file: togline uno, poi aggiungi l’altro.",
            question.max_files,
        ) % {"n": question.max_files}
        raise Invalid(words, fields={"file": words})
    return question


@deed(on="application", says=gettext_lazy("ha tolto un file dalla domanda"), sealed=True)
def remove_file(
    act: Act, *, application: Application, attachment: Attachment, by: User | None, at: datetime
) -> None:
    """Take a file out of the draft. What arrived with an earlier submission stays with it."""
    if attachment.application_id != application.pk:
        raise NotAllowed(_("Questo file è di un’altra domanda."))
    act_for(act, attachment.organisation, APPLICANT_ROLES)
    act.record(name=attachment.file.name, sha256=attachment.file.sha256)
    attachment.delete()
    _saved(application, at)


def _saved(application: Application, at: datetime) -> None:
    application.saved_at = at
    application.save(update_fields=["saved_at"])
