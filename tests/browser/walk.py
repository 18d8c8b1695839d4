# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People who walk through the platform, each with a browser of one's own.

Whatever they do the console is quiet and no other site is asked. In a survey every page they pass is looked at
too, at both widths: axe-core finds nothing, nothing overflows.
"""

import re
from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from coprogettazione.parties.models import User
from tests.browser.axe import faults, overflow

DESKTOP, PHONE = 1280, 360
HEIGHT = 900
#: The password of every person that the factories make.
PASSWORD = "parola-di-prova-lunga"


class Walk:
    """The walkers of one test and what they have found; `passed` are the pages looked at so far, if any are."""

    def __init__(
        self, address: str, new_context: Callable[..., Any], passed: set[tuple[str, str]] | None = None
    ) -> None:
        self.address = address
        self.new_context = new_context
        self.passed = passed
        self.walkers: list[Walker] = []
        self.found: list[str] = []
        self.has_signed_in = False

    def visitor(self, **options: Any) -> "Walker":
        """Somebody who has not signed in, with a browser of one's own."""
        context = self.new_context(
            locale="it-IT",
            viewport={"width": DESKTOP, "height": HEIGHT},
            base_url=self.address,
            # Smooth scrolling makes every click wait.
            reduced_motion="reduce",
            **options,
        )
        walker = Walker(self, context.new_page())
        self.walkers.append(walker)
        return walker

    def ends(self) -> None:
        """Close every browser."""
        for walker in list(self.walkers):
            walker.leaves()

    def person(self, user: User, password: str = PASSWORD, **options: Any) -> "Walker":
        """Somebody signed in, with the browser of last time: the first of a walk through the real form, the
        others with a session of their own, which begins anew each time (the clock may have gone on).
        """
        walker = next((one for one in self.walkers if one.name == user.email), None)
        walker = walker or self.visitor(**options)
        if self.has_signed_in:
            walker.comes_in(user)
        else:
            walker.signs_in(user, password)
        self.has_signed_in = True
        return walker


class Walker:
    """One person and one's browser."""

    def __init__(self, walk: Walk, page: Any) -> None:
        self.walk = walk
        self.page = page
        self.name = "visitor"
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: walk.found.append(f"{page.url}: {error}"))

    def leaves(self) -> None:
        """Close the browser."""
        self.walk.walkers.remove(self)
        self.page.context.close()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.walk.address, "data:", "blob:")):
            self.walk.found.append(f"{self.page.url} asks {request.url}")

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.walk.found.append(f"{self.page.url} says {message.text}")

    def signs_in(self, user: User, password: str = PASSWORD) -> None:
        """The form of the sign-in; the address of every person is confirmed."""
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        self.opens("/accesso/login/")
        self.fills_sign_in(user.email, password)

    def comes_in(self, user: User) -> None:
        """With a session, without passing through the form."""
        self.name = user.email
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.walk.address}
        self.page.context.add_cookies([cookie])

    def fills_sign_in(self, email: str, password: str = PASSWORD) -> None:
        """On the page of the sign-in, wherever it leads afterwards."""
        self.name = email
        self.types("login", email)
        self.types("password", password)
        self.presses("Entra con la password")

    def opens(self, address: str) -> None:
        """An address, as from a bookmark."""
        self.page.goto(address)
        self.checks()

    def follows(self, words: str, *, first: bool = False) -> None:
        """A link of the page."""
        link = self.page.get_by_role("link", name=words, exact=not first)
        self._goes(link.first if first else link)

    def takes_up(self, words: str) -> None:
        """From the desk, the duty that says so."""
        self.opens("/scrivania/")
        self._goes(self.page.locator(".co-task", has_text=words).first.locator("a.btn"))

    def sends(self) -> None:
        """The form in the middle of the page, with its main button."""
        self._goes(self.page.locator("main form .btn-primary[type='submit']").last)

    def presses(self, words: str) -> None:
        """A button that sends its form."""
        self._goes(self.page.get_by_role("button", name=words, exact=True))

    def _goes(self, control: Any) -> None:
        with self.page.expect_navigation():
            control.click()
        self.checks()

    def types(self, name: str, text: str) -> None:
        """In the field of this name, the first of the page that one can see."""
        self.page.locator(f"[name='{name}']:visible").first.fill(text)

    def picks(self, name: str, value: object) -> None:
        """One of the options of a list, or one radio of a group."""
        field = self.page.locator(f"[name='{name}']:visible").first
        if field.evaluate("control => control.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            self.page.locator(f"[name='{name}'][value='{value}']").check()

    def downloads(self, words: str) -> bytes:
        """The file behind a link of the page."""
        link = self.page.get_by_role("link", name=words).first
        answer = self.page.request.get(link.get_attribute("href"))
        assert answer.ok
        return bytes(answer.body())

    def reads(self) -> str:
        """The words of the page, on one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def checks(self) -> None:
        """In a survey, look at the page at both widths, unless one of the same kind has been looked at."""
        if self.walk.passed is None:
            return
        path = self.page.url.removeprefix(self.walk.address).split("?")[0]
        heading = self.page.locator("h1").first.inner_text()
        kind = (re.sub(r"/(\d+|[a-z])(?=/)", "/N", path), heading)
        if kind in self.walk.passed:
            return
        self.walk.passed.add(kind)

        for width in (PHONE, DESKTOP):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.walk.found += [f"{width} px: {fault}" for fault in faults(self.page)]
            if (wide := overflow(self.page)) > 0:
                self.walk.found.append(f"{width} px: {self.page.url} is {wide} pixels too wide")
