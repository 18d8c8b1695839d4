# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a hand does in the editor of the shared texts."""

from typing import Any

#: Selects words of one paragraph, as a mouse would.
SELECT = """words => {
  const text = [...document.querySelectorAll(".co-write p span, .co-write p")]
    .flatMap(one => [...one.childNodes]).find(one => one.nodeType === 3 && one.data.includes(words));
  document.querySelector(".co-write").focus();
  const at = text.data.indexOf(words);
  getSelection().setBaseAndExtent(text, at, text, at + words.length);
}"""


def selects(page: Any, words: str) -> None:
    """With the mouse; the editor hears of it a moment later."""
    page.evaluate(SELECT, words)
    page.wait_for_timeout(100)


def comments(page: Any, passage: str, words: str) -> None:
    """A comment on a passage, by the keyboard."""
    selects(page, passage)
    page.keyboard.press("Control+Alt+m")
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
