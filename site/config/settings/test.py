# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests: the same engine, fast hashing, mail kept in memory."""

import tempfile
from pathlib import Path

from config.settings.base import *

DEMO = False
SECRET_KEY = "test-" + "x" * 45
SEAL_KEYS = ["test" + "A" * 39 + "="]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_files = Path(tempfile.mkdtemp(prefix="coprogettazione-test-"))
STATIC_ROOT = _files / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = _files / "media"
PRIVATE_MEDIA_ROOT = _files / "private"
TRUST_FOLDER = _files / "trust"
TRIAL_AUTHORITY = _files / "trial-authority"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Officials sign in without a second factor here; the tests of the second factor ask for it.
MFA_REQUIRED_FOR_OFFICIALS = False
# Nothing here need outlive a power cut; what a killed process leaves is the same.
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
CACHES = {
    **CACHES,
    "counters": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counters"},
}
# A whole run of tests asks from one address; those of home/limits.py set their own.
API_REQUESTS_PER_MINUTE = DATA_FILES_PER_MINUTE = 1_000_000
# Every test draws its pages; those of home/keeping.py ask for the shelf.
KEEP_PAGES = False
