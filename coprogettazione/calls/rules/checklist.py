# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an avviso must contain to be authorised: DM 72/2021, letters a–h, and what goes with them.

`gaps(call, at)` is one list, read by the drafting page (each gap leads to its field) and by `authorise_call`;
`at` is the instant at which the law is asked what it wants. The words are in `rules/findings.py`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import (
    Call,
    CigRegime,
    Criterion,
    Parameter,
    RegionalContent,
)
from coprogettazione.calls.queries import (
    CIG,
    form_of,
    law_of,
    parameter_of,
    parameter_row,
    profile_in,
    term_after,
)
from coprogettazione.calls.rules.findings import findings
from coprogettazione.calls.rules.gaps import DM72, Gap
from coprogettazione.calls.rules.selection import levels_warning, selection_gaps
from coprogettazione.calls.rules.vocabulary import LAW as WORDS_LAW
from coprogettazione.calls.rules.vocabulary import read_words
from coprogettazione.parties.codes import validate_cig, validate_cup
from coprogettazione.planning.models import Instrument
from coprogettazione.records.refusals import Words
from coprogettazione.wording import ROME
from coprogettazione.wording import day as day_words

_CTS = _("art. 55, c. 3, d.lgs. 117/2017")
_REASONS = _("art. 3, l. 241/1990")
_TRACE = _("art. 3, l. 136/2010; ANAC, delibera 371/2022")
_CUP = _("art. 11, l. 3/2003")


_WANTED: tuple[tuple[str, str, Promise, Promise], ...] = (
    ("summary", "a", _("Scrivi in breve che cosa cerca l’avviso"), DM72),
    ("purpose", "a", _("Scrivi la finalità"), DM72),
    ("objective_id", "a", _("Indica l’obiettivo del Piano da cui nasce l’avviso"), _CTS),
    ("policy_act", "a", _("Indica l’atto di indirizzo dell’organo politico"), _CTS),
    ("policy_reasons", "a", _("Scrivi perché la co-progettazione e non un altro strumento"), _REASONS),
    ("object", "b", _("Scrivi l’oggetto"), DM72),
    (
        "cts_activities",
        "b",
        _("Scegli almeno un’attività di interesse generale"),
        _("art. 5, d.lgs. 117/2017"),
    ),
    ("targets", "b", _("Scrivi a chi si rivolge"), DM72),
    ("duration_months", "c", _("Indica quanti mesi dura"), DM72),
    ("expected_contribution", "d", _("Scrivi che cosa ci si aspetta dagli enti"), DM72),
    ("cig_regime", "d", _("Scegli il regime del CIG"), _TRACE),
    ("cig_reason", "d", _("Scrivi il motivo della scelta sul CIG"), _TRACE),
    ("requirements", "e", _("Scrivi i requisiti per partecipare"), DM72),
    ("exclusion_causes", "e", _("Scrivi le cause di esclusione"), DM72),
    ("phases", "f", _("Scrivi le fasi e come si svolgono"), DM72),
    ("privacy_notice", "f", _("Scrivi come si trattano i dati personali"), _("art. 13, reg. (UE) 2016/679")),
    ("conclusion", "h", _("Scrivi come si conclude la procedura"), DM72),
    ("appeal_clause", "h", _("Scrivi a chi e quando si può ricorrere"), _("art. 3, c. 4, l. 241/1990")),
)


def gaps(call: Call, at: datetime) -> list[Gap]:
    """Everything that stands between this draft and its authorisation, in the order of the letters."""
    published = call.planned_publication or at.astimezone(ROME).date()
    law = law_of(call, published)
    criteria = list(call.criteria.all())
    found = [
        Gap(label, letter, field.removesuffix("_id"), norm)
        for field, letter, label, norm in _WANTED
        if _is_empty(getattr(call, field))
    ]
    if not call.comuni.exists():
        found.append(Gap(_("Indica i comuni interessati"), "b", "comuni", DM72))
    found += [
        *_money(call),
        *_cig(call, law),
        *_terms(call, published, law),
        *_region(call, law),
        *_conclusion(call),
    ]
    found += [*selection_gaps(call, criteria), *_appeal(call), *_officer(call), *_words(call, criteria)]
    found += _form(call)
    return sorted(found, key=lambda gap: gap.letter or "z")


