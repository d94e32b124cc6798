#!/usr/bin/env bash
# A singletonKey alone does not keep a second job out, and neither does the policy that is named singleton.
#
# pg-boss 12.38.0 on @electric-sql/pglite 0.5.17. In a queue as createQueue() makes it, two jobs with one singletonKey both wait and both are
# fetched together. The policy "singleton" lets both wait too and only starts them one by one. "short", "stately" and
# "exclusive" refuse the second, which send() tells by null. A key needs one of these, or singletonSeconds.
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
const seen = {};
for (const policy of ["standard", "singleton", "short", "stately", "exclusive"]) {
  await boss.createQueue(policy, policy === "standard" ? {} : { policy });
  const waiting = [];
  for (const _ of [1, 2]) waiting.push(await boss.send(policy, {}, { singletonKey: "tenant" }));
  const running = await boss.fetch(policy, { batchSize: 2 });
  seen[policy] = { waiting: waiting.filter((id) => id !== null).length, running: running.length };
}
await boss.stop({ graceful: false });
await database.close();
console.log(seen);
assert.deepStrictEqual(seen, {
  standard: { waiting: 2, running: 2 },
  singleton: { waiting: 2, running: 1 },
  short: { waiting: 1, running: 1 },
  stately: { waiting: 1, running: 1 },
  exclusive: { waiting: 1, running: 1 },
});
EOF
node check.mjs
