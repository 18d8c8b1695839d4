# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The working pages of the demo, found by following links from each desk."""

import re
from collections import deque
from html import unescape

from django.urls import Resolver404, resolve

from tests.browser.walk import Walker

#: Whose links are followed, in this order: a page is looked at as the first of them who finds it.
PEOPLE = (
    "irene.sala", "elena.marchetti", "davide.orsini", "ada.fontana", "chiara.galli", "pietro.longo",
    "rita.colombo", "nicola.serra",
)  # fmt: skip
#: Where everybody starts: the entries of the menu and of one's own account.
STARTS = (
    "/scrivania/", "/fascicoli/", "/domande/", "/tavolo/", "/valutazione/", "/convenzione/", "/messaggi/",
    "/profilo/", "/enti/", "/accesso/email/", "/accesso/password/change/", "/accesso/2fa/",
)  # fmt: skip
WORKING = re.compile(
    r"/(scrivania|fascicoli|domande|tavolo|valutazione|convenzione|messaggi|monitoraggio|profilo|enti"
    r"|avvisi/[\w-]+/anteprima)/"
)
FILES = re.compile(r"\.(pdf|ics|csv|atom|ods|xlsx|odt|json|xml)$|/esporta/\w+/$")
#: What tells apart two pages of one name: the deed, the part of the form.
TOLD = ("section", "what", "deed")
#: Pages that the demo must lead to: if a link goes, the test says so.
EXPECTED = {
    "desk", "case_files", "case_file", "register", "deed", "calls:new", "calls:desk", "calls:section",
    "call_preview", "calls:models", "calls:correct", "calls:amend", "calls:questions", "calls:form",
    "calls:form_preview", "applications:list", "applications:dossier", "applications:read",
    "applications:requirements", "applications:body", "applications:group", "applications:section",
    "applications:plan", "applications:check", "evaluation:mine",
    "evaluation:committee", "evaluation:criterion", "evaluation:ranking", "evaluation:sessions",
    "evaluation:approve_session", "evaluation:dissent", "calls:access", "calls:access_request", "tables:list",
    "tables:project", "tables:write", "tables:budget", "tables:column", "tables:versions", "tables:compare",
    "tables:final", "tables:groups", "tables:group", "tables:sessions", "tables:minutes", "tables:convene",
    "tables:seats", "tables:propose",
    "agreements:list", "agreements:show", "monitoring:overview", "monitoring:plan", "monitoring:reports",
    "monitoring:report", "monitoring:review", "notifications:messages",
    "notifications:message", "parties:profile", "parties:organisations", "parties:organisation",
    "parties:find", "account_email", "account_change_password", "mfa_index",
}  # fmt: skip


def kind_of(address: str) -> tuple[str, ...]:
    """The name of the page at an address and what tells it apart; empty when there is no such page."""
    try:
        match = resolve(address)
    except Resolver404:
        return ()
    return (match.view_name, *(str(match.kwargs[key]) for key in TOLD if key in match.kwargs))


def links_in(html: str) -> list[str]:
    """The working pages to which a page leads."""
    found = [unescape(one).split("#")[0] for one in re.findall(r'href="(/[^"]*)"', html)]
    return [one for one in found if WORKING.match(one) and not FILES.search(one) and "?" not in one]


def pages_of(walker: Walker, known: set[tuple[str, ...]]) -> list[str]:
    """The pages of kinds not yet known that links lead this person to, from the desk on."""
    waiting, followed, new = deque(STARTS), set(), []
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        # Two procedures, two different pages: but a kind of page is followed once in each.
        place = (*kind, str(resolve(address).kwargs.get("code", ""))) if kind else ()
        if not kind or place in followed:
            continue
        followed.add(place)
        answer = walker.page.request.get(address, max_redirects=0)
        assert answer.status in (200, 302), f"{walker.name} follows a link to {address}: {answer.status}"
        if answer.status == 302:
            # A public page (the preview of a call already published) is the same for all: it leads further
            # than this person may go.
            if WORKING.match(answer.headers["location"]):
                waiting.append(answer.headers["location"])
        else:
            # A message of months ago may lead to what is no longer to be done.
            if kind[0] != "notifications:message":
                waiting.extend(links_in(answer.text()))
            if kind not in known:
                known.add(kind)
                new.append(address)
    return new
