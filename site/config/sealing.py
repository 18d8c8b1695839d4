# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the keys of the installation come from (docs/sealing.md): the environment, or a file of one's own."""

import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet


def seal_keys(environ: dict[str, str] | os._Environ[str]) -> list[str]:
    """The keys named in `SEAL_KEYS` (commas between them, the newest first), or in the file `SEAL_KEYS_FILE`
    (one a line). Empty when neither is there. Raises ValueError for what is not a key.
    """
    said = environ.get("SEAL_KEYS", "").split(",")
    if path := environ.get("SEAL_KEYS_FILE", ""):
        said = Path(path).read_text().splitlines()
    keys = [key.strip() for key in said if key.strip()]
    for key in keys:
        Fernet(key)
    return keys


def own_seal_keys(path: Path) -> list[str]:
    """The keys of a developer's machine or of a demo: made once, in a file that only its owner reads."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".seal-")  # mode 600
        with os.fdopen(handle, "wb") as out:
            out.write(Fernet.generate_key() + b"\n")
        try:
            Path(path).hardlink_to(aside)  # two processes that start together keep the same one
        except FileExistsError:
            pass
        finally:
            Path(aside).unlink()
    return path.read_text().split()
