import { graphClient } from '../../../src/directory/graph/client.ts';
import { graphCredential } from '../../../src/directory/graph/credential.ts';
import { tokensFrom } from '../../../src/directory/graph/tokens.ts';
import { systemClock } from '../../../src/engine/clock.ts';

/*
 * A process of its own, as a bot is one: the library remembers where its managed identity is, and trust is read at the start.
 * Prints for each kind of credential whom it finds, or why not.
 */
const [baseUrl = '', ...kinds] = process.argv.slice(2);

for (const kind of kinds as Parameters<typeof graphCredential>[0][]) {
  const credential = await graphCredential(kind, process.env);
  const tokens = tokensFrom({ credential, scope: 'https://graph.microsoft.com/.default', clock: systemClock });
  const client = graphClient({ baseUrl, tokens, clock: systemClock, random: Math.random });
  const found = await client.get('/organization').then(
    ({ value }) => (value as { displayName: string }[])[0]?.displayName,
    (error) => `${error.code}: ${error.message}`,
  );
  process.stdout.write(`${kind}: ${found}\n`);
}
