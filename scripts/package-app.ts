import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';

/*
 * Makes what is uploaded to Teams of `manifest/`, the same bytes every time: `npm run package`, or with the ids of your own
 * `MicrosoftAppId=… TEAMS_APP_ID=… npm run package -- FILE`.
 */

const FOLDER = new URL('../manifest/', import.meta.url);
const TARGET = 'out/seatkeeper-teams.zip';
const PLACEHOLDER = '00000000-0000-0000-0000-000000000000';
const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** Of each icon, as Teams asks for them (https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema#icons). */
const SIZES = { color: 192, outline: 32 } as const;
const PNG = '89504e470d0a1a0a';

export interface AppIds {
  /** Of the app in Teams, once and for good. */
  readonly appId: string | undefined;
  /** Of the bot's registration. */
  readonly botId: string | undefined;
}

export interface AppPackage {
  readonly zip: Uint8Array;
  /** What keeps it from being uploaded, and what should be put right before; a line each. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

interface Manifest {
  readonly id: string;
  readonly version: string;
  readonly developer: Readonly<Record<string, string>>;
  readonly name: Readonly<Record<string, string>>;
  readonly description: Readonly<Record<string, string>>;
  readonly icons: Readonly<Record<keyof typeof SIZES, string>>;
  readonly bots: readonly [{ readonly botId: string }];
}

export async function appPackage({ appId, botId }: AppIds, folder = FOLDER): Promise<AppPackage> {
  const written: Manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
  const manifest: Manifest = {
    ...written,
    id: appId ?? written.id,
    bots: [{ ...written.bots[0], botId: botId ?? written.bots[0].botId }],
  };
  const icons = Object.values(manifest.icons).map((name) => [name, readFileSync(new URL(name, folder))] as const);
  const json = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const files = [['manifest.json', json] as const, ...icons];
  // A zip holds local time: the same hour everywhere, whatever the zone.
  const mtime = new Date(2026, 0, 1);
  return {
    zip: zipSync(Object.fromEntries(files.map(([name, bytes]) => [name, [bytes, { mtime, level: 9 }]]))),
    faults: [...(await schemaFaults(manifest)), ...ownFaults(manifest), ...iconFaults(manifest, folder)],
    notes: notesOn(manifest),
  };
}

/** By the schema that the package brings: nothing is asked of the network. */
async function schemaFaults(manifest: Manifest): Promise<readonly string[]> {
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.reject(new Error('the schema of this version is not bundled'));
  try {
    return await AppManifestUtils.validateAgainstSchema(manifest as unknown as TeamsManifest);
  } catch (error) {
    return [String(error)];
  } finally {
    globalThis.fetch = fetch;
  }
}

/** What the schema lets pass and the upload does not. */
function ownFaults({ id, version, developer, name, description, bots }: Manifest): readonly string[] {
  const texts = Object.entries({ developer, name, description }).flatMap(([part, properties]) =>
    Object.entries(properties).map(([property, text]) => [`${part}.${property}`, text] as const),
  );
  return [
    ...[id, bots[0].botId].filter((value) => !GUID.test(value)).map((value) => `"${value}" is no GUID`),
    ...(/^\d+\.\d+\.\d+$/.test(version) ? [] : [`version: "${version}" is not like 1.2.3`]),
    ...texts.filter(([, text]) => text.trim() === '').map(([property]) => `${property} is empty`),
    ...Object.entries(developer)
      .filter(([property, url]) => property.endsWith('Url') && URL.parse(url)?.protocol !== 'https:')
      .map(([property]) => `developer.${property} does not begin with https://`),
  ];
}

function iconFaults({ icons }: Manifest, folder: URL): readonly string[] {
  return Object.entries(SIZES).flatMap(([kind, size]) => {
    const file = readFileSync(new URL(icons[kind as keyof typeof SIZES], folder));
    const isPng = file.subarray(0, 8).toString('hex') === PNG;
    if (isPng && file.readUInt32BE(16) === size && file.readUInt32BE(20) === size) return [];
    return [`icons.${kind} is no PNG of ${size} × ${size}`];
  });
}

function notesOn({ id, developer, bots }: Manifest): readonly string[] {
  const examples = Object.values(developer).some((url) => URL.parse(url)?.hostname.endsWith('.example.com'));
  return [
    ...(id === PLACEHOLDER
      ? ['The id of the app is a placeholder: set TEAMS_APP_ID to a new GUID, once and for good.']
      : []),
    ...(bots[0].botId === PLACEHOLDER ? ['The id of the bot is a placeholder: set MicrosoftAppId.'] : []),
    ...(examples ? ['The pages of the developer are examples: put your own in manifest/manifest.json.'] : []),
  ];
}

if (import.meta.main) {
  const [file = TARGET] = process.argv.slice(2);
  const { zip, faults, notes } = await appPackage({
    appId: process.env['TEAMS_APP_ID'] || undefined,
    botId: process.env['MicrosoftAppId'] || undefined,
  });
  for (const line of [...faults, ...notes]) process.stderr.write(`${line}\n`);
  if (faults.length > 0) process.exit(1);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, zip);
  process.stdout.write(`${file}\n`);
}
