import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Entry } from './contents.ts';
import { tarOf } from './tar.ts';

/*
 * An image as the OCI lays it out (https://github.com/opencontainers/image-spec): files that need no daemon
 * to be made or looked at.
 */

interface Described {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

interface ImageConfig {
  readonly architecture: string;
  readonly os: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly string[] };
  readonly history?: readonly object[];
}

/** What it is started as; `deploy/Dockerfile` says the same. */
export const RUN = {
  User: '65532:65532',
  WorkingDir: '/app',
  Entrypoint: ['/nodejs/bin/node', 'src/main.js'],
  Cmd: ['serve'],
  ExposedPorts: { '3978/tcp': {} },
  Volumes: { '/data': {} },
} as const;
export const ENVIRONMENT = ['DATA_DIR=/data', 'NODE_ENV=production'];

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

const sha256 = (bytes: Uint8Array) => `sha256:${hash('sha256', bytes)}`;
const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** The files of an OCI layout: those of the one at `base`, with our layer upon them. */
export function imageOn(
  base: string,
  contents: readonly Entry[],
  labels: Readonly<Record<string, string>>,
): readonly Entry[] {
  const blobs = new Map<string, Uint8Array>();
  const blobOf = (digest: string) => readFileSync(join(base, 'blobs', digest.replace(':', '/')));
  const read = <T>({ digest }: Described) => JSON.parse(blobOf(digest).toString()) as T;
  const put = (mediaType: string, bytes: Uint8Array): Described => {
    const digest = sha256(bytes);
    blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const manifest = read<{ config: Described; layers: Described[] }>(manifestIn(base, read));
  const below = read<ImageConfig>(manifest.config);
  for (const { digest } of manifest.layers) blobs.set(digest, blobOf(digest));

  const tar = tarOf(contents, 'app');
  const layer = put(LAYER, gzipSync(tar));
  const variables = (below.config?.['Env'] ?? []) as readonly string[];
  const config: ImageConfig = {
    ...below,
    config: { ...below.config, ...RUN, Env: [...variables, ...ENVIRONMENT], Labels: labels },
    rootfs: { type: 'layers', diff_ids: [...below.rootfs.diff_ids, sha256(tar)] },
    history: [...(below.history ?? []), { created_by: 'npm run image' }],
  };
  const described = put('application/vnd.oci.image.config.v1+json', jsonOf(config));
  const made = { schemaVersion: 2, mediaType: MANIFEST, config: described, layers: [...manifest.layers, layer] };
  const index = { schemaVersion: 2, manifests: [put(MANIFEST, jsonOf(made))] };
  return [
    { path: 'oci-layout', bytes: jsonOf({ imageLayoutVersion: '1.0.0' }) },
    { path: 'index.json', bytes: jsonOf(index) },
    ...[...blobs].map(([digest, bytes]) => ({ path: `blobs/${digest.replace(':', '/')}`, bytes })),
  ];
}

/** The one manifest of a layout. @throws Error where it is none, or holds an image for each of several machines */
function manifestIn(base: string, read: <T>(described: Described) => T): Described {
  if (!existsSync(join(base, 'oci-layout'))) throw new Error(`${base} is no OCI layout`);
  const index = JSON.parse(readFileSync(join(base, 'index.json'), 'utf8')) as {
    readonly manifests: readonly Described[];
  };
  const [first, ...others] = index.manifests;
  if (first === undefined || others.length > 0) throw new Error(`${base} must hold the image of one kind of machine`);
  if (!first.mediaType.includes('index') && !first.mediaType.includes('list')) return first;
  const [inner, ...more] = read<{ readonly manifests: readonly Described[] }>(first).manifests;
  if (inner === undefined || more.length > 0) throw new Error(`${base} must hold the image of one kind of machine`);
  return inner;
}
