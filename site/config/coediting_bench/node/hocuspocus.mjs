// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// hocuspocus, in its own configuration: with its Database extension (the whole document, two seconds after the last
// change, ten at most) or, as `node hocuspocus.mjs PORT log`, with every change stored before it is applied and relayed,
// which is the guarantee that ours gives.
import { Database } from "@hocuspocus/extension-database";
import { Server } from "@hocuspocus/server";
import pg from "pg";
import * as Y from "yjs";

const [port, way] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const STEP_1 = 0;

await pool.query("CREATE TABLE IF NOT EXISTS hocuspocus_documents (name text PRIMARY KEY, data bytea NOT NULL)");
await pool.query(
  "CREATE TABLE IF NOT EXISTS hocuspocus_log (name text, number bigserial, data bytea NOT NULL, PRIMARY KEY (name, number))",
);

const document = new Database({
  fetch: async ({ documentName }) => {
    const found = await pool.query({
      name: "fetch",
      text: "SELECT data FROM hocuspocus_documents WHERE name = $1",
      values: [documentName],
    });
    return found.rows[0]?.data ?? null;
  },
  store: async ({ documentName, state }) => {
    await pool.query({
      name: "store",
      text:
        "INSERT INTO hocuspocus_documents (name, data) VALUES ($1, $2)" +
        " ON CONFLICT (name) DO UPDATE SET data = excluded.data",
      values: [documentName, state],
    });
  },
});

const log = {
  async onLoadDocument({ document, documentName }) {
    const found = await pool.query("SELECT data FROM hocuspocus_log WHERE name = $1 ORDER BY number", [documentName]);
    document.transact(() => found.rows.forEach(({ data }) => Y.applyUpdate(document, data)));
  },
  async beforeSync({ documentName, type, payload }) {
    // An update of two bytes says nothing.
    if (type !== STEP_1 && payload.length > 2) {
      await pool.query({
        name: "append",
        text: "INSERT INTO hocuspocus_log (name, data) VALUES ($1, $2)",
        values: [documentName, Buffer.from(payload)],
      });
    }
  },
};

await new Server({
  address: "127.0.0.1",
  port: Number(port),
  quiet: true,
  extensions: [way === "log" ? log : document],
}).listen();
