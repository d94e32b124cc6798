#!/usr/bin/env bash
# A debounced job carries the second of the calls, not the last: what came after it is gone.
#
# pg-boss 12.38.0 on @electric-sql/pglite 0.5.17. Four sendDebounced() calls within the slot leave two jobs: the first runs at once, the
# second waits for the next slot, the third and fourth return null and their data is kept nowhere. Whoever debounces
# "draw the card again" shows an older state at the end. Send no state in the job: let it read the newest when it runs.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . pg-boss@12.38.0 @electric-sql/pglite@0.5.17
cat > check.mjs <<'EOF'
import assert from "node:assert";
import { PGlite } from "@electric-sql/pglite";
import { fromPglite, PgBoss } from "pg-boss";
const database = new PGlite();
const boss = new PgBoss({ db: fromPglite(database), supervise: false, schedule: false });
boss.on("error", (error) => console.error(error));
await boss.start();
await boss.createQueue("draw");
const accepted = [];
for (const done of [10, 20, 30, 40]) accepted.push((await boss.sendDebounced("draw", { done }, null, 3600)) !== null);
const { rows } = await database.query("select data, start_after > now() as waits from pgboss.job where name = 'draw' order by start_after");
await boss.stop({ graceful: false });
await database.close();
console.log({ accepted, rows });
assert.deepStrictEqual({ accepted, rows }, {
  accepted: [true, true, false, false],
  rows: [
    { data: { done: 10 }, waits: false },
    { data: { done: 20 }, waits: true },
  ],
});
EOF
node check.mjs
