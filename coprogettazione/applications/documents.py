# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which papers come out: the application printed, its receipt, the letter that asks to complete it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import (
    Application,
    ApplicationForm,
    Check,
    CureGap,
    CureRequest,
    MemberRole,
    Submission,
    Title,
)
from coprogettazione.applications.queries.snapshot import answers_in
from coprogettazione.calls.documents import executive
from coprogettazione.calls.models import AnsweredBy, Call
from coprogettazione.records.refusals import Words
from coprogettazione.wording import in_italian


@in_italian
def application_data(
    application: Application, content: dict[str, Any], *, submitted: Submission | None = None
) -> dict[str, Any]:
    """The application as d3.typ reads it, from a snapshot of its content."""
    names = {m["codice_fiscale"]: m["known_as"] for m in content["members"]}
    return {
        **_heading(application.call, content),
        "submitted_at": submitted and submitted.submitted_at,
        "submitted_by": submitted
        and {"name": str(submitted.submitted_by), "role": _("legale rappresentante")},
        "declarations": [
            {"code": names[d["codice_fiscale"]], "text": d["words"], "note": _note(d, names)}
            for d in content["declarations"]
        ],
        "proposal": _chapters(content, names),
        "plan": [
            {
                "category": line["category"],
                "description": line["description"],
                "organisation": names[line["codice_fiscale"]],
                "amount": line["amount"],
                "source": line["source_label"],
            }
            for line in content["plan"]
        ],
        "plan_total": _total(content["plan"]),
        "sources": [
            {"label": label, "amount": _total([x for x in content["plan"] if x["source_label"] == label])}
            for label in dict.fromkeys(line["source_label"] for line in content["plan"])
        ],
        "attachments": _files(content),
        "signatures": [],
    }


def _note(declaration: dict[str, Any], names: dict[str, str]) -> str:
    said = _("%(body)s, %(who)s") % {
        "body": names[declaration["codice_fiscale"]],
        "who": declaration["declared_by"],
    }
    return f"{said}. {declaration['note']}" if declaration["note"] else said


def _chapters(content: dict[str, Any], names: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "title": a["label"]
            if a["by"] == AnsweredBy.LEAD
            else f"{a['label']}: {names[a['codice_fiscale']]}",
            "text": a["text"],
        }
        for a in answers_in(content)
        if a["by"] == AnsweredBy.LEAD or a["text"].strip()
    ]


def _total(lines: list[dict[str, Any]]) -> Decimal:
    return sum((Decimal(line["amount"]) for line in lines), Decimal("0.00"))


def _files(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": f["name"],
            "kind": ", ".join(filter(None, [f["label"], f["organisation"], f.get("signature", "")])),
            "size": f["size"],
            "sha256": f["sha256"],
        }
        for f in content["files"]
    ]


def _heading(call: Call, content: dict[str, Any]) -> dict[str, Any]:
    lead, *others = sorted(content["members"], key=lambda m: m["codice_fiscale"] != content["lead"])
    return {
        "call": {
            "title": call.title,
            "code": call.code,
            "body": call.lead_authority.name,
            "deadline": call.deadline,
        },
        "procedure": {"title": call.title, "code": call.code, "cup": call.cup or None},
        "form": str(ApplicationForm(content["form"]).label),
        "lead": _body(lead),
        "members": [
            {**_body(m), "role": _role(m, content), "share": m["share"], "activities": _activity(m, content)}
            for m in [lead, *others]
        ]
        if others
        else [],
    }


def _role(member: dict[str, Any], content: dict[str, Any]) -> str:
    if member["codice_fiscale"] == content["lead"]:
        return _("capofila")
    return str(MemberRole(member["role"]).label)


def _activity(member: dict[str, Any], content: dict[str, Any]) -> str:
    for answer in answers_in(content):
        if (answer["codice_fiscale"], answer["key"]) == (member["codice_fiscale"], "activities"):
            text = answer["text"]
            return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"
    return ""


def _body(member: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": member["name"],
        "tax_code": member["codice_fiscale"],
        "runts_section": member["runts_section"]
        or (str(Title(member["title"]).label) if member["title"] else ""),
        "runts_number": member["runts_number"],
        "registered_on": member["registered_on"],
        "address": member["address"],
        "pec": member["pec"],
        "representative": member["confirmed_by"],
    }