def warnings(call: Call, at: datetime) -> list[Words]:
    """What does not stop the avviso but deserves a second look before signing."""
    said: list[Words] = []
    instrument = call.objective.instrument if call.objective else ""
    if call.objective and instrument not in (Instrument.CO_DESIGN, Instrument.UNSPECIFIED):
        said.append(
            gettext(
                "Il Piano indica per questo obiettivo un altro strumento (%(instrument)s): spiega bene "
                "perché la co-progettazione, o fai prima modificare il Piano (TAR Abruzzo 368/2023)."
            )
            % {"instrument": Instrument(instrument).label}
        )
    said += [*_short_term(call, at), *levels_warning(call)]
    if call.public_grant and call.indirect_costs_max_pct is None:
        said.append(
            _("Non hai fissato un massimo per i costi indiretti: nel rendiconto non ci sarà un limite.")
        )
    if not call.substitution_states:
        said.append(_("Nessuna sostituzione di un partner sarà possibile: l’avviso non dice in quali fasi."))
    return said


def _short_term(call: Call, at: datetime) -> Iterator[Words]:
    """A term that the minimum allows and that may still be too short, or that is not foreseen yet."""
    published = call.planned_publication or at.astimezone(ROME).date()
    if call.planned_deadline is None:
        yield _(
            "Non hai ancora previsto il termine per le domande: i giorni si conteranno alla pubblicazione."
        )
        return
    row = parameter_row(Parameter.PUBLICATION_DAYS_WARNING, call.district.region, published)
    if row is not None and call.planned_deadline.astimezone(ROME).date() < term_after(published, row.value):
        yield gettext(
            "Il termine previsto lascia meno di %(days)s giorni: può sembrare poco congruo, e un giudice "
            "potrebbe leggerlo (%(norm)s)."
        ) % {"days": row.value, "norm": row.norm}


def _is_empty(value: Any) -> bool:
    return value is None or (not value.strip() if isinstance(value, str) else value in ([], 0))


def _money(call: Call) -> Iterator[Gap]:
    """Letter d: resources, CUP, CIG, the booking of the expense."""
    if call.public_grant is None and not call.public_resources.strip():
        yield Gap(_("Indica il contributo pubblico o le altre risorse pubbliche"), "d", "public_grant", DM72)
    if call.public_grant is not None and call.public_grant < 0:
        yield Gap(_("Il contributo pubblico non può essere negativo"), "d", "public_grant", DM72)
    if call.public_grant and not call.budget_booking.strip():
        yield Gap(
            _("Indica la prenotazione della spesa"), "d", "budget_booking", _("art. 183, d.lgs. 267/2000")
        )
    if call.cup:
        yield from _code(validate_cup, call.cup, "cup", _CUP)
    elif not call.cup_exemption.strip():
        yield Gap(_("Scrivi il CUP, o perché non serve"), "d", "cup", _CUP)
    if call.cig:
        yield from _code(validate_cig, call.cig, "cig", _TRACE)
    elif call.cig_regime == CigRegime.PROCUREMENT:
        yield Gap(_("Con questo regime serve il CIG: scrivilo"), "d", "cig", _TRACE)


def _code(validate: Callable[[str], None], value: str, field: str, norm: Words) -> Iterator[Gap]:
    try:
        validate(value)
    except ValidationError as refused:
        yield Gap(" ".join(refused.messages), "d", field, norm)


def _appeal(call: Call) -> Iterator[Gap]:
    """Letter h: a judge may take the procedure for a tender, with half the term (domain.md §9, story 8)."""
    clause = call.appeal_clause
    if clause.strip() and not {"30", "60"} <= set(re.findall(r"\d+", clause)):
        yield Gap(
            _("Indica tutti e due i termini per ricorrere: 60 giorni e, per prudenza, 30"),
            "h",
            "appeal_clause",
            _("art. 3, c. 4, l. 241/1990"),
        )


def _officer(call: Call) -> Iterator[Gap]:
    norm = _("art. 6-bis, l. 241/1990")
    if call.officer_declared_at is None:
        yield Gap(_("Il RUP deve dichiarare se ha conflitti di interesse"), "", "officer_conflict", norm)
    elif call.officer_has_conflict:
        yield Gap(_("Il RUP ha dichiarato un conflitto: va sostituito"), "", "officer_conflict", norm)


def _terms(call: Call, published: date, law: dict[str, Any]) -> Iterator[Gap]:
    """The terms as the draft foresees them, counted from the day on which it will be published."""
    if call.published_at is not None:
        return
    asking, ends = call.planned_questions_deadline, call.planned_deadline
    if asking is not None and (ends is None or asking >= ends):
        yield Gap(
            _("Il termine per i quesiti deve venire prima di quello per le domande"),
            "f",
            "planned_questions_deadline",
            DM72,
        )
    least = law.get(Parameter.PUBLICATION_DAYS_MINIMUM)
    if ends is None or least is None:
        return
    earliest = term_after(published, int(least["value"]))
    if ends.astimezone(ROME).date() < earliest:
        yield Gap(
            gettext("Il termine previsto è troppo vicino: servono almeno %(days)s giorni")
            % {"days": least["value"]},
            "f",
            "planned_deadline",
            least["norm"],
            gettext("Se l’avviso esce il %(published)s, non prima di %(first)s.")
            % {"published": day_words(published), "first": day_words(earliest, weekday=True)},
        )


