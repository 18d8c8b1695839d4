# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The three pages of an alert: ask, confirm, end. Opening a link does nothing by itself: mail programs open links."""

from ipaddress import ip_address, ip_network

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coprogettazione.records.forms import typed
from home.alerts import asking
from home.alerts.digests import asked_of
from home.alerts.tokens import to_confirm, to_stop
from home.alerts.words import search_in_words
from home.models.district import remember_site
from home.search.asked import Asked


class AskForm(forms.Form):
    """The only thing that is asked: an address."""

    address = forms.EmailField(
        label=_("Il tuo indirizzo e-mail"),
        max_length=254,
        help_text=_("Per esempio «nome@esempio.it». Lo usiamo solo per questo."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def network_of(request: HttpRequest) -> str:
    """The network a request comes from: the address, or for IPv6 what one subscriber is given."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to be told; the answer says what happens next, the same for every address."""
    remember_site(request)
    asked = Asked.of(request.GET)
    form = AskForm(typed(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            asking.ask(
                address=form.cleaned_data["address"],
                asked=asked,
                network=network_of(request),
                at=timezone.now(),
            )
        except asking.TooManyRequests as refusal:
            form.add_error("address", str(refusal.reason))
            status = 429
        else:
            given = {"address": form.cleaned_data["address"], "within": asking.CONFIRM_WITHIN.days}
            return render(request, "home/alerts/asked.html", given)
    context = {"form": form, "search": search_in_words(asked), "query": asked.query()}
    return render(request, "home/alerts/ask.html", context, status=status)


@never_cache
@csrf_exempt  # the link is the right to confirm
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm, with a button."""
    remember_site(request)
    at = timezone.now()
    alert = to_confirm(token, at)
    if alert is None:
        return render(request, "home/alerts/gone.html", status=404)
    done = request.method == "POST" or alert.confirmed_at is not None
    if request.method == "POST":
        alert = asking.confirm(alert=alert, at=at)
    context = {"search": search_in_words(asked_of(alert)), "done": done, "query": alert.query}
    return render(request, "home/alerts/confirm.html", context)


@never_cache
@csrf_exempt  # mail programs send the one click without a token (RFC 8058); the link is the right to end
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End an alert, or all those of its address; twice is no fault."""
    remember_site(request)
    alert = to_stop(token)
    if alert is None:
        return render(request, "home/alerts/stopped.html")
    if request.method == "POST":
        asking.end(alert=alert, everything=request.POST.get("tutti") == "1")
        return render(request, "home/alerts/stopped.html")
    return render(request, "home/alerts/stop.html", {"search": search_in_words(asked_of(alert))})
