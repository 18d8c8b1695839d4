# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What time brings: a reminder to who has not signed, a term that has passed, an end that comes near, more that is
known of a signature.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.models import Agreement, AgreementState, RoundState
from coprogettazione.agreements.notifications import tell_expired, tell_of_the_end, tell_reminder
from coprogettazione.agreements.queries import days_of, live_signings, overdue_rounds
from coprogettazione.agreements.services.rechecking import recheck_signatures
from coprogettazione.calls.models import LegalParameter, Parameter
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Refusal, WrongState


@deed(on="agreement", says=gettext_lazy("ha sollecitato chi non ha ancora firmato"))
def remind_signatories(act: Act, *, agreement: Agreement, by: User | None, at: datetime) -> Agreement:
    """Remind, once for each term, who has not signed when the configured days are left. Raises WrongState."""
    told = 0
    days = timedelta(days=days_of(agreement, Parameter.SIGNING_REMINDER_DAYS, timezone.localdate(at)))
    for signing in live_signings(agreement):
        found = signing.round
        if found.state != RoundState.OPEN or found.reminded_at is not None or found.due_at is None:
            continue
        if found.due_at - days <= at < found.due_at:
            found.reminded_at = at
            found.save(update_fields=["reminded_at"])
            tell_reminder(signing, at)
            told += 1
    if not told:
        raise WrongState("")
    return agreement


@deed(on="agreement", says=gettext_lazy("ha annotato che il termine per firmare è passato"))
def expire_signing(act: Act, *, agreement: Agreement, by: User | None, at: datetime) -> Agreement:
    """The term has passed and signatures are missing: nobody signs any more until the officer gives another."""
    for signing in live_signings(agreement):
        if signing.round.state == RoundState.OPEN and signing.round.is_past(at):
            signing.round.state = RoundState.EXPIRED
            signing.round.save(update_fields=["state"])
            tell_expired(signing, at)
            act.record(round=signing.round.number)
    return agreement


@deed(on="agreement", says=gettext_lazy("ha avvisato le parti che l’accordo sta per finire"))
def give_expiry_notice(act: Act, *, agreement: Agreement, by: User | None, at: datetime) -> Agreement:
    """Tell officer, executive and parties, once for each end, that the end is near. Raises WrongState."""
    today = timezone.localdate(at)
    days = days_of(agreement, Parameter.EXPIRY_NOTICE_DAYS, today)
    end = agreement.ends_on
    if end is None or agreement.notice_given_for == end or not end - timedelta(days=days) <= today <= end:
        raise WrongState("")
    agreement.notice_given_for = end
    agreement.save(update_fields=["notice_given_for"])
    tell_of_the_end(agreement, at)
    act.record(ends_on=end)
    return agreement


def watch_agreements(*, at: datetime) -> int:
    """Do what time asks of agreements; returns how many deeds. Idempotent, safe from several processes.

    One deed for each; who was faster wins, and what was done meanwhile is left alone.
    """
    today = timezone.localdate(at)
    soon = at + timedelta(days=_longest(Parameter.SIGNING_REMINDER_DAYS))
    near = today + timedelta(days=_longest(Parameter.EXPIRY_NOTICE_DAYS))
    asked = Agreement.objects.filter(
        rounds__state=RoundState.OPEN,
        rounds__due_at__gt=at,
        rounds__due_at__lte=soon,
        rounds__reminded_at__isnull=True,
    ).distinct()
    ending = Agreement.objects.filter(
        state=AgreementState.SIGNED, ends_on__gte=today, ends_on__lte=near
    ).exclude(notice_given_for__isnull=False, notice_given_for=F("ends_on"))
    return (
        _each(expire_signing, overdue_rounds(at), at)
        + _each(remind_signatories, asked, at)
        + _each(give_expiry_notice, ending, at)
        + recheck_signatures(at=at)
    )


def _longest(key: Parameter) -> int:
    values = LegalParameter.objects.filter(key=key).values_list("value", flat=True)
    return max(values, default=0)


def _each(done: Callable[..., Any], rows: QuerySet[Agreement], at: datetime) -> int:
    count = 0
    for agreement in rows.order_by("pk"):
        try:
            done(agreement=agreement, by=None, at=at)
        except Refusal:
            continue
        count += 1
    return count
