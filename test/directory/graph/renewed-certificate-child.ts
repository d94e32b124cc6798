import { renameSync } from 'node:fs';
import { graphCredential } from '../../../src/directory/graph/credential.ts';

/* A process of its own, as trust is read at the start. One credential asks for a token before and after its file is replaced. */
const [renewed = '', current = ''] = process.argv.slice(2);
const scope = 'https://graph.microsoft.com/.default';

const credential = await graphCredential('certificate', process.env);
await credential.getToken(scope);
renameSync(renewed, current);
await credential.getToken(scope);
