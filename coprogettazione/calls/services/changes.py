# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may still change in a published avviso: a clerical error, or its substance with a new term."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.documents import issue_annexes, issue_change_act, issue_notice
from coprogettazione.calls.models import Call, CallChange, ChangeKind, Criterion
from coprogettazione.calls.notifications import tell_of_amendment, tell_of_correction
from coprogettazione.calls.queries import changed_facts, fact_words
from coprogettazione.calls.rules import gaps, read_words
from coprogettazione.calls.services.acts import keep_act, need_reasons
from coprogettazione.calls.services.drafting import DRAFT_FIELDS, comuni_of, field_faults, fresh_criteria
from coprogettazione.calls.services.opening import NotReady
from coprogettazione.calls.services.terms import check_questions_term, check_term
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid, Words
from coprogettazione.wording import moment

#: Texts in which an error of writing may be put right: none of them says who may take part, how partners are
#: chosen, how much money there is or until when.
CORRECTABLE = (
    "title",
    "summary",
    "policy_act",
    "policy_reasons",
    "purpose",
    "object",
    "targets",
    "phases",
    "conclusion",
    "reserve_clause",
    "appeal_clause",
    "privacy_notice",
)
#: What a change of substance may rewrite; where it comes from, its codes, its terms and how partners are chosen
#: (TAR Umbria 438/2024) are not among them.
AMENDABLE = DRAFT_FIELDS - {
    "selection_mode",
    "lots_per_body",
    "title",
    "objective",
    "policy_act",
    "policy_reasons",
    "appeal_clause",
    "privacy_notice",
    "cup",
    "cup_exemption",
    "cig_regime",
    "cig",
    "cig_reason",
    "planned_publication",
    "planned_deadline",
    "planned_questions_deadline",
}
_FROZEN = _("art. 12, l. 241/1990")


