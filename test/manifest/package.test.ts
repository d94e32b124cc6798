import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { appPackage } from '../../scripts/package-app.ts';

const IDS = { appId: 'a0a0a0a0-0000-4000-8000-000000000001', botId: 'b0b0b0b0-0000-4000-8000-000000000001' };
const OWN = new URL('../../manifest/', import.meta.url);
const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The app's folder with a manifest that says something else. */
function folderWith(change: (manifest: Record<string, unknown>) => object): URL {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-app-'));
  folders.push(folder);
  cpSync(OWN, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
  return pathToFileURL(`${folder}/`);
}

describe('the package of the app', () => {
  test('holds the manifest with its ids and both icons, at its root', async () => {
    const { zip, faults } = await appPackage(IDS);
    expect(faults).toEqual([]);
    const files = unzipSync(zip);
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(manifest).toMatchObject({ id: IDS.appId, bots: [{ botId: IDS.botId }] });
    expect(Buffer.from(files['color.png'] ?? [])).toEqual(readFileSync(new URL('color.png', OWN)));
  });

  test('has the same bytes every time and everywhere', async () => {
    vi.stubEnv('TZ', 'UTC');
    const here = await appPackage(IDS);
    vi.stubEnv('TZ', 'Pacific/Auckland');
    const there = await appPackage(IDS);
    expect(Buffer.from(there.zip).equals(Buffer.from(here.zip))).toBe(true);
  });

  test('says what is a placeholder', async () => {
    const { notes } = await appPackage({ appId: undefined, botId: undefined });
    expect(notes.join('\n')).toMatch(/TEAMS_APP_ID.*MicrosoftAppId.*manifest\.json/s);
    expect((await appPackage(IDS)).notes.join('\n')).not.toMatch(/TEAMS_APP_ID|MicrosoftAppId/);
  });

  test.each<[string, (manifest: Record<string, unknown>) => object, RegExp]>([
    ['a property that Teams does not know', (manifest) => ({ ...manifest, nonsense: true }), /nonsense|additional/i],
    ['a version in words', (manifest) => ({ ...manifest, version: 'first' }), /version: "first"/],
    ['a schema of no version', (manifest) => ({ ...manifest, manifestVersion: '9.9' }), /.+/],
    ['an empty name', (manifest) => ({ ...manifest, name: { short: ' ', full: 'x' } }), /name\.short is empty/],
    [
      'a page without TLS',
      (manifest) => ({
        ...manifest,
        developer: { ...(manifest['developer'] as object), websiteUrl: 'http://x.example' },
      }),
      /websiteUrl does not begin with https/,
    ],
    [
      'icons that were exchanged',
      (manifest) => ({ ...manifest, icons: { color: 'outline.png', outline: 'color.png' } }),
      /icons\.color is no PNG of 192/,
    ],
  ])('is refused with %s', async (_what, change, fault) => {
    expect((await appPackage(IDS, folderWith(change))).faults.join('\n')).toMatch(fault);
  });

  test('is refused with an id that is none', async () => {
    expect((await appPackage({ ...IDS, botId: 'my-bot' })).faults.join('\n')).toContain('"my-bot" is no GUID');
  });
});
