# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign-in with a digital identity: a provider named by the environment, and nothing when there is none.

OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET name it; OIDC_PRESET says what it is (`spid-cie`, an
aggregator; `cie`; `idp`, a body's own), OIDC_LABEL how its button is called.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

#: What the button of each preset says after "Entra con".
PRESETS = {"spid-cie": "SPID o CIE", "cie": "CIE", "idp": "l’accesso del tuo ente"}


def identity_providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """The setting SOCIALACCOUNT_PROVIDERS. Raises ValueError: half a configuration, or a preset not known."""
    given = {
        name: environment.get(name, "") for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    }
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(given):
        return {}
    if missing:
        raise ValueError(f"the identity provider also needs {', '.join(missing)}")
    name = environment.get("OIDC_PRESET", "spid-cie")
    if name not in PRESETS:
        raise ValueError(f"OIDC_PRESET is one of {', '.join(PRESETS)}")
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "SCOPE": ["openid", "profile", "email"],
            "APPS": [
                {
                    "provider_id": "identita",
                    "name": environment.get("OIDC_LABEL") or PRESETS[name],
                    "client_id": given["OIDC_CLIENT_ID"],
                    "secret": given["OIDC_CLIENT_SECRET"],
                    "settings": {"server_url": given["OIDC_ISSUER"], "fetch_userinfo": True},
                }
            ],
        }
    }


def identity_origins(environment: Mapping[str, str]) -> list[str]:
    """Where the browser may be sent to sign in: the issuer, and its authorisation endpoint if elsewhere."""
    addresses = (environment.get("OIDC_ISSUER", ""), environment.get("OIDC_AUTHORIZATION_ORIGIN", ""))
    return [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses) if parts.netloc]