@in_italian
def receipt_data(
    application: Application,
    content: dict[str, Any],
    *,
    content_hash: str,
    by: Any,
    at: datetime,
    in_time: bool,
    replaces: Submission | None,
) -> dict[str, Any]:
    """The receipt: exactly what arrived, with hashes, instant and what happens next."""
    written = [answer for answer in answers_in(content) if answer["text"].strip()]
    return {
        **_heading(application.call, content),
        "submitted_at": at,
        "submitted_by": {"name": str(by), "role": _("legale rappresentante")},
        "replaces": replaces and {"number": replaces.registry_number, "submitted_at": replaces.submitted_at},
        "contents": [
            {"label": _("Enti"), "value": str(len(content["members"]))},
            {"label": _("Risposte al modulo"), "value": str(len(written))},
            {"label": _("Righe del piano economico"), "value": str(len(content["plan"]))},
            {"label": _("Dichiarazioni"), "value": str(len(content["declarations"]))},
            {"label": _("File allegati"), "value": str(len(content["files"]))},
            {
                "label": _("Numero di registro"),
                "value": _("è quello della piattaforma; l’ufficio può aggiungere il proprio protocollo"),
            },
        ],
        "files": _files(content),
        "fingerprint": content_hash,
        "entry": None,
        "next": _(
            "Fino al termine puoi sostituire o ritirare la domanda. Fino all’apertura nessuno può leggerla "
            "attraverso la piattaforma, nemmeno l’ufficio."
        )
        if in_time
        else _("La domanda è arrivata fuori termine: resta chiusa e non sarà esaminata."),
    }


#: What follows when a formal gap is not filled in time.
CURE_CONSEQUENCE = gettext_lazy("la domanda può essere esclusa")


def _gap(gap: CureGap) -> str:
    about = (
        f"{gap.get_item_display()}, {gap.organisation.name}" if gap.organisation else gap.get_item_display()
    )
    return f"{gap.words} ({about})"


@in_italian
def cure_letter_data(cure: CureRequest) -> dict[str, Any]:
    """The letter that asks to fill formal gaps: what, for which item of the check and which body, by when."""
    call = cure.application.call
    lead = cure.application.lead
    gaps = cure.gaps.select_related("organisation")
    return {
        "procedure": {"title": call.title, "code": call.code, "cup": call.cup or None},
        "recipients": [{"name": lead.name, "address": lead.pec or lead.email}],
        "opening": _("Nella domanda mancano gli elementi formali elencati qui sotto."),
        "items": [_gap(gap) for gap in gaps],
        "term": {
            "label": _("Rispondi entro"),
            "at": cure.due_at,
            "consequence": CURE_CONSEQUENCE,
        },
        "facts": [
            {"label": _("Dove si risponde"), "value": _("nella pagina della domanda, sulla piattaforma")}
        ],
        "closing": _("La risposta non può cambiare il contenuto della proposta."),
        "annexes": [],
        "signatures": [{"role": _("Il responsabile del procedimento"), "name": str(call.procedure_officer)}],
    }


@in_italian
def exclusion_letter_data(application: Application, faults: list[Check]) -> dict[str, Any]:
    """The letter that tells an exclusion: why, item by item, by which norm, to whom one may appeal."""
    call, lead = application.call, application.lead
    return {
        "procedure": {"title": call.title, "code": call.code, "cup": call.cup or None},
        "recipients": [{"name": lead.name, "address": lead.pec or lead.email}],
        "opening": _("La domanda n. %(number)s è esclusa dalla procedura. Motivi: %(reasons)s")
        % {"number": application.registry_number, "reasons": application.reasons},
        "items": [
            f"{check.get_item_display()}{f', {check.organisation.name}' if check.organisation else ''}: "
            f"{check.note}"
            for check in faults
        ],
        "facts": [
            {"label": _("Norma"), "value": _("articoli 3 e 6 della legge 241/1990; articolo 2 dell’avviso")},
            {
                "label": _("Come vedere gli atti"),
                "value": _("l’ente può chiedere di vedere gli atti del procedimento (art. 22, l. 241/1990)"),
            },
        ],
        "closing": call.appeal_clause,
        "annexes": [],
        "signatures": [{"role": _("Il responsabile del procedimento"), "name": str(call.procedure_officer)}],
    }


@in_italian
def closing_act_data(call: Call, *, facts: Words, reasons: str, decision: Words) -> dict[str, Any]:
    """The executive's act that ends a procedure without applications to go on with."""
    return {
        "procedure": {"title": call.title, "code": call.code, "cup": call.cup or None},
        "premises": [
            {"lead": _("Visto"), "text": _("l’articolo 55 del d.lgs. 117/2017 e il DM 72/2021;")},
            {"lead": _("Richiamato"), "text": _("l’avviso «%(title)s»;") % {"title": call.title}},
            {"lead": _("Dato atto"), "text": facts},
        ],
        "reasons": reasons,
        "decisions": [decision, _("di pubblicare il presente atto come l’avviso.")],
        "appeal": call.appeal_clause,
        "signatures": [executive(call)],
    }
