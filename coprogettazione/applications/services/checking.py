# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer's check of each application: item by item as one works, then the decision."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import (
    BATCH_ITEMS,
    Application,
    ApplicationState,
    Check,
    CheckItem,
    CheckOutcome,
)
from coprogettazione.applications.queries import items_to_check, proposals_of
from coprogettazione.applications.services.deciding import IN_ORDER, decide
from coprogettazione.applications.services.eligibility import record_eligibility
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked, sitting
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.wording import joined

CURE_LAW = gettext_lazy("art. 6, c. 1, lett. b), l. 241/1990")


@transaction.atomic
def save_checks(
    *, application: Application, checks: list[dict[str, Any]], by: User | None, at: datetime
) -> list[Check]:
    """Save the items checked so far, one by one as the officer works. Not a deed: nothing is decided yet.

    Each of `checks`: `item`, `outcome`, `note`, and `codice_fiscale` of the body for the items that are
    asked of
    each (left out: of all). Raises Invalid for an item not in order without its reason, and for a gap called
    formal in something that is a requirement.
    """
    row: Application = locked(application)
    _allowed(by, row, at)
    return write_checks(row, checks, by, at)


@transaction.atomic
def save_confirmations(
    *, call: Call, item: str, applications: Sequence[Application], by: User | None, at: datetime
) -> int:
    """Confirm the same formal outcome for many applications at once: how many cells were written. Not a deed.

    Only items that the platform can tell with its evidence (BATCH_ITEMS), only «in ordine», only where the
    evidence says so and nobody has looked yet: what does not hold stays to be looked at one by one. Raises
    Invalid for an item that is a judgment.
    """
    if item not in BATCH_ITEMS:
        words = _(
            "«%(item)s» è un giudizio: si guarda una domanda alla volta. Insieme si confermano solo le voci di "
            "cui la piattaforma ha la prova."
        ) % {"item": CheckItem(item).label if item in CheckItem.values else item}
        raise Invalid(words, law=_("artt. 3 e 6, l. 241/1990"), fields={"item": words})
    written = 0
    proposed = proposals_of(applications)
    for application in applications:
        row: Application = locked(application)
        _allowed(by, row, at)
        looked = set(row.checks.filter(item=item).values_list("organisation_id", flat=True))
        for wanted, body in items_to_check(row):
            key = (row.pk, wanted, body.pk if body else None)
            if wanted != item or key[2] in looked or key not in proposed or not proposed[key].holds:
                continue
            Check.objects.create(
                application=row,
                organisation=body,
                item=item,
                outcome=CheckOutcome.OK,
                checked_at=at,
                checked_by=by,
            )
            written += 1
    return written


def _allowed(by: User | None, row: Application, at: datetime) -> None:
    verdict = may(by, "save_checks", row, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def write_checks(
    application: Application, checks: list[dict[str, Any]], by: User | None, at: datetime
) -> list[Check]:
    """Write some items of an application already locked; raises Invalid as `save_checks` says."""
    asked = items_to_check(application)
    for position, given in enumerate(checks):
        item, outcome = str(given.get("item", "")), str(given.get("outcome", ""))
        note, code = str(given.get("note", "")).strip(), given.get("codice_fiscale") or None
        where = [(i, body) for i, body in asked if i == item and code in (None, body and body.codice_fiscale)]
        if not where:
            raise Invalid(_("Questo controllo non riguarda la domanda."), fields={f"checks-{position}": item})
        if outcome not in CheckOutcome.values:
            words = _("Scegli un esito per ogni controllo.")
            raise Invalid(words, fields={f"checks-{position}-outcome": words})
        label = {"item": CheckItem(item).label}
        if outcome == CheckOutcome.GAP and not CheckItem(item).is_formal:
            words = _(
                "«%(item)s» non è un elemento formale: o c’era alla scadenza o non c’era, e non si completa dopo. "
                "Se manca solo il documento che lo prova, segnalo negli allegati."
            )
            raise Invalid(words % label, law=CURE_LAW, fields={f"checks-{position}-outcome": words % label})
        if outcome not in IN_ORDER and not note:
            words = _("Scrivi che cosa manca in «%(item)s»: il motivo va nel verbale.") % label
            raise Invalid(words, fields={f"checks-{position}-note": words})
        for wanted, body in where:
            Check.objects.update_or_create(
                application=application,
                organisation=body,
                item=wanted,
                defaults={"outcome": outcome, "note": note, "checked_at": at, "checked_by": by},
            )
    return list(application.checks.all())


def whole_check(application: Application) -> list[Check]:
    """Every item of the check, each with its outcome. Raises Invalid naming those still to be looked at."""
    done = {(c.item, c.organisation_id): c for c in application.checks.select_related("organisation")}
    wanted = [(str(item), body.pk if body else None) for item, body in items_to_check(application)]
    missing = list(dict.fromkeys(str(CheckItem(i).label) for i, body in wanted if (i, body) not in done))
    if missing:
        raise Invalid(
            _("Da controllare ancora: %(items)s.") % {"items": joined([f"«{label}»" for label in missing])},
            fields={"checks": _("Controlla tutte le voci prima di decidere.")},
        )
    return [done[key] for key in wanted]


@deed(on="application", says=gettext_lazy("ha deciso sull’ammissibilità"), law="art. 3, l. 241/1990")
def check_admissibility(
    act: Act,
    *,
    application: Application,
    outcome: str,
    checks: list[dict[str, Any]],
    reasons: str = "",
    reserve_event: str = "",
    reserve_until: date | None = None,
    by: User | None,
    at: datetime,
) -> Application:
    """Decide on an application: ADMITTED, RESERVED or EXCLUDED, with every item checked (see `save_checks`).

    A reserve says which event ends it and by when. Raises Invalid: an item without outcome; ADMITTED with
    something not in order, or with an applicant whose registration is pending (RESERVED then); EXCLUDED
    without reasons, or for formal gaps that nobody asked to fill.
    """
    write_checks(application, checks, by, at)
    found = whole_check(application)
    record_eligibility([application], by=by, at=at)
    decide(
        application,
        outcome,
        found,
        reasons=reasons.strip(),
        reserve=(reserve_event.strip(), reserve_until),
        by=by,
        at=at,
    )
    act.record(outcome=outcome, notice=application.notice.number if application.notice else "")
    return application


def admit_in_order(
    *, applications: Sequence[Application], by: User | None, at: datetime
) -> list[Application]:
    """Admit applications entirely in order, all or none: each with its own deed, entry and message.

    Raises what `check_admissibility` raises for the first that cannot be admitted.
    """
    with sitting():
        return [
            check_admissibility(
                application=application, outcome=ApplicationState.ADMITTED, checks=[], by=by, at=at
            )
            for application in applications
        ]
