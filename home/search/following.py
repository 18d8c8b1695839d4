# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index follows: a page that is saved (by a deed that publishes, by an editor) is read again; a state that moves is
noted. It happens in the transaction of what changed the fact: what is undone is not found.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import PageViewRestriction

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models import VOTING_KINDS, Seat
from coprogettazione.wording import ROME, end_of
from home.facts.organisations import public_organisations
from home.models.base import BasePage
from home.models.search import Findable, FindableKind
from home.models.tables import TablePage
from home.search.entries import write_organisations, write_page

#: What moves where a thing stands, of a call and of an agreement.
CALL_MOVES = {"state", "deadline"}
AGREEMENT_MOVES = {"state", "starts_on", "ends_on"}


def page_saved(*, instance: Any, raw: bool = False, **_signal: Any) -> None:
    """A page was made, published, changed or taken away from the public."""
    if isinstance(instance, BasePage) and not raw:
        write_page(instance)


def page_deleted(*, instance: Any, **_signal: Any) -> None:
    """Only pages of words are ever deleted: those of the procedures are protected by their facts."""
    if isinstance(instance, BasePage):
        Findable.objects.filter(kind=FindableKind.PAGE, object_id=instance.pk).delete()


def page_closed(*, instance: PageViewRestriction, **_signal: Any) -> None:
    """A page, with what is under it, was closed to some readers, or opened again."""
    for page in instance.page.get_descendants(inclusive=True).specific():
        page_saved(instance=page)


def call_moved(*, instance: Call, update_fields: Any, **_signal: Any) -> None:
    """The call and its table are where the procedure is."""
    if instance.published_at is None or (update_fields is not None and not CALL_MOVES & set(update_fields)):
        return
    term = Case(When(kind=FindableKind.CALL, then=Value(instance.deadline)), default=F("ends_at"))
    moved = Findable.objects.filter(call=instance.pk, kind__in=[FindableKind.CALL, FindableKind.TABLE])
    moved.update(phase=instance.state, ends_at=term)


def agreement_moved(*, instance: Agreement, update_fields: Any, **_signal: Any) -> None:
    """The agreement begins, ends, is terminated."""
    if instance.published_at is None or (
        update_fields is not None and not AGREEMENT_MOVES & set(update_fields)
    ):
        return
    begins = instance.starts_on
    Findable.objects.filter(kind=FindableKind.AGREEMENT, object_id=instance.pk).update(
        phase=instance.state,
        begins_at=datetime(begins.year, begins.month, begins.day, tzinfo=ROME) if begins else None,
        ends_at=end_of(instance.ends_on) if instance.ends_on else None,
    )


def body_seated(*, instance: Seat, created: bool, **_signal: Any) -> None:
    """A body sat down at a table that has its page already."""
    if created and instance.kind in VOTING_KINDS:
        for page in TablePage.objects.filter(table=instance.table_id):
            write_page(page)


def organisation_saved(*, instance: Organisation, **_signal: Any) -> None:
    """A body was looked at by the office, suspended, renamed."""
    write_organisations([instance.pk])


def rebuild() -> int:
    """Read everything again; returns how many things are found."""
    kept = []
    for kind in BasePage.__subclasses__():
        for page in kind.objects.filter(live=True).iterator(chunk_size=200):
            kept += write_page(page)
    kept += write_organisations(public_organisations("").values_list("pk", flat=True))
    Findable.objects.exclude(pk__in=kept).delete()
    return Findable.objects.count()


def fill_when_empty(**_signal: Any) -> None:
    """After the migration that brings the index: the pages are already there."""
    if not Findable.objects.exists():
        rebuild()


def connect(last_app: Any) -> None:
    """Begin to follow; `last_app` is told last after a migration."""
    post_save.connect(page_saved, dispatch_uid="home.search.page_saved")
    post_delete.connect(page_deleted, dispatch_uid="home.search.page_deleted")
    post_save.connect(page_closed, sender=PageViewRestriction, dispatch_uid="home.search.page_closed")
    post_delete.connect(page_closed, sender=PageViewRestriction, dispatch_uid="home.search.page_opened")
    post_save.connect(call_moved, sender=Call, dispatch_uid="home.search.call_moved")
    post_save.connect(agreement_moved, sender=Agreement, dispatch_uid="home.search.agreement_moved")
    post_save.connect(body_seated, sender=Seat, dispatch_uid="home.search.body_seated")
    post_save.connect(organisation_saved, sender=Organisation, dispatch_uid="home.search.organisation_saved")
    post_migrate.connect(fill_when_empty, sender=last_app, dispatch_uid="home.search.fill")
