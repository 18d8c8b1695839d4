# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers and files, as they are asked for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coprogettazione.documents.models import Paper, SignatureCheck, StoredFile
from coprogettazione.records.canonical import file_sha256
from coprogettazione.records.sealing import SealLost


def papers_of(case_file: Any) -> QuerySet[Paper]:
    """Every paper of a dossier, oldest first, with its files."""
    return Paper.objects.filter(case_file=case_file).select_related("file", "public_file", "body")


def published_papers_of(case_file: Any) -> QuerySet[Paper]:
    """The papers that anybody may read, newest first, with their public copy."""
    published = Paper.objects.filter(case_file=case_file, published_at__isnull=False)
    return published.select_related("public_file", "body").order_by("-date", "-pk")


def papers_about(row: Any) -> QuerySet[Paper]:
    """The papers about one row (a call, an application, a session), oldest first."""
    about = Paper.objects.filter(about_kind=row._meta.model_name, about_id=row.pk)
    return about.select_related("file", "public_file")


@dataclass(frozen=True)
class FilesCheck:
    """What a walk over the kept files found: how many, those that are not what they were, and those
    under seal that do not open: their key is lost or destroyed, or they were altered.
    """

    files: int
    changed: tuple[tuple[StoredFile, str], ...]
    closed: tuple[StoredFile, ...] = ()


def check_files() -> FilesCheck:
    """Read every kept file again and compare its fingerprint with the one taken when it arrived."""
    changed: list[tuple[StoredFile, str]] = []
    closed: list[StoredFile] = []
    count = 0
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        count += 1
        try:
            with stored.content.open("rb") as content:
                found = file_sha256(content)
        except FileNotFoundError:
            found = ""
        except SealLost:
            closed.append(stored)
            continue
        if found != stored.sha256:
            changed.append((stored, found))
    return FilesCheck(count, tuple(changed), tuple(closed))


def revocation_lists_asked() -> set[str]:
    """The addresses of the lists of revoked certificates that checks needed. Only trusted authorities are heard:
    a certificate made by anybody cannot send the platform anywhere.
    """
    reports = SignatureCheck.objects.order_by().values_list("report__signatures", flat=True)
    return {address for found in reports.iterator() for one in found or () for address in one.get("asks", ())}
