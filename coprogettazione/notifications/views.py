# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's messages on the platform."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coprogettazione.notifications.queries import inbox, inbox_counts
from coprogettazione.notifications.services import open_all, open_message

PER_PAGE = 20


@require_safe
@login_required
def messages(request: HttpRequest) -> HttpResponse:
    """The inbox, newest first; `?vista=da-leggere` keeps those not opened yet."""
    at = timezone.now()
    unread_only = request.GET.get("vista") == "da-leggere"
    total, unread = inbox_counts(request.user, at)
    paginator = Paginator(inbox(request.user, at, unread_only=unread_only), PER_PAGE)
    paginator.count = unread if unread_only else total
    context = {
        "page_obj": paginator.get_page(request.GET.get("pagina")),
        "unread_only": unread_only,
        "unread": unread,
        "at": at,
    }
    return render(request, "notifications/messages.html", context)


@require_safe
@login_required
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message; opening it marks it as read."""
    at = timezone.now()
    found = get_object_or_404(inbox(request.user, at), pk=pk)
    if request.method == "GET":
        open_message(message=found, at=at)
    crumbs = [{"title": _("Messaggi"), "url": reverse("notifications:messages")}, {"title": found.subject}]
    return render(request, "notifications/read.html", {"message": found, "crumbs": crumbs, "at": at})


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponseRedirect:
    """Mark every message as read."""
    open_all(user=request.user, at=timezone.now())
    return redirect("notifications:messages")