@deed(on="call", says=_("ha rettificato un errore di scrittura dell’avviso"), law=_FROZEN)
def correct_call(
    act: Act,
    *,
    call: Call,
    field: str,
    text: str,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> CallChange:
    """Put right a clerical error (*rettifica*) in one text; both texts stay public, the term does not move.

    Raises Invalid for a fact of substance (that takes `amend_call`), when nothing changes, when the new text is
    empty or speaks like a tender.
    """
    if field not in CORRECTABLE:
        raise Invalid(
            _(
                "Questo fatto non si rettifica: chi si candida vi ha fatto conto. Serve una modifica con un nuovo "
                "termine."
            ),
            law=_FROZEN,
            fields={"field": _("Scegli un testo in cui correggere un errore di scrittura.")},
        )
    text = text.strip()
    if not text:
        raise Invalid(_("Scrivi il testo corretto."), fields={"text": _("Scrivi il testo corretto.")})
    if text == getattr(call, field):
        raise Invalid(_("Il testo è quello di prima."), fields={"text": _("Correggi l’errore nel testo.")})
    if faults := read_words({field: text}):
        words = gettext("Al posto di «%(word)s» scrivi «%(instead)s».") % {
            "word": faults[0].word,
            "instead": faults[0].instead,
        }
        raise Invalid(words, fields={"text": words})
    before = {field: fact_words(call, field)}
    setattr(call, field, text)
    _check(call, {field}, {field: "text"})
    call.save(update_fields=[field])
    return _changed(act, call, ChangeKind.CORRECTION, before, reasons, act_number, act_date, None, by, at)


@deed(
    on="call",
    says=_("ha modificato l’avviso e aperto un nuovo termine"),
    law=_("artt. 1 e 12, l. 241/1990"),
)
def amend_call(
    act: Act,
    *,
    call: Call,
    facts: Mapping[str, Any],
    deadline: datetime,
    reasons: str,
    act_number: str,
    act_date: date,
    criteria: list[dict[str, Any]] | None = None,
    questions_deadline: datetime | None = None,
    by: User | None,
    at: datetime,
) -> CallChange:
    """Change facts of substance before the term, and give everybody a new one.

    `facts` are fields of AMENDABLE and `comuni`; `criteria` the whole list when it changes. The new term is at
    least the minimum of the region counted from the change, and never before the old one. Applications already
    sent stay valid and may be replaced: their people are told so. Raises Invalid for anything else, NotReady when
    the avviso would lack something.
    """
    unknown = set(facts) - AMENDABLE - {"comuni"}
    if unknown:
        raise Invalid(
            gettext("Questi fatti non si cambiano dopo la pubblicazione: %(names)s.")
            % {"names": ", ".join(sorted(unknown))},
            law=_FROZEN,
        )
    deadline = deadline.replace(microsecond=0)
    old = call.deadline
    assert old is not None
    check_term(call, deadline, at)
    if deadline < old:
        raise Invalid(
            gettext("Una modifica non accorcia il termine di ora: %(term)s.") % {"term": moment(old)},
            fields={"deadline": _("Scegli un giorno e un’ora non prima del termine attuale.")},
        )
    check_questions_term(questions_deadline, deadline, at)
    before = {name: fact_words(call, name) for name in [*sorted(facts), *(["criteria"] if criteria else [])]}
    written = {name: value for name, value in facts.items() if name != "comuni"}
    for name, value in written.items():
        setattr(call, name, value)
    _check(call, set(written))
    call.deadline = deadline
    call.questions_deadline = questions_deadline or call.questions_deadline
    call.save(update_fields=[*written, "deadline", "questions_deadline"])
    if "comuni" in facts:
        call.comuni.set(comuni_of(call, facts["comuni"]))
    if criteria is not None:
        _rewrite(call, criteria)
    missing = gaps(call, at)
    if missing:
        raise NotReady(missing)
    return _changed(act, call, ChangeKind.AMENDMENT, before, reasons, act_number, act_date, old, by, at)


def _changed(
    act: Act,
    call: Call,
    kind: ChangeKind,
    before: dict[str, str],
    reasons: str,
    act_number: str,
    act_date: date,
    old_deadline: datetime | None,
    by: User | None,
    at: datetime,
) -> CallChange:
    """Keep the change with its act, publish the new version of the avviso, tell everybody."""
    facts = changed_facts(before, call)
    if not facts:
        raise Invalid(_("Non è cambiato niente: l’avviso è quello di prima."))
    adopted = keep_act(
        call,
        act.name,
        act_number=act_number,
        act_date=act_date,
        reasons=need_reasons(reasons),
        by=by,
        at=at,
    )
    change = CallChange.objects.create(
        call=call,
        act=adopted,
        kind=kind,
        version=call.changes.count() + 2,
        facts=facts,
        old_deadline=old_deadline,
        new_deadline=call.deadline if old_deadline is not None else None,
        at=at,
    )
    ordered = issue_change_act(change, by=by, at=at)
    # A change of substance moves the term too, which is said in more than one of them.
    corrected = None if kind == ChangeKind.AMENDMENT else set(before)
    issue_annexes(call, version=change.version, by=by, at=at, changed=corrected)
    paper = issue_notice(call, by=by, at=at)
    act.record(version=change.version, facts=facts, act=ordered, paper=paper, sha256=paper.file.sha256)
    if old_deadline is not None:
        act.record(old_deadline=old_deadline)
        tell_of_amendment(change, at)
    else:
        tell_of_correction(change, at)
    return change


def _check(call: Call, names: set[str], asked: Mapping[str, str] | None = None) -> None:
    """What the fields of the row themselves refuse, placed on the fields that were asked."""
    if faults := field_faults(call, names):
        fields: dict[str, Words] = {(asked or {}).get(name, name): words for name, words in faults.items()}
        raise Invalid(_("Così non si può scrivere."), fields=fields)


def _rewrite(call: Call, criteria: Iterable[Mapping[str, Any]]) -> None:
    """The criteria anew: nothing has been scored yet, the term is still open."""
    fresh = fresh_criteria(call, criteria)
    call.criteria.all().delete()
    Criterion.objects.bulk_create(fresh)