def _conclusion(call: Call) -> Iterator[Gap]:
    """Letter h: in how many days the procedure ends, where the avviso says so."""
    if call.conclusion_days is None:
        return
    most = parameter_of(call, Parameter.CONCLUSION_DAYS_MAXIMUM, timezone.localdate(call.created_at))
    if not 1 <= call.conclusion_days <= most:
        yield Gap(
            gettext("Il procedimento si conclude in un numero di giorni da 1 a %(most)d") % {"most": most},
            "h",
            "conclusion_days",
            _("art. 2, l. 241/1990"),
        )


def _region(call: Call, law: dict[str, Any]) -> Iterator[Gap]:
    """What the region wants beside DM 72/2021."""
    profile = profile_in(law)
    for content, letter, field, label in (
        (RegionalContent.TERMS, "f", "planned_deadline", _("Indica il termine previsto per le domande")),
        (
            RegionalContent.MANAGEMENT,
            "i",
            "service_management",
            _("Scrivi se gli enti scelti gestiscono anche il servizio"),
        ),
        (
            RegionalContent.NON_ETS_ROLES,
            "e",
            "non_ets_roles",
            _("Scrivi il ruolo di chi non è un ente del Terzo settore"),
        ),
        (
            RegionalContent.CONSULTATION,
            "i",
            "consultation",
            _("Scrivi se c’è una consultazione prima delle proposte"),
        ),
    ):
        if content == RegionalContent.TERMS and call.published_at is not None:
            continue
        if profile.wants(content) and _is_empty(getattr(call, field)):
            yield Gap(label, letter, field, profile.norm)


def _cig(call: Call, law: dict[str, Any]) -> Iterator[Gap]:
    """The CIG regime must be one of those admitted when the avviso is published."""
    admitted: dict[str, str] = law[CIG]
    if call.cig_regime and call.cig_regime not in admitted:
        yield Gap(
            gettext("Il regime del CIG «%(regime)s» oggi non è ammesso: scegline un altro")
            % {"regime": CigRegime(call.cig_regime).label},
            "d",
            "cig_regime",
            "; ".join(admitted.values()) or _TRACE,
        )


def _words(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    letters = {field: letter for field, letter, _label, _norm in _WANTED}
    for fault in findings(call, criteria):
        if not fault.blocking:
            continue
        yield Gap(
            gettext("Al posto di «%(word)s» scrivi «%(instead)s»")
            % {"word": fault.word, "instead": fault.instead},
            "g" if fault.field == "criteria" else letters.get(fault.field, LETTERS.get(fault.field, "a")),
            fault.field,
            WORDS_LAW,
            gettext("In «%(around)s»: %(reason)s") % {"around": fault.around, "reason": fault.reason},
            # A word in a theme is put right where the theme is written.
            fault if fault.field != "lots" else None,
        )


def _form(call: Call) -> Iterator[Gap]:
    """What the applicants will be asked: something in every part, no words of tender."""
    form = form_of(call)
    if not form.sections:
        yield Gap(_("Componi il modulo della domanda"), "", FORM, DM72)
    for section in form.sections:
        if not section.questions:
            label = gettext("Nel modulo della domanda la parte «%(title)s» non chiede niente")
            yield Gap(label % {"title": section.title}, "", f"{FORM}:{section.key}", DM72)
    written = {section.key: f"{section.title} {section.intro}" for section in form.sections}
    for question in form.questions():
        named = [*(o.label for o in question.options), *(c.label for c in question.columns)]
        said = [question.label, question.help, question.words, question.note, *named]
        written[question.key] = " ".join(said)
    for fault in read_words(written):
        yield Gap(
            gettext("Nel modulo della domanda, al posto di «%(word)s» scrivi «%(instead)s»")
            % {"word": fault.word, "instead": fault.instead},
            "",
            f"{FORM}:{fault.field}",
            WORDS_LAW,
            gettext("In «%(around)s»: %(reason)s") % {"around": fault.around, "reason": fault.reason},
        )


#: The field of the gaps of the form; after a colon, the key of the section or question.
FORM = "form"
#: Where the fields are that may stay empty.
LETTERS = {
    "public_resources": "d",
    "non_ets_roles": "e",
    "reserve_clause": "h",
    "title": "a",
    "service_management": "i",
    "consultation": "i",
    "lots": "g",
}
