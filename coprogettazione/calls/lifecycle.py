# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the procedure may go from each state (domain.md §2.2). Every transition of `Call.state` is here."""

from django.utils.translation import gettext_lazy as _
from viewflow.fsm import State

from coprogettazione.calls.models import AccessState, CallState, SelectionMode
from coprogettazione.records.lifecycle import Lifecycle, RowState

#: From the end of the term for the applications to the act on the admission.
BEFORE_ADMISSION = (CallState.ADMISSIBILITY, CallState.COMMITTEE, CallState.EVALUATION)
#: From the act on the admission until the table concludes.
AT_THE_TABLE = (CallState.ADMITTED, CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED)
#: What an act of self-protection can still reach: every state after authorisation that is not an end.
ALIVE = (
    CallState.AUTHORISED,
    CallState.PUBLISHED,
    CallState.ADMISSIBILITY,
    CallState.COMMITTEE,
    CallState.EVALUATION,
    CallState.ADMITTED,
    CallState.TABLE_OPEN,
    CallState.TABLE_SUSPENDED,
    CallState.TABLE_CONCLUDED,
    CallState.APPROVED,
    CallState.SIGNED,
    CallState.EXECUTION,
    CallState.TABLE_REOPENED,
)


def chooses_by_points(lifecycle: Lifecycle) -> State.CONDITION:
    """Points are given only when the avviso chose so."""
    return State.CONDITION(
        lifecycle.row.selection_mode != SelectionMode.OPEN_TABLE,
        _("L’avviso prevede un tavolo aperto: non si nomina una commissione e non si danno punti."),
    )


def chooses_without_points(lifecycle: Lifecycle) -> State.CONDITION:
    """Only an open table goes from the requirements straight to admission."""
    return State.CONDITION(
        lifecycle.row.selection_mode == SelectionMode.OPEN_TABLE,
        _("L’avviso prevede un punteggio: prima si valutano le proposte."),
    )


