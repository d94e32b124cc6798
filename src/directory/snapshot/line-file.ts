import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { envelopeReason, IMPORT, isUtf16, UTF16_REASON } from './export-forms.ts';

/** Of either end of a file: enough to know how it was written, and that there is more than one page. */
const LOOK_BYTES = 1 << 16;

/**
 * Why a file cannot be one of objects, each on a line of its own; undefined where it may be. It is told of the file once,
 * and not of each of its lines.
 * @param what the objects, as `users`
 */
export function lineFileReason(path: string, what: string): string | undefined {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const head = read(file, 0, Math.min(size, LOOK_BYTES));
    if (isUtf16(head)) return UTF16_REASON;
    const tail = size > LOOK_BYTES ? read(file, Math.max(LOOK_BYTES, size - LOOK_BYTES), LOOK_BYTES) : Buffer.of();
    const text = `${head.toString('utf8')}${tail.toString('utf8')}`.replace(/^\uFEFF/, '');
    return envelopeReason(text) ?? spreadReason(text, what);
  } finally {
    closeSync(file);
  }
}

function spreadReason(text: string, what: string): string | undefined {
  const first = text.trimStart();
  if (first.startsWith('[')) return `one JSON array, and not the ${what} alone, each on a line of its own. ${IMPORT}`;
  return /^\{\s*\n/.test(first) ? `JSON over several lines, and not one of the ${what} on each. ${IMPORT}` : undefined;
}

function read(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, from));
}
