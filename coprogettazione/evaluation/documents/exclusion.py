# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of an exclusion after D6: the letter that opens it, the act that decides it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from coprogettazione.applications.queries import organisations_in
from coprogettazione.calls.documents import procedure_facts
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.evaluation.documents.acts import published_act
from coprogettazione.evaluation.models import Exclusion
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian, moment


@in_italian
def announcement_letter(exclusion: Exclusion, *, by: User | None, at: datetime) -> Paper:
    """The start of the procedure, with what art. 8, c. 2, l. 241/1990 wants: who decides, what about, who
    answers for it, until when, where the papers are read.
    """
    application = exclusion.application
    call = application.call
    bodies = organisations_in(application)
    officer, authority = str(call.procedure_officer), call.lead_authority
    return issue_act(
        kind=PaperKind.LETTER,
        body=authority,
        title=_("Comunicazione di avvio del procedimento"),
        subject=_("Possibile esclusione dopo l’ammissione al tavolo (articoli 7 e 8, l. 241/1990)"),
        about=application,
        data={
            "procedure": procedure_facts(call),
            "recipients": [{"name": body.name, "address": body.pec or body.email} for body in bodies],
            "opening": _(
                "La domanda n. %(number)s, presentata da %(who)s, può essere esclusa dalla procedura. "
                "Motivo: %(ground)s. %(reasons)s"
            )
            % {
                "number": application.registry_number,
                "who": application.label,
                "ground": exclusion.get_ground_display(),
                "reasons": exclusion.reasons,
            },
            "items": [],
            "term": {
                "label": _("Osservazioni e documenti entro"),
                "at": exclusion.due_at,
                "consequence": _("si decide con gli atti che ci sono"),
            },
            "facts": [
                {"label": _("Amministrazione che decide"), "value": authority.name},
                {
                    "label": _("Oggetto del procedimento"),
                    "value": _("esclusione della domanda dopo l’ammissione"),
                },
                {"label": _("Norma"), "value": exclusion.norm},
                {"label": _("Responsabile del procedimento"), "value": officer},
                {
                    "label": _("Chi decide"),
                    "value": _("%(who)s, dirigente") % {"who": call.executive_officer},
                },
                {
                    "label": _("Si decide entro"),
                    "value": _(
                        "%(when)s; se il termine passa, l’ente può rivolgersi a chi ha il potere sostitutivo (art. 2, "
                        "c. 9-bis, l. 241/1990) o ricorrere contro il silenzio (art. 117, d.lgs. 104/2010)"
                    )
                    % {"when": moment(exclusion.decide_by)},
                },
                {
                    "label": _("Dove si risponde e si leggono gli atti"),
                    "value": _("nella pagina dell’esclusione, sulla piattaforma; oppure a %(pec)s")
                    % {"pec": authority.pec or authority.email}
                    if authority.pec or authority.email
                    else _("nella pagina dell’esclusione, sulla piattaforma"),
                },
            ],
            "closing": _(
                "Le osservazioni le presenta il legale rappresentante dell’ente che ha inviato la domanda, una volta "
                "sola. Chi decide ne tiene conto e risponde nell’atto (articolo 10, l. 241/1990)."
            ),
            "annexes": [],
            "signatures": [{"role": _("Il responsabile del procedimento"), "name": officer}],
        },
        by=by,
        at=at,
        owner=application.lead,
    )


@in_italian
def issue_exclusion(
    exclusion: Exclusion, *, sat: bool, act_number: str, act_date: date, by: User | None, at: datetime
) -> Paper:
    """The act that excludes; `sat`: it was at the table, and not only in the ranking. Like D6, its published
    copy says who leaves and not why: that is told to them.
    """
    application = exclusion.application
    call = application.call
    letter = exclusion.letter
    assert letter is not None
    admission = Paper.objects.filter(case_file=call, kind=PaperKind.ADMISSION_ACT).latest("pk")
    given = {
        "lead": _("Richiamata"),
        "text": _("la determinazione n. %(number)s del %(day)s, che ha deciso le ammissioni al tavolo")
        % {"number": admission.number, "day": day(admission.date)},
    }
    told = {
        "lead": _("Richiamata"),
        "text": _("la comunicazione di avvio del procedimento n. %(number)s del %(day)s")
        % {"number": letter.number, "day": day(letter.date)},
    }
    heard = _("che l’ente non ha presentato osservazioni entro %(due)s") % {"due": moment(exclusion.due_at)}
    if exclusion.observed_at is not None:
        heard = _("delle osservazioni presentate dall’ente il %(day)s") % {"day": day(exclusion.observed_at)}
    law = {
        "lead": _("Visti"),
        "text": _("gli articoli 3, 7 e 10 della legge 241/1990; %(norm)s") % {"norm": exclusion.norm},
    }
    decision = _("di escludere la domanda di %(who)s, che non può più essere chiamata dalla graduatoria;")
    if sat:
        decision = _("di escludere la domanda di %(who)s, la cui ammissione al tavolo decade;")
    decision %= {"who": application.label}
    publication = _("di comunicare questo atto all’ente e di pubblicarlo senza i motivi.")
    return published_act(
        call,
        _("Esclusione di una domanda dopo l’ammissione al tavolo"),
        application,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
        premises=[law, given, told, {"lead": _("Dato atto"), "text": heard}],
        reasons="\n\n".join(filter(None, [exclusion.reasons, exclusion.conclusion, _answered(exclusion)])),
        decisions=[decision, publication],
        public={
            "premises": [given, told],
            "reasons": _("I motivi sono comunicati all’ente interessato, che può impugnare l’atto."),
            "decisions": [decision],
        },
    )


def _answered(exclusion: Exclusion) -> str:
    if not exclusion.observations:
        return ""
    return _("Osservazioni dell’ente: %(said)s\n\nRisposta: %(answer)s") % {
        "said": exclusion.observations,
        "answer": exclusion.answer,
    }
