# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The annexes of an avviso, made from its facts: the form of the application as a facsimile, economic plan,
commitment of the group, scheme of the agreement.

The same words go to a PDF, to read and keep, and to a file that can be filled in (ODS, XLSX, ODT).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.documents.application_form import application_form
from coprogettazione.calls.documents.plan import plan_facts, plan_sheets
from coprogettazione.calls.documents.schemes import Scheme, commitment, convention
from coprogettazione.calls.documents.texts import text_of
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import KEPT, ODS, ODT, READ, XLSX, as_ods, as_odt, as_xlsx, render
from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.services import letterhead_of, store_file
from coprogettazione.records.deeds import tell_published
from coprogettazione.records.omitting import omitted
from coprogettazione.records.public.lines import roman_day
from coprogettazione.wording import in_italian

PDF = "application/pdf"
#: Extension → media type.
FORMATS = {"ods": ODS, "xlsx": XLSX, "odt": ODT, "pdf": PDF}


@dataclass(frozen=True)
class Annex:
    """An annex of every avviso: its name in addresses, its title, in which formats it is made."""

    slug: str
    title: Promise
    formats: tuple[str, ...]
    #: A plan is laid out in sheets, the others are texts.
    scheme: Callable[[Call], Scheme] | None = None
    #: Which of the texts that may be put right after publication it repeats.
    repeats: frozenset[str] = frozenset({"title"})

    def title_of(self, call: Call) -> str:
        """As the avviso names it among its annexes."""
        return f"{self.title} ({', '.join(name.upper() for name in self.formats)})"

    def file_name(self, call: Call, extension: str, version: int = 1) -> str:
        """As it is downloaded; a later version of the avviso says which."""
        said = _(", versione %(n)s") % {"n": version} if version > 1 else ""
        return f"{self.title} {call.code}{said}.{extension}"


ANNEXES: tuple[Annex, ...] = (
    Annex("modulo-domanda", gettext_lazy("Modulo di domanda (fac-simile)"), ("odt", "pdf"), application_form),
    Annex("piano-economico", gettext_lazy("Piano economico"), ("ods", "xlsx", "pdf")),
    Annex("impegno-ats", gettext_lazy("Impegno a costituire il gruppo (ATS)"), ("odt", "pdf"), commitment),
    Annex(
        "schema-convenzione",
        gettext_lazy("Schema di convenzione"),
        ("odt", "pdf"),
        convention,
        frozenset({"title", "object", "privacy_notice"}),
    ),
)


def annexes_of(call: Call) -> tuple[Annex, ...]:
    """The annexes that this avviso brings with it."""
    return ANNEXES


@in_italian
def annex_content(annex: Annex, call: Call, extension: str, *, at: datetime, draft: bool = False) -> bytes:
    """One annex in one format, as anybody may read it. A `draft` in PDF is marked BOZZA on each page."""
    if annex.scheme is None:
        if extension == "pdf":
            return _pdf("annex_plan", annex, call, plan_facts(call), at=at, draft=draft)
        title = f"{annex.title} {call.code}"
        return (as_ods if extension == "ods" else as_xlsx)(title, omitted(plan_sheets(call)))
    scheme: Scheme = omitted(annex.scheme(call))
    if extension == "pdf":
        return _pdf("annex_text", annex, call, scheme.said, at=at, draft=draft)
    return as_odt(text_of(str(annex.title), omitted(call.title), scheme))


@in_italian
def issue_annexes(
    call: Call, *, version: int, by: Any, at: datetime, changed: Collection[str] | None = None
) -> list[StoredFile]:
    """Make every annex in every format and publish it with the avviso, inside the deed that publishes it.

    With `changed`, the texts just put right, only the annexes that repeat one of them.
    """
    made = []
    for annex in annexes_of(call):
        if changed is not None and annex.repeats.isdisjoint(changed):
            continue
        for extension in annex.formats:
            file = store_file(
                content=annex_content(annex, call, extension, at=at),
                name=annex.file_name(call, extension, version),
                media_type=FORMATS[extension],
                kind=FileKind.ANNEX,
                by=by,
                at=at,
                owner=call.lead_authority,
                case_file=call,
                public=True,
            )
            tell_published(
                sha256=file.sha256,
                file=file.name,
                kind=file.kind,
                title=annex.title,
                date=roman_day(at),
                body=call.lead_authority.name,
            )
            made.append(file)
    return made


def _pdf(
    template: str, annex: Annex, call: Call, facts: dict[str, Any], *, at: datetime, draft: bool
) -> bytes:
    heading = {
        "body": letterhead_of(call.lead_authority),
        "title": annex.title,
        "subject": _("Allegato dell’avviso %(code)s, «%(title)s»") % {"code": call.code, "title": call.title},
        "numbered": False,
        "draft": draft,
    }
    return render(template, omitted({**heading, **facts}), at=at, standards=READ if draft else KEPT)
