# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each member declares and attaches."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import (
    APPLICANT_ROLES,
    DECLARATION_WORDS,
    Application,
    Attachment,
    AttachmentKind,
    Declaration,
    DeclarationKind,
)
from coprogettazione.applications.services.drafting import act_for, member_of
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
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

    Each is a kind, or a dict `{"kind", "note"}`. The words are kept as they stood. One already made is not
    made again: its instant stays, unless its note changed.
    """
    act_for(act, organisation, [Role.LEGAL_REPRESENTATIVE])
    member_of(application, organisation)
    given: dict[str, str] = {}
    for item in declarations:
        kind, note = (item["kind"], item.get("note", "")) if isinstance(item, dict) else (item, "")
        if kind not in DeclarationKind.values:
            raise Invalid(
                _("Dichiarazione non prevista."), fields={"declarations": _("Scegli tra quelle elencate.")}
            )
        given[DeclarationKind(kind)] = str(note).strip()
    made = {d.kind: d for d in application.declarations.filter(organisation=organisation)}
    application.declarations.filter(organisation=organisation).exclude(kind__in=given).delete()
    for kind, note in given.items():
        old = made.get(kind)
        if old is not None and old.note == note:
            continue
        Declaration.objects.update_or_create(
            application=application,
            organisation=organisation,
            kind=kind,
            defaults={
                "words": str(DECLARATION_WORDS[DeclarationKind(kind)]),
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
    kind: str,
    file: File,
    by: User | None,
    at: datetime,
) -> Attachment:
    """Put a file in a member's part.

    Raises UploadRefused for what is not taken in (see documents.check_upload).
    """
    act_for(act, organisation, APPLICANT_ROLES)
    member_of(application, organisation)
    if kind not in AttachmentKind.values:
        raise Invalid(_("Tipo non previsto."), fields={"kind": _("Scegli che cosa è il file.")})
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
        kind=kind,
        file=stored,
        attached_at=at,
        attached_by=by,
    )
    _saved(application, at)
    act.record(name=stored.name, sha256=stored.sha256, size=stored.size)
    return attachment


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
