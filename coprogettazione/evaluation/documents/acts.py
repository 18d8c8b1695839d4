# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The executive's acts on the committee: appointment, replacement, scrolling of the ranking."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.documents import executive, executive_act, procedure_facts
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper
from coprogettazione.documents.services import publish_act
from coprogettazione.evaluation.models import Admission, Committee, CommitteeSeat
from coprogettazione.evaluation.queries import seats_of
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian, moment


def published_act(
    call: Call,
    subject: str,
    about: Any,
    *,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    public: dict[str, Any] | None = None,
    **data: Any,
) -> Paper:
    """An act of the executive of this phase, issued and published; `public` is what its published copy says
    otherwise.
    """
    told = {
        "procedure": procedure_facts(call),
        "appeal": call.appeal_clause,
        "signatures": [executive(call)],
        **data,
    }
    paper = executive_act(
        body=call.lead_authority,
        about=about,
        subject=subject,
        act_number=act_number,
        act_date=act_date,
        case_file=call,
        public=public,
        by=by,
        at=at,
        **told,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_appointment(committee: Committee, old: Committee | None, *, by: User | None, at: datetime) -> Paper:
    """The act that appoints the committee; published (domain.md §2.2, row 5). With `old`, the committee that
    it replaces as a whole, it says that the acts of that one have no effect any more.
    """
    call = committee.call
    assert call.deadline is not None
    seats = seats_of(committee)
    return published_act(
        call,
        _("Nomina della commissione di valutazione"),
        committee,
        act_number=committee.act_number,
        act_date=committee.act_date,
        by=by,
        at=at,
        premises=[
            {
                "lead": _("Visti"),
                "text": _("l’articolo 107 del d.lgs. 267/2000 e l’articolo 35-bis del d.lgs. 165/2001"),
            },
            {
                "lead": _("Dato atto"),
                "text": _("che il termine per le domande è scaduto %(when)s")
                % {"when": moment(call.deadline)},
            },
            *_superseded(old),
        ],
        reasons=_(
            "L’avviso affida la valutazione delle proposte a una commissione, nominata dopo il termine "
            "per le domande e "
            "formata da un numero dispari di persone. Prima di leggere le proposte ciascuna dichiara se "
            "ha conflitti di "
            "interesse, anche potenziali, con gli enti che hanno fatto domanda."
        ),
        decisions=[
            _("di nominare la commissione come indicato nella tabella;"),
            *(
                [
                    _(
                        "di dichiarare superati la nomina n. %(number)s del %(day)s e gli atti della "
                        "commissione che ne sono seguiti, che restano nel fascicolo;"
                    )
                    % {"number": old.act_number, "day": day(old.act_date)}
                ]
                if old
                else []
            ),
            _("di pubblicare questo atto in Amministrazione trasparente."),
        ],
        tables=[
            {
                "title": _("Componenti"),
                "header": [_("Nome"), _("Ruolo"), _("Competenza")],
                "rows": [[str(s.user), str(s.get_kind_display()), s.expertise or "–"] for s in seats],
            }
        ],
    )


def _superseded(old: Committee | None) -> list[dict[str, str]]:
    if old is None:
        return []
    text = _(
        "che nella commissione nominata con l’atto n. %(number)s del %(day)s un componente in conflitto di "
        "interesse aveva già valutato, e che per questo la valutazione si rifà per intero"
    )
    said = {"number": old.act_number, "day": day(old.act_date)}
    return [{"lead": _("Dato atto"), "text": text % said}]


@in_italian
def issue_replacement(
    seat: CommitteeSeat, void: int, *, act_number: str, act_date: date, by: User | None, at: datetime
) -> Paper:
    """The act that puts another person in a seat; published. The reason stays in the dossier. `void` sheets
    with scores lose their effect with it.
    """
    call = seat.committee.call
    leaving = seat.replaces
    assert leaving is not None
    return published_act(
        call,
        _("Sostituzione di un componente della commissione di valutazione"),
        seat,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
        premises=[
            {
                "lead": _("Richiamata"),
                "text": _("la nomina della commissione, determinazione n. %(number)s del %(day)s")
                % {"number": seat.committee.act_number, "day": day(seat.committee.act_date)},
            },
        ],
        reasons=_(
            "Un componente non può proseguire: lo sostituisce un’altra persona, che valuta da capo. Le "
            "schede già compilate non hanno più effetto e restano nel fascicolo."
        )
        if void
        else _("Un componente non può proseguire e non ha assegnato punti: lo sostituisce un’altra persona."),
        decisions=[
            _("di nominare %(entering)s, %(kind)s, al posto di %(leaving)s.")
            % {"entering": seat.user, "kind": seat.get_kind_display(), "leaving": leaving.user}
        ],
    )


@in_italian
def issue_scrolling(
    call: Call,
    leaving: Admission,
    entering: Admission,
    reason: str,
    *,
    lapsing: bool,
    by: User | None,
    at: datetime,
) -> Paper:
    """The act by which the next in the ranking sits at the table; published. `lapsing`: it is this act that
    makes the one before lapse; otherwise another one has. Why it lapsed is told to it, not to everybody.
    """
    return published_act(
        call,
        _("Scorrimento della graduatoria"),
        entering,
        act_number=entering.act_number,
        act_date=entering.act_date,
        by=by,
        at=at,
        premises=[
            {
                "lead": _("Vista"),
                "text": _("la graduatoria approvata con la determina di ammissione al tavolo"),
            },
            *(
                []
                if lapsing
                else [
                    {
                        "lead": _("Richiamata"),
                        "text": _("la determinazione n. %(number)s del %(day)s, che ha escluso %(who)s")
                        % {
                            "number": leaving.act_number,
                            "day": day(leaving.act_date),
                            "who": leaving.application.label,
                        },
                    }
                ]
            ),
        ],
        reasons=reason,
        public={"reasons": _("I motivi sono comunicati all’ente interessato, che può impugnare l’atto.")}
        if lapsing
        else None,
        decisions=[
            *(
                [_("di dichiarare decaduta l’ammissione di %(who)s;") % {"who": leaving.application.label}]
                if lapsing
                else []
            ),
            _("di ammettere al tavolo %(who)s.") % {"who": entering.application.label},
        ],
    )
