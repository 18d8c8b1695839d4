# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""To ask, to confirm, to end. The answer to who asks is the same whether the address was known or not."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from coprogettazione.notifications.models import Message
from coprogettazione.notifications.services import queue_to_address
from coprogettazione.records.refusals import Refusal
from coprogettazione.wording import in_italian, moment
from home.alerts.digests import tomorrow_morning
from home.alerts.tokens import CONFIRM_WITHIN, confirm_path, search_path
from home.alerts.words import search_in_words
from home.models.alerts import AlertRequest, SearchAlert
from home.search.asked import Asked

#: E-mails to one address in a day, searches that one address follows, requests from one network in an hour.
MAILS_A_DAY, SEARCHES, REQUESTS_AN_HOUR = 5, 20, 20


class TooManyRequests(Refusal):
    """Too many requests came from one network: try later."""


def fingerprint(what: str) -> str:
    """A text as it is counted: not to be turned back without the key of the site."""
    return salted_hmac("home.alerts", what, algorithm="sha256").hexdigest()


def ask(*, address: str, asked: Asked, network: str, at: datetime) -> None:
    """Write the e-mail with the link that confirms, or nothing when that address had enough of them.

    Nobody who asks learns whether the address was known. Raises TooManyRequests, which depends on the network
    alone.
    """
    known = address.strip().lower()
    counted = fingerprint(known)
    with transaction.atomic():
        origin = fingerprint(network)
        if (
            AlertRequest.objects.filter(network=origin, at__gt=at - timedelta(hours=1)).count()
            >= REQUESTS_AN_HOUR
        ):
            raise TooManyRequests(
                _(
                    "Da questa rete sono arrivate molte richieste. Riprova fra un’ora: quello che hai scritto resta qui."
                )
            )
        today = AlertRequest.objects.filter(address=counted, at__gt=at - timedelta(days=1)).count()
        AlertRequest.objects.create(at=at, address=counted, network=origin)
        followed = SearchAlert.objects.filter(address=known).count()
        if today >= MAILS_A_DAY or followed >= SEARCHES:
            return
        alert, _made = SearchAlert.objects.get_or_create(
            address=known, query=asked.query(), defaults={"asked_at": at}
        )
        alert = SearchAlert.objects.select_for_update().get(pk=alert.pk)
        if alert.confirmed_at is None:
            alert.asked_at = at
            alert.save(update_fields=["asked_at"])
        _write(alert, asked, at)


@in_italian
def _write(alert: SearchAlert, asked: Asked, at: datetime) -> None:
    words = search_in_words(asked)
    if alert.confirmed_at is not None:
        subject = _("Segui già questa ricerca")
        body = _(
            "qualcuno, forse tu, ha chiesto di ricevere a questo indirizzo le novità di: %(search)s.\n\n"
            "Le ricevi già: non serve fare altro."
        )
        link = search_path(alert)
    else:
        subject = _("Conferma: vuoi ricevere le novità di questa ricerca?")
        body = _(
            "qualcuno, forse tu, ha chiesto di ricevere a questo indirizzo le novità di: %(search)s.\n\n"
            "Per riceverle apri l’indirizzo qui sotto entro %(when)s e premi «Conferma». Se non l’hai chiesto tu "
            "non fare nulla: non ricevi altro, e l’indirizzo viene cancellato."
        )
        link = confirm_path(alert)
    queue_to_address(
        address=alert.address,
        subject=subject,
        body=body % {"search": words, "when": moment(alert.asked_at + CONFIRM_WITHIN)},
        about=alert,
        at=at,
        key=f"alert_asked:{at.isoformat()}",
        link=link,
    )


def confirm(*, alert: SearchAlert, at: datetime) -> SearchAlert:
    """From now what is published is told; twice does nothing more."""
    first = tomorrow_morning(at)
    SearchAlert.objects.filter(pk=alert.pk, confirmed_at__isnull=True).update(confirmed_at=at, next_at=first)
    alert.refresh_from_db()
    return alert


def end(*, alert: SearchAlert, everything: bool = False) -> None:
    """Delete the alert, or all those of its address, and the e-mails about them: of the address nothing stays."""
    with transaction.atomic():
        alerts = SearchAlert.objects.filter(address=alert.address)
        keys = list((alerts if everything else alerts.filter(pk=alert.pk)).values_list("pk", flat=True))
        Message.objects.filter(about_kind="searchalert", about_id__in=keys).delete()
        SearchAlert.objects.filter(pk__in=keys).delete()
