import type { Entry } from './contents.ts';

const BLOCK = 512;

/**
 * A tar (ustar) of files and the folders above them, the same bytes every time: root's, of one moment, read by anybody and written by nobody else.
 * @param under the folder of all of them
 */
export function tarOf(entries: readonly Entry[], under: string): Uint8Array {
  const folders = new Set<string>();
  const parts: Uint8Array[] = [];
  const add = (path: string, type: '0' | '5', bytes: Uint8Array) => {
    parts.push(headerOf(path, type, bytes.length), bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  };
  for (const { path, bytes } of entries) {
    const whole = `${under}/${path}`;
    for (let end = whole.indexOf('/'); end !== -1; end = whole.indexOf('/', end + 1)) {
      const folder = whole.slice(0, end + 1);
      if (folders.has(folder)) continue;
      folders.add(folder);
      add(folder, '5', new Uint8Array());
    }
    add(whole, '0', bytes);
  }
  return Buffer.concat([...parts, new Uint8Array(2 * BLOCK)]);
}

function headerOf(path: string, type: '0' | '5', size: number): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  const [prefix, name] = split(path);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(type === '5' ? 0o755 : 0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return header;
}

/** A long path is parted at a slash: 155 bytes before it, 100 behind. @throws Error where it has none at such a place */
function split(path: string): readonly [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= 100) return ['', path];
  const at = path.indexOf('/', Math.max(0, path.length - 101));
  if (at === -1 || at > 155 || at === path.length - 1) throw new Error(`${path} is too long for a tar`);
  return [path.slice(0, at), path.slice(at + 1)];
}
