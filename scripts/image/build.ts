/**
 * `npm run image -- tree FOLDER` lays out what runs; `npm run image -- oci BASE FOLDER` makes an OCI image of it, on the one that the OCI layout
 * BASE holds (`skopeo copy docker://gcr.io/distroless/nodejs24-debian12:nonroot oci:BASE`). Neither needs a daemon.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentsOf, type Entry } from './contents.ts';
import { imageOn } from './image.ts';

const ROOT = join(import.meta.dirname, '..', '..');

function write(folder: string, entries: readonly Entry[]): void {
  for (const { path, bytes } of entries) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

const [kind, ...places] = process.argv.slice(2);
const contents = contentsOf(ROOT);
const { version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const labels = {
  'org.opencontainers.image.title': 'Seatkeeper',
  'org.opencontainers.image.version': version,
  'org.opencontainers.image.licenses': license,
};
const [first, second] = places;
if (kind === 'tree' && first !== undefined) write(first, contents);
else if (kind === 'oci' && first !== undefined && second !== undefined) write(second, imageOn(first, contents, labels));
else {
  process.stderr.write('npm run image -- tree FOLDER, or npm run image -- oci BASE FOLDER\n');
  process.exit(2);
}
const size = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
process.stdout.write(`${contents.length} files, ${(size / 1e6).toFixed(1)} MB of what runs\n`);
