# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who acts: a person at a browser, who reads what a page says and presses what it offers."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.test import Client
from django.utils import timezone

from tests.story.pages import Form, Page, choices

PASSWORD = "coprogettare-insieme"
BACKEND = "django.contrib.auth.backends.ModelBackend"
WORKING_DAY = timedelta(hours=7)


class Refused(AssertionError):
    """The page did not do it: what it said."""


class Person:
    """Somebody at a browser. `email` is empty for who only reads."""

    def __init__(self, email: str = "") -> None:
        self.email = email
        self.client = Client(raise_request_exception=True)
        self.came_in: Any = None
        self.page: Page

    def __str__(self) -> str:
        return self.email or "un cittadino"

    # -- reading

    def reads(self, address: str, *words: str, status: int = 200) -> Page:
        """Open an address and find these words there."""
        self._come_in()
        return self._looks(self.client.get(address, follow=True), *words, status=status)

    def tries(self, address: str) -> Page:
        """Open an address whatever comes of it; the page that was open stays open."""
        self._come_in()
        return Page(self.client.get(address))

    def sees(self, *words: str) -> Page:
        """Find these words on the page that is open."""
        for said in words:
            assert said in self.page.text, f"{self} at {self.page.address}: «{said}» not in: {self.page.text}"
        return self.page

    def does_not_see(self, *words: str) -> Page:
        """Make sure that these words are not on the page, hidden parts included."""
        source = self.page.response.content.decode()
        for said in words:
            assert said not in source, f"{self} at {self.page.address} should not read «{said}»"
        return self.page

    def follows(self, link: str, *words: str, beside: str = "", status: int = 200) -> Page:
        """Follow a link of the page that is open."""
        return self.reads(self.page.link(link, beside), *words, status=status)

    def at_the_desk(self, *words: str) -> Page:
        """Open one's desk."""
        return self.reads("/scrivania/", *words)

    def takes_up(self, duty: str, *words: str, about: str = "") -> Page:
        """Find at the desk what there is to do, and go where it is done."""
        self.at_the_desk()
        return self.follows(duty, *words, beside=about)

    def downloads(self, link: str = "", address: str = "") -> bytes:
        """Take a file from a link of the page: its bytes."""
        response = self.client.get(address or self.page.link(link))
        assert response.status_code == 200, (link, response.status_code)
        content: bytes = b"".join(response) if response.streaming else response.content
        return content

    def is_told(self, subject: str, *words: str) -> Page:
        """Find a message, read it, and go where it leads."""
        self.reads("/messaggi/")
        address = next(url for said, url in self.page.links if subject in said)
        return self.reads(address, *words)

    # -- doing

    def does(self, button: str, fields: Mapping[str, Any] | None = None, *words: str, **more: Any) -> Page:
        """Fill in the form of the page and press its button; a page that says no is an error."""
        self._sends(button, {**(fields or {}), **more})
        return self._has_done(button, *words)

    def is_refused(
        self, button: str, fields: Mapping[str, Any] | None = None, *words: str, **more: Any
    ) -> Page:
        """Press a button and be told why not."""
        page = self._sends(button, {**(fields or {}), **more})
        assert page.status in (403, 409, 422), f"{self}, «{button}»: {page.status} at {page.address}"
        return self.sees(*words)

    def fills_rows(
        self, button: str, lists: Mapping[str, Iterable[Mapping[str, Any]]], *words: str, **more: Any
    ) -> Page:
        """Fill in the rows of the lists of the form (by their prefix), adding those that lack, then press its
        button.
        """
        form, pressed = self.page.form(button, [f"{prefix}-TOTAL_FORMS" for prefix in lists])
        fields = dict(more)
        for prefix, rows in lists.items():
            for number, row in enumerate(rows):
                if number >= int(form.filled()[f"{prefix}-TOTAL_FORMS"][0]):
                    form.add_row(prefix)
                fields.update({f"{prefix}-{number}-{name}": value for name, value in row.items()})
        self._posts(form, pressed, fields)
        return self._has_done(button, *words)

    def saves_quietly(self, button: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What the page's script sends while one types, and the answer it reads."""
        form, _pressed = self.page.form(button, fields)
        sent = {**form.filled(), **{name: _as_sent(value) for name, value in fields.items()}}
        answer = self.client.post(form.target, sent, headers={"X-Autosave": "1"})
        return {"status": answer.status_code, **answer.json()}

    # -- how

    def is_still_in(self) -> bool:
        """Whether one came in today."""
        return bool(self.came_in) and timezone.now() - self.came_in < WORKING_DAY

    def _come_in(self) -> None:
        """Sign in, every day that one works."""
        if not self.email or self.is_still_in():
            return
        again, self.came_in = self.came_in is not None, timezone.now()
        if again:
            # The first day shows that the page lets in; the days after, only that one is in.
            self.client.force_login(get_user_model().objects.get(email=self.email), BACKEND)
            return
        self._looks(self.client.get("/accesso/login/", follow=True))
        self.does("Entra con la password", login=self.email, password=PASSWORD)

    def _looks(self, response: Any, *words: str, status: int = 200) -> Page:
        self.page = Page(response)
        assert self.page.status == status, (
            f"{self} at {self.page.address}: {self.page.status}, {self.page.text[:600]}"
        )
        return self.sees(*words)

    def _has_done(self, button: str, *words: str) -> Page:
        """What is done leads to another page; a form that comes back did nothing, whatever its status."""
        page = self.page
        if page.status >= 400 or not page.response.redirect_chain:
            raise Refused(f"{self}, «{button}» at {page.address} ({page.status}): {page.complaints}")
        return self.sees(*words)

    def _sends(self, button: str, fields: Mapping[str, Any]) -> Page:
        form, pressed = self.page.form(button, fields)
        return self._posts(form, pressed, fields)

    def _posts(self, form: Form, pressed: Any, fields: Mapping[str, Any]) -> Page:
        self._must_be_in()
        sent: dict[str, Any] = form.filled()
        offers = form.offers()
        for name, value in fields.items():
            assert name in offers, f"{form.address}: no field {name!r}; there are {sorted(offers)}"
            offered = choices(offers[name])
            sent[name] = _as_sent(value)
            if offered is not None:
                chosen = sent[name] if isinstance(sent[name], list) else [sent[name]]
                assert set(chosen) <= set(offered), f"{name}: {chosen} is not among {offered}"
        if pressed.get("name"):
            sent[str(pressed["name"])] = str(pressed.get("value", ""))
        send = self.client.get if form.method == "get" else self.client.post
        self.page = Page(send(form.target, sent, follow=True))
        return self.page

    def _must_be_in(self) -> None:
        """A form that was opened yesterday is not sent today: the session is over."""
        assert not self.email or self.is_still_in(), f"{self} must come in again"


def _as_sent(value: Any) -> Any:
    """Text as it is typed; files and lists as they are."""
    if isinstance(value, File):
        value.seek(0)
        return value
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return str(value)
