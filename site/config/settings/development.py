# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A developer's machine and the demo: embedded PostgreSQL, mail on the console."""

import os

from config.sealing import own_seal_keys
from config.settings.base import *

DEBUG = os.environ.get("DEBUG", "1") == "1"
# The demo shows its sign-ins on the sign-in page: never outside these settings.
DEMO = os.environ.get("DEMO", "1") == "1"
TRIAL_AUTHORITY = VAR_DIR / "trial-authority" if DEMO else None
SECRET_KEY = os.environ.get("SECRET_KEY", "development-only-" + "x" * 40)
SEAL_KEYS = SEAL_KEYS or own_seal_keys(VAR_DIR / "seal.keys")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_REQUIRED_FOR_OFFICIALS = os.environ.get("MFA_REQUIRED_FOR_OFFICIALS", "0" if DEMO else "1") == "1"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come from where they are, also when the demo runs without DEBUG.
WHITENOISE_USE_FINDERS = True
