# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Once a day, to each who follows a search: what is new, once; and the forgetting of what nobody confirmed."""

from datetime import datetime, time, timedelta
from urllib.parse import parse_qsl

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.notifications.models import Message
from coprogettazione.notifications.services import queue_to_address
from coprogettazione.notifications.subscriptions import Closing
from coprogettazione.wording import ROME, in_italian
from home.alerts.tokens import CONFIRM_WITHIN, search_path, stop_path, whole
from home.alerts.words import search_in_words
from home.models.alerts import AlertRequest, AlertTold, SearchAlert
from home.models.search import Findable, FindableKind
from home.search.asked import NEWS, Asked
from home.search.finding import matching
from home.search.telling import published_in_words
from home.search.words import words_of

#: When digests leave, in Rome; how many things one tells (the others are on the page); how far back news are news.
MORNING = time(7)
MOST_TOLD = 20
NEWS_FOR = timedelta(days=30)
#: How long the e-mails that were sent are kept.
KEPT_FOR = timedelta(days=30)


def tomorrow_morning(at: datetime) -> datetime:
    """The next hour at which digests leave, on the day after."""
    return datetime.combine(at.astimezone(ROME).date() + timedelta(days=1), MORNING, tzinfo=ROME)


def asked_of(alert: SearchAlert) -> Asked:
    """The search that an alert follows."""
    return Asked.of(dict(parse_qsl(alert.query)))


def news_for(alert: SearchAlert, at: datetime) -> QuerySet[Findable]:
    """What the search finds that was published after the confirmation and was not told, the first published first.

    By what was told, not by when the last e-mail left: what a transaction was still writing then is told today.
    """
    assert alert.confirmed_at is not None
    asked = asked_of(alert)
    told = AlertTold.objects.filter(alert=alert, kind=OuterRef("kind"), object_id=OuterRef("object_id"))
    return (
        matching(asked, words_of(asked.words), at)
        .filter(kind__in=NEWS, published_at__gt=max(alert.confirmed_at, at - NEWS_FOR), published_at__lte=at)
        .exclude(Exists(told))
        .defer("head", "words", "text")
        .order_by("published_at", "pk")
    )


def write_digests(at: datetime) -> int:
    """Write the digests that are due, each in a transaction of its own; many processes may do it at once.

    Returns how many e-mails there are more.
    """
    forget(at)
    written = 0
    while (done := _write_next(at)) is not None:
        written += done
    return written


def _write_next(at: datetime) -> int | None:
    with transaction.atomic():
        due = SearchAlert.objects.filter(confirmed_at__isnull=False, next_at__lte=at).order_by(
            "next_at", "pk"
        )
        alert = due.select_for_update(skip_locked=True).first()
        if alert is None:
            return None
        alert.next_at = tomorrow_morning(at)
        alert.save(update_fields=["next_at"])
        news = list(news_for(alert, at))
        if not news or not _write(alert, news, at):
            return 0
        AlertTold.objects.bulk_create(
            [AlertTold(alert=alert, kind=one.kind, object_id=one.object_id, at=at) for one in news],
            ignore_conflicts=True,
        )
        return 1


@in_italian
def _write(alert: SearchAlert, news: list[Findable], at: datetime) -> bool:
    told = [
        "\n".join(
            filter(
                None,
                [
                    f"{FindableKind(one.kind).label}: {one.title}",
                    published_in_words(one, at),
                    whole(one.address),
                ],
            )
        )
        for one in news[:MOST_TOLD]
    ]
    more = len(news) - len(told)
    if more:
        told.append(ngettext("E un’altra.", "E altre %(n)s.", more) % {"n": more})
    count = ngettext("C’è una novità", "Ci sono %(n)s novità", len(news)) % {"n": len(news)}
    asked = asked_of(alert)
    subject = ngettext("Una novità: %(title)s", "%(n)s novità, tra cui: %(title)s", len(news))
    return queue_to_address(
        address=alert.address,
        subject=subject % {"n": len(news), "title": news[0].title},
        body="\n\n".join(
            [_("%(count)s per: %(search)s.") % {"count": count, "search": search_in_words(asked)}, *told]
        ),
        about=alert,
        at=at,
        key=f"digest:{at.isoformat()}",
        link=search_path(alert),
    )


def forget(at: datetime) -> None:
    """Delete what nobody confirmed in time, the counts of yesterday, what was told too long ago to be news again,
    and the e-mails that left a month ago.
    """
    unconfirmed = SearchAlert.objects.filter(confirmed_at__isnull=True, asked_at__lte=at - CONFIRM_WITHIN)
    keys = list(unconfirmed.values_list("pk", flat=True))
    about = Message.objects.filter(about_kind="searchalert")
    if keys:
        about.filter(about_id__in=keys).delete()
        unconfirmed.filter(pk__in=keys).delete()
    if AlertRequest.objects.exists():
        AlertRequest.objects.filter(at__lte=at - timedelta(days=1)).delete()
    if AlertTold.objects.exists():
        AlertTold.objects.filter(at__lt=at - 2 * NEWS_FOR).delete()
        about.filter(recipient=None, created_at__lt=at - KEPT_FOR).delete()


def closing(message: Message) -> Closing:
    """How the e-mails about a search close: with the way to end them, once there is something to end."""
    alert = SearchAlert.objects.filter(pk=message.about_id).first()
    if alert is None or alert.confirmed_at is None:
        why = "Ricevi questa e-mail una volta sola, perché qualcuno ha scritto questo indirizzo sul sito."
        return Closing(link_words="Conferma", why=why, site=False)
    return Closing(
        link_words="Vedi tutta la ricerca",
        why="Ricevi questa e-mail perché hai chiesto le novità di una ricerca, al massimo una volta al giorno.",
        site=False,
        unsubscribe=whole(stop_path(alert)),
    )
