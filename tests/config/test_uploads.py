# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is posted lies in no file that has a name; without keys the platform does not start."""

import os
import subprocess
import sys
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import load_handler
from django.test import RequestFactory, override_settings

ROOT = Path(__file__).resolve().parents[2]


def test_a_large_posted_file_lies_in_a_file_without_name(tmp_path: Path) -> None:
    content = b"%PDF-1.7 " + b"x" * 4_000_000
    with override_settings(FILE_UPLOAD_TEMP_DIR=tmp_path):
        request = RequestFactory().post("/", {"file": SimpleUploadedFile("grande.pdf", content)})
        posted = request.FILES["file"]
        assert isinstance(posted, UploadedFile)
        assert (posted.name, posted.size) == ("grande.pdf", len(content))
        assert posted.read() == content
        assert isinstance(posted.file.name, int)  # type: ignore[union-attr]
        assert list(tmp_path.iterdir()) == []
        posted.close()


def test_a_file_that_stops_halfway_leaves_nothing(tmp_path: Path) -> None:
    handler = load_handler("config.uploads.NamelessUploadHandler", RequestFactory().post("/"))
    handler.new_file("file", "grande.pdf", "application/pdf", 10)
    handler.receive_data_chunk(b"half", 0)
    handler.upload_interrupted()
    assert handler._file.closed


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEAL_")}
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "x" * 50}
    paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; print(len(settings.SEAL_KEYS))"],
        env={**kept, **settings, **paths, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_production_does_not_start_without_keys_and_says_where_to_read() -> None:
    refused = started()
    assert refused.returncode != 0
    assert "SEAL_KEYS or SEAL_KEYS_FILE is missing: see docs/sealing.md" in refused.stderr
    assert started(SEAL_KEYS="A" * 43 + "=").stdout.strip() == "1"
