import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTS } from './microsoft.ts';

/** A network and mounts of its own, in which whoever starts something is root. */
const OWN = ['-rnm', '--'];
const ENTER = 'ip link set lo up && mount --bind "$1/hosts" /etc/hosts && shift && exec "$@"';

/** What this machine lacks for a world of its own, as a sentence. */
function whatIsMissing(): string | undefined {
  const entered = spawnSync('unshare', [...OWN, 'sh', '-c', 'ip link set lo up && mount --bind /dev/null /etc/hosts']);
  if (entered.status !== 0) return 'it may not have a network of its own (unshare -rnm, ip, mount)';
  return spawnSync('openssl', ['version']).status === 0 ? undefined : 'openssl is not here';
}

const missing = whatIsMissing();
const isLeftOut = missing !== undefined && process.env['CI'] !== 'true';
if (isLeftOut) {
  console.warn(
    `The world is left out: ${missing}. What overrides the addresses serves: test/bot/teams/with-credentials.`,
  );
}

let folder: string;

/** A certificate for Microsoft's names that lives as long as the test. */
function certify(): void {
  const names = HOSTS.map((host) => `DNS:${host}`).join(',');
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=world', '-addext', `subjectAltName=${names}`];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
    stdio: 'ignore',
  });
}

describe.skipIf(isLeftOut)('where Microsoft’s names are this machine', { timeout: 120_000 }, () => {
  beforeAll(() => {
    if (missing !== undefined) throw new Error(missing);
    folder = mkdtempSync(join(tmpdir(), 'seatkeeper-world-'));
    writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost ${HOSTS.join(' ')}\n`);
    certify();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['botbuilder', 'agents'])('the bot as it is serves Teams, and calls it by %s', (sdk) => {
    const story = fileURLToPath(new URL('./story.ts', import.meta.url));
    const inside = [process.execPath, story, folder, sdk];
    const { stdout, stderr } = spawnSync('unshare', [...OWN, 'sh', '-c', ENTER, 'sh', folder, ...inside], {
      encoding: 'utf8',
      timeout: 100_000,
    });
    expect(stdout, stderr).toMatch(/^\{/);
    const { shown, end, ...told } = JSON.parse(stdout);
    expect(told).toEqual({ forged: 401, silent: 401, saidToStrangers: 0, hosts: [...HOSTS].toSorted() });
    expect(shown).toContain('990');
    expect(end).toContain('Finished with failures');
  });
});
