# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real clamd of this machine, with one signature made by hand: that of the EICAR test string."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address, as the setting CLAMD wants it. Skips where clamd is not installed (.ci/prepare says so)."""
    program = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if program is None:
        pytest.skip("no clamd on this machine (as root on Debian, make test installs clamav-daemon)")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "db").mkdir()
    (folder / "db" / "ours.ndb").write_text(f"Prova.Eicar:0:*:{EICAR.hex()}\n")
    place = Path(folder) / "clamd.sock"
    settings = {
        "LocalSocket": place,
        "DatabaseDirectory": folder / "db",
        "LogFile": folder / "clamd.log",
        "TemporaryDirectory": folder,
        "Foreground": "yes",
        "StreamMaxLength": "30M",
        "MaxThreads": "2",
    }
    (folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(
            [program, "--config-file", str(folder / "clamd.conf")], stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(place, process, folder)
        yield f"unix:{place}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(place: Path, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.skip(f"clamd does not run here: {(folder / 'out').read_text()[-300:]}")
        with socket.socket(socket.AF_UNIX) as attempt:
            try:
                attempt.connect(str(place))
            except OSError:
                time.sleep(0.2)
                continue
            return
    pytest.skip("clamd did not start in a minute")
