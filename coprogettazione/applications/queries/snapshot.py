# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An application as one text: what is submitted, fingerprinted, printed and, after the opening, read."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from coprogettazione.applications.models import Application, EconomicLine, FundingSource
from coprogettazione.applications.queries.answers import is_asked, said
from coprogettazione.calls.models import AnsweredBy, CallForm, FormQuestion, QuestionKind, standard_form
from coprogettazione.calls.queries import form_of, read_form
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.wording import in_italian

#: Version of the shape of the snapshot, inside the fingerprint. 1: fixed chapters, named by `kind`.
#: 2: `asked` is the form of the call, `sections` what was answered, each with its words.
SHAPE = 2


class _Answers:
    """The answers of an application, as its form asks them: what a condition excludes is not among them."""

    def __init__(self, application: Application, bodies: list[int]) -> None:
        self.form: CallForm = form_of(application.call)
        self.bodies = bodies
        self.lead = application.lead_id
        self.values = {(a.organisation_id, a.key): a.value for a in application.answers.all()}

    def whose(self, question: FormQuestion) -> list[int]:
        """The bodies that answer a question."""
        return [self.lead] if question.by == AnsweredBy.LEAD else self.bodies

    def value(self, question: FormQuestion, body: int) -> Any:
        """What counts as the answer of a body."""
        owner = self.lead if question.by == AnsweredBy.LEAD else body
        return self.values.get((owner, question.key), "")

    def is_asked(self, question: FormQuestion | None, body: int) -> bool:
        """Whether a body is asked; whatever no question stands for is the body's own addition."""
        return question is None or is_asked(question, self.form, lambda other: self.value(other, body))


@in_italian
def content_of(application: Application) -> dict[str, Any]:
    """Everything the application says now, as JSON values. Same content, same text, same fingerprint."""
    members = list(
        application.members.filter(left_at__isnull=True)
        .select_related("organisation", "confirmed_by")
        .order_by("position", "pk")
    )
    cf = {m.organisation_id: m.organisation.codice_fiscale for m in members}
    call = application.call
    answers = _Answers(application, list(cf))
    order = {question.key: place for place, question in enumerate(answers.form.questions())}
    return {
        "form_version": SHAPE,
        "asked": call.form,
        "call": {"code": call.code, "title": call.title, "cup": call.cup},
        **({"lot": str(application.lot)} if application.lot else {}),
        "form": application.form,
        "requested_grant": _money(application.requested_grant),
        "lead": application.lead.codice_fiscale,
        "members": [
            {
                "codice_fiscale": m.organisation.codice_fiscale,
                "name": m.organisation.name,
                "known_as": m.organisation.known_as,
                "runts_section": m.organisation.get_runts_section_display(),
                "runts_number": m.organisation.runts_number,
                "registered_on": m.organisation.registered_on and m.organisation.registered_on.isoformat(),
                "address": m.organisation.address,
                "pec": m.organisation.pec,
                "role": m.role,
                "title": m.title,
                "share": _money(m.share),
                "operators": m.operators,
                "volunteers": m.volunteers,
                "confirmed_by": m.confirmed_by and str(m.confirmed_by),
                "confirmed_at": m.confirmed_at and m.confirmed_at.isoformat(),
            }
            for m in members
        ],
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "answers": [
                    {
                        "codice_fiscale": cf[body],
                        "key": question.key,
                        "label": question.label,
                        "kind": question.kind.value,
                        "by": question.by.value,
                        "value": answers.value(question, body),
                        "text": said(question, answers.value(question, body)),
                    }
                    for question in section.questions
                    if question.is_typed
                    for body in answers.whose(question)
                    if answers.is_asked(question, body)
                ],
            }
            for section in answers.form.sections
        ],
        "plan": [
            {
                "codice_fiscale": cf[line.organisation_id],
                "category": line.category,
                "category_label": str(line.get_category_display()),
                "description": line.description,
                "amount": _money(line.amount),
                "source": line.source,
                "source_label": str(line.get_source_display()),
            }
            for line in sorted(
                application.lines.all(), key=lambda x: (list(cf).index(x.organisation_id), x.position, x.pk)
            )
        ],
        "declarations": [
            {
                "codice_fiscale": cf[d.organisation_id],
                "key": d.key,
                "label": d.label,
                "words": d.words,
                "note": d.note,
                "declared_at": d.declared_at.isoformat(),
                "declared_by": str(d.declared_by),
            }
            for d in sorted(
                application.declarations.select_related("declared_by"),
                key=lambda d: (list(cf).index(d.organisation_id), order.get(d.key, len(order))),
            )
            if answers.is_asked(answers.form.question(d.key), d.organisation_id)
        ],
        "files": files_of(application),
    }


def files_of(application: Application) -> list[dict[str, Any]]:
    """The files of the application now: what each is, whose, its name, size in bytes and SHA-256."""
    attachments = application.attachments.select_related("file", "organisation").order_by("pk")
    present = application.members.filter(left_at__isnull=True)
    answers = _Answers(application, list(present.values_list("organisation_id", flat=True)))
    return [
        {
            "codice_fiscale": a.organisation.codice_fiscale,
            "organisation": a.organisation.known_as,
            "key": a.key,
            "label": a.label,
            "name": a.file.name,
            "size": a.file.size,
            "sha256": a.file.sha256,
            "signature": str(a.file.get_signature_display()) if a.file.signature else "",
            "file": a.file_id,
        }
        for a in attachments
        if answers.is_asked(answers.form.question(a.key), a.organisation_id)
    ]


def answers_in(content: dict[str, Any]) -> list[dict[str, str]]:
    """What was answered in a snapshot of either shape, in order: `codice_fiscale`, `key`, `label`, `text`, and
    `by`, who answered (LEAD or EACH_MEMBER).
    """
    if content["form_version"] >= SHAPE:
        return [answer for section in content["sections"] for answer in section["answers"]]
    common = {
        q.key for q in read_form(standard_form()).questions(QuestionKind.TEXT) if q.by == AnsweredBy.LEAD
    }
    return [
        {
            "codice_fiscale": old["codice_fiscale"],
            "key": old["kind"].lower(),
            "label": old["label"],
            "text": old["text"],
            "by": AnsweredBy.LEAD if old["kind"].lower() in common else AnsweredBy.EACH_MEMBER,
        }
        for old in content["sections"]
    ]


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical text of a snapshot."""
    return sha256(canonical_json(content))


def totals(lines: Iterable[EconomicLine]) -> dict[str, Decimal]:
    """How much comes from each source, and in all ("total"), in euro."""
    sums = {source.value: Decimal(0) for source in FundingSource}
    for line in lines:
        sums[line.source] += line.amount
    return {**sums, "total": sum(sums.values(), Decimal(0))}


def _money(value: Decimal | None) -> str | None:
    return None if value is None else format(value.quantize(Decimal("0.01")), "f")
