// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The bundle of the pages whose rows change in place (dist/rows.js): htmx, and nothing else.
import "htmx.org";
