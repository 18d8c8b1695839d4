# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make screenshots``: the pictures of the README, taken in Chromium from a demo that is running for them.

Each picture is of a page found by following a link, as a person would; a page that is not found is an error,
so that the README never shows what the platform no longer has.
"""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from config.chromium import chromium
from config.database import ROOT

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {"desktop": 1280, "mobile": 360}
TALLEST = 1800


@dataclass(frozen=True)
class Shot:
    """One picture: its name, whose desk it is seen from, the page to open and the links to follow."""

    name: str
    role: str
    start: str
    follow: tuple[str, ...] = ()


SHOTS = (
    Shot("1-home", "", "/"),
    Shot("2-avviso", "", "/avvisi/", ("main a[href^='/avvisi/']:not([href*='?'])",)),
    Shot("3-convenzione", "", "/convenzioni/", ("main a[href^='/convenzioni/']:not([href*='?'])",)),
    Shot("4-scrivania", "PROCEDURE_OFFICER", "/scrivania/"),
    Shot("5-domanda", "LEGAL_REPRESENTATIVE", "/scrivania/", ("main a[href^='/domande/']",)),
    Shot("6-tavolo", "LEGAL_REPRESENTATIVE", "/tavolo/DOPOSCUOLA-2026/"),
    Shot("7-valutazione", "COMMITTEE_MEMBER", "/scrivania/", ("main a[href^='/valutazione/']",)),
    Shot("8-fascicolo", "PROCEDURE_OFFICER", "/fascicoli/PIS-2026/"),
)


@contextmanager
def running_demo() -> Iterator[str]:
    """The demo, on the first free port after 8900: its address while it runs."""
    command = [sys.executable, "-m", "config.demo"]
    environment = {**os.environ, "PORT": "8900"}
    demo = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert demo.stdout is not None
    try:
        address = ""
        for line in demo.stdout:
            address = line.strip() if line.strip().startswith("http://localhost:") else address
            if "Ctrl-C" in line:
                break
        else:
            raise SystemExit("The demo does not start.")
        threading.Thread(target=demo.stdout.read, daemon=True).start()  # messages of the demo, not to be kept
        yield address.rstrip("/")
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()


def sessions_for(role: str) -> Iterator[str]:
    """Session cookies of the active people who hold ``role``; an empty one for an anonymous visit."""
    from django.test import Client

    from coprogettazione.parties.models import User

    if not role:
        yield ""
        return
    people = User.objects.filter(is_active=True, memberships__role=role).distinct().order_by("pk")
    for person in people:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        yield client.cookies["sessionid"].value


def open_page(page: Any, address: str, shot: Shot) -> bool:
    """Open the page of ``shot``; False when no link leads to it, or only to refusals."""
    answer = page.goto(address + shot.start, wait_until="networkidle")
    for selector in shot.follow:
        links = page.locator(selector)
        targets = [links.nth(place).get_attribute("href") for place in range(links.count())]
        for target in dict.fromkeys(targets):
            answer = page.goto(f"{address}{target}", wait_until="networkidle")
            if answer.ok:
                break
        else:
            return False
    return bool(answer.ok)


def wait_for_the_text(page: Any) -> None:
    """Wait until a text that is written live is there, with who wrote it."""
    if page.locator("[data-editor]").count():
        page.locator(".co-write [class^='a-']").first.wait_for()


def take(page: Any, path: Path) -> None:
    """Write the picture of the page, no taller than ``TALLEST``, in 256 colours."""
    from PIL import Image

    whole = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    image = whole.crop((0, 0, whole.width, min(whole.height, TALLEST)))
    image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.relative_to(ROOT))


def photograph(browser: Any, address: str, shot: Shot) -> bool:
    """Take the shot at both widths from the first desk where its page is found; False when there is none."""
    for session in sessions_for(shot.role):
        context = browser.new_context(locale="it-IT", viewport={"width": WIDTHS["desktop"], "height": 900})
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        found = open_page(page, address, shot)
        for kind, width in WIDTHS.items() if found else ():
            page.set_viewport_size({"width": width, "height": 900})
            page.reload(wait_until="networkidle")
            wait_for_the_text(page)
            take(page, FOLDER / f"{shot.name}-{kind}.png")
        context.close()
        if found:
            return True
    return False


def main() -> None:
    """Take every picture.

    Raises:
        SystemExit: there is no Chromium, the demo does not start, or a page is not found.
    """
    from playwright.sync_api import sync_playwright

    browser_path = chromium()
    if browser_path is None:
        raise SystemExit("There is no Chromium on this machine.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_demo() as address, sync_playwright() as playwright:
        django.setup()
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        missing = [shot.name for shot in SHOTS if not photograph(browser, address, shot)]
        browser.close()
    if missing:
        raise SystemExit(f"No page found for: {', '.join(missing)}")


if __name__ == "__main__":
    main()