class CallLifecycle(Lifecycle):
    """The states of a call, from the draft to the archive."""

    state = RowState(CallState)

    @state.transition(
        source=CallState.DRAFT,
        target=CallState.AUTHORISED,
        label=_("autorizzazione dell’avviso"),
        custom={"law": _("art. 55, c. 3, d.lgs. 117/2017; art. 12, l. 241/1990")},
    )
    def authorise(self) -> None:
        """The executive adopts D1."""

    @state.transition(
        source=CallState.AUTHORISED,
        target=CallState.PUBLISHED,
        label=_("pubblicazione dell’avviso"),
        custom={"law": _("DM 72/2021; art. 12, l. 241/1990")},
    )
    def publish(self) -> None:
        """The avviso is public; applications may arrive."""

    @state.transition(
        source=CallState.PUBLISHED,
        target=CallState.ADMISSIBILITY,
        label=_("chiusura dei termini"),
    )
    def close(self) -> None:
        """The term has passed."""

    @state.transition(
        source=(CallState.ADMISSIBILITY, CallState.EVALUATION),
        target=CallState.COMMITTEE,
        label=_("nomina della commissione"),
        conditions=[chooses_by_points],
        custom={"law": _("art. 35-bis, d.lgs. 165/2001")},
    )
    def appoint_committee(self) -> None:
        """The committee is appointed, after the term; again, as a whole, when it was tainted."""

    @state.transition(
        source=CallState.COMMITTEE,
        target=CallState.EVALUATION,
        label=_("apertura della valutazione"),
        custom={"law": _("art. 6-bis, l. 241/1990")},
    )
    def open_evaluation(self) -> None:
        """Every member has declared."""

    @state.transition(source=CallState.EVALUATION, target=CallState.ADMITTED, label=_("ammissione al tavolo"))
    @state.transition(
        source=CallState.ADMISSIBILITY,
        target=CallState.ADMITTED,
        label=_("ammissione al tavolo"),
        conditions=[chooses_without_points],
    )
    def admit(self) -> None:
        """D6: who sits at the table."""

    @state.transition(source=CallState.ADMITTED, target=CallState.TABLE_OPEN, label=_("apertura del tavolo"))
    def open_table(self) -> None:
        """The partners begin to co-design."""

    @state.transition(
        source=CallState.TABLE_OPEN, target=CallState.TABLE_SUSPENDED, label=_("sospensione del tavolo")
    )
    def suspend_table(self) -> None:
        """Deadlock, a court's order, money missing."""

    @state.transition(
        source=CallState.TABLE_SUSPENDED, target=CallState.TABLE_OPEN, label=_("ripresa del tavolo")
    )
    def resume_table(self) -> None:
        """The reason for the suspension is gone."""

    @state.transition(
        source=(CallState.TABLE_OPEN, CallState.TABLE_REOPENED),
        target=CallState.TABLE_CONCLUDED,
        label=_("conclusione del tavolo"),
        custom={"law": _("DM 72/2021")},
    )
    def conclude_table(self) -> None:
        """D8: the final text is accepted."""

    @state.transition(
        source=CallState.TABLE_CONCLUDED,
        target=CallState.APPROVED,
        label=_("approvazione del progetto"),
        custom={"law": _("artt. 11 e 12, l. 241/1990")},
    )
    def approve(self) -> None:
        """D9: project, money and text of the agreement."""

    @state.transition(
        source=CallState.APPROVED,
        target=CallState.SIGNED,
        label=_("firma della convenzione"),
        custom={"law": _("art. 11, l. 241/1990")},
    )
    def sign(self) -> None:
        """D10: everybody has signed."""

    @state.transition(
        source=CallState.SIGNED, target=CallState.EXECUTION, label=_("avvio della realizzazione")
    )
    def start_execution(self) -> None:
        """The project starts."""

    @state.transition(
        source=CallState.EXECUTION, target=CallState.TABLE_REOPENED, label=_("riapertura del tavolo")
    )
    def reopen_table(self) -> None:
        """A new need: the same partners sit again; what they agree follows the same road."""

    @state.transition(
        source=CallState.EXECUTION,
        target=CallState.FINAL_REPORTED,
        label=_("approvazione del rendiconto finale"),
    )
    def report_final(self) -> None:
        """The final account is approved."""

    @state.transition(
        source=CallState.FINAL_REPORTED, target=CallState.ARCHIVED, label=_("archiviazione del fascicolo")
    )
    def archive(self) -> None:
        """Nothing more to do."""

    @state.transition(
        source=CallState.ADMISSIBILITY,
        target=CallState.DESERTED,
        label=_("dichiarazione di avviso deserto"),
        custom={"law": _("art. 3, l. 241/1990")},
    )
    def desert(self) -> None:
        """Nobody applied."""

    @state.transition(
        source=(*BEFORE_ADMISSION, *AT_THE_TABLE),
        target=CallState.ALL_EXCLUDED,
        label=_("chiusura senza domande ammesse"),
        custom={"law": _("art. 3, l. 241/1990")},
    )
    def exclude_all(self) -> None:
        """Nobody has the requirements, or reaches the threshold; or whoever was admitted is gone, and nobody
        follows.
        """

    @state.transition(
        source=(CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED),
        target=CallState.NO_AGREEMENT,
        label=_("chiusura del tavolo senza accordo"),
        custom={"law": _("artt. 2 e 3, l. 241/1990")},
    )
    def end_without_agreement(self) -> None:
        """The table does not agree, and the body says so with reasons."""

    @state.transition(
        source=ALIVE,
        target=CallState.REVOKED,
        label=_("revoca"),
        custom={"law": _("art. 21-quinquies, l. 241/1990")},
    )
    def revoke(self) -> None:
        """A supervening public interest."""

    @state.transition(
        source=ALIVE,
        target=CallState.ANNULLED,
        label=_("annullamento d’ufficio"),
        custom={"law": _("art. 21-nonies, l. 241/1990")},
    )
    def annul(self) -> None:
        """The body's own act was illegitimate."""

    @state.transition(
        source=(CallState.SIGNED, CallState.EXECUTION, CallState.TABLE_REOPENED),
        target=CallState.TERMINATED,
        label=_("risoluzione della convenzione"),
    )
    def terminate(self) -> None:
        """The agreement ends before its time."""


def still_waits(lifecycle: Lifecycle) -> State.CONDITION:
    """What was decided is decided: only a deferral waits for another answer."""
    return State.CONDITION(
        lifecycle.row.is_waiting or lifecycle.row.state == AccessState.LAPSED,
        _("A questa richiesta si è già risposto."),
    )


class AccessLifecycle(Lifecycle):
    """The states of a request of access."""

    state = RowState(AccessState)

    @state.transition(
        source=(AccessState.RECEIVED, AccessState.NOTIFIED),
        target=AccessState.NOTIFIED,
        label=_("avviso ai controinteressati"),
        custom={"law": _("art. 3, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013")},
    )
    def notify(self) -> None:
        """Whom the access could harm is told."""

    @state.transition(
        source=(AccessState.RECEIVED, AccessState.NOTIFIED, AccessState.ANSWERED, AccessState.LAPSED),
        target=AccessState.ANSWERED,
        label=_("risposta motivata"),
        conditions=[still_waits],
        custom={"law": _("art. 25, c. 3, l. 241/1990; art. 5, c. 6, d.lgs. 33/2013")},
    )
    def answer(self) -> None:
        """Granted, granted in part, refused, deferred; also after the term, late."""

    @state.transition(
        source=(AccessState.RECEIVED, AccessState.NOTIFIED, AccessState.ANSWERED),
        target=AccessState.LAPSED,
        label=_("silenzio oltre il termine"),
        conditions=[still_waits],
        custom={"law": _("art. 25, c. 4, l. 241/1990; art. 5, c. 7, d.lgs. 33/2013")},
    )
    def lapse(self) -> None:
        """The term passed without an answer."""
