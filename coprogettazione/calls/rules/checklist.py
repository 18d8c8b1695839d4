# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an avviso must contain to be authorised: DM 72/2021, letters a–h, and what goes with them.

`gaps(call)` is one list, read by the drafting page (each gap leads to its field) and by `authorise_call`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import PUBLIC_DRAW, Call, CigRegime, Criterion, SelectionMode
from coprogettazione.calls.queries import form_of
from coprogettazione.calls.rules.vocabulary import LAW as WORDS_LAW
from coprogettazione.calls.rules.vocabulary import is_territorial, read_criterion, read_words
from coprogettazione.parties.codes import validate_cig, validate_cup
from coprogettazione.planning.models import Instrument
from coprogettazione.records.refusals import Words

DM72 = _("DM 72/2021")
_CTS = _("art. 55, c. 3, d.lgs. 117/2017")
_CRITERIA = _("art. 12, l. 241/1990")
_REASONS = _("art. 3, l. 241/1990")
_TRACE = _("art. 3, l. 136/2010; ANAC, delibera 371/2022")
_CUP = _("art. 11, l. 3/2003")

#: The texts that a reader of the avviso will see: the words of all of them are checked.
WRITTEN = (
    "title",
    "summary",
    "purpose",
    "policy_reasons",
    "object",
    "targets",
    "public_resources",
    "expected_contribution",
    "requirements",
    "exclusion_causes",
    "non_ets_roles",
    "phases",
    "conclusion",
    "reserve_clause",
    "appeal_clause",
    "privacy_notice",
)


@dataclass(frozen=True)
class Gap:
    """Something missing or not right: what, in which letter of the checklist, by which norm, where."""

    label: Words
    letter: str
    field: str
    norm: Words = ""
    why: Words = ""

    @property
    def anchor(self) -> str:
        """The id of the form field where it is put right."""
        return f"id_{self.field}"


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


def gaps(call: Call) -> list[Gap]:
    """Everything that stands between this draft and its authorisation, in the order of the letters."""
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
        *_selection(call, criteria),
        *_officer(call),
        *_words(call, criteria),
        *_form(call),
    ]
    return sorted(found, key=lambda gap: gap.letter or "z")


def warnings(call: Call) -> list[Words]:
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
    said += [
        gettext(
            "Il criterio %(code)s premia chi ha la sede in un luogo: "
            "i giudici censurano le clausole territoriali."
        )
        % {"code": criterion.code}
        for criterion in call.criteria.all()
        if is_territorial(f"{criterion.text} {criterion.question}")
    ]
    if call.public_grant and call.indirect_costs_max_pct is None:
        said.append(
            _("Non hai fissato un massimo per i costi indiretti: nel rendiconto non ci sarà un limite.")
        )
    if not call.substitution_states:
        said.append(_("Nessuna sostituzione di un partner sarà possibile: l’avviso non dice in quali fasi."))
    return said


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


def _selection(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    """Letter g: how partners are chosen, criteria and points, threshold, tie-break."""
    if not call.selection_mode:
        yield Gap(_("Scegli come si individuano i partner"), "g", "selection_mode", DM72)
        return
    if call.selection_mode == SelectionMode.OPEN_TABLE:
        return
    if not criteria:
        yield Gap(_("Aggiungi i criteri di valutazione"), "g", "criteria", _CRITERIA)
        return
    total = sum((criterion.max_points for criterion in criteria), Decimal(0))
    if total != call.max_points:
        yield Gap(
            gettext("I punti dei criteri sommano %(total)s: devono fare %(max)s")
            % {"total": _points(total), "max": _points(call.max_points)},
            "g",
            "criteria",
            _CRITERIA,
        )
    if any(criterion.max_points <= 0 for criterion in criteria):
        yield Gap(_("Ogni criterio deve avere più di zero punti"), "g", "criteria", _CRITERIA)
    if call.selection_mode == SelectionMode.THRESHOLD and not call.threshold:
        yield Gap(_("Indica la soglia di punti per sedere al tavolo"), "g", "threshold", _CRITERIA)
    if call.threshold is not None and call.threshold > call.max_points:
        yield Gap(_("La soglia supera il punteggio massimo"), "g", "threshold", _CRITERIA)
    yield from _tie_break(call, {criterion.code for criterion in criteria})


def _tie_break(call: Call, codes: set[str]) -> Iterator[Gap]:
    if not call.tie_break:
        yield Gap(_("Scrivi che cosa decide a parità di punti"), "g", "tie_break", _CRITERIA)
        return
    unknown = [step for step in call.tie_break if step not in codes and step != PUBLIC_DRAW]
    if unknown:
        yield Gap(
            gettext("A parità di punti: «%(step)s» non è un criterio dell’avviso") % {"step": unknown[0]},
            "g",
            "tie_break",
            _CRITERIA,
        )
    elif len(set(call.tie_break)) != len(call.tie_break) or PUBLIC_DRAW in call.tie_break[:-1]:
        yield Gap(
            _("A parità di punti: ogni criterio una volta sola, il sorteggio per ultimo"),
            "g",
            "tie_break",
            _CRITERIA,
        )


def _officer(call: Call) -> Iterator[Gap]:
    norm = _("art. 6-bis, l. 241/1990")
    if call.officer_declared_at is None:
        yield Gap(_("Il RUP deve dichiarare se ha conflitti di interesse"), "", "officer_conflict", norm)
    elif call.officer_has_conflict:
        yield Gap(_("Il RUP ha dichiarato un conflitto: va sostituito"), "", "officer_conflict", norm)


def _words(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    letters = {field: letter for field, letter, _label, _norm in _WANTED}
    written = {field: getattr(call, field) for field in WRITTEN}
    faults = read_words(written)
    for criterion in criteria:
        said = f"{criterion.text} {criterion.question}"
        price = read_criterion("criteria", said)
        faults += [price] if price else read_words({"criteria": said})
    for fault in faults:
        yield Gap(
            gettext("Al posto di «%(word)s» scrivi «%(instead)s»")
            % {"word": fault.word, "instead": fault.instead},
            "g" if fault.field == "criteria" else letters.get(fault.field, LETTERS.get(fault.field, "a")),
            fault.field,
            WORDS_LAW,
            gettext("In «%(around)s»: %(reason)s") % {"around": fault.around, "reason": fault.reason},
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
LETTERS = {"public_resources": "d", "non_ets_roles": "e", "reserve_clause": "h", "title": "a"}


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
