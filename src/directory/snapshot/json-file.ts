import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doubledProperty } from '../doubled-property.ts';
import { envelopeReason, isUtf16, UTF16_REASON } from './export-forms.ts';
import type { FaultList } from './faults.ts';

/** A small file of a snapshot folder, parsed, with a way to say where in it something is wrong. */
export interface JsonFile {
  readonly value: unknown;
  /** Reports a fault at the line where `text` stands the `nth` time (from 1), or at the file when it cannot be found. */
  report(reason: string, text?: string, nth?: number): void;
}

/** Undefined when there is no such file. One that is no JSON, or more than was asked for, is a fault; its value is undefined. */
export function readSnapshotJson(folder: string, file: string, faults: FaultList): JsonFile | undefined {
  const bytes = readIfPresent(join(folder, file));
  if (bytes === undefined) return undefined;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const report = (reason: string, mark?: string, nth = 1): void =>
    faults.add(file, mark === undefined ? undefined : lineOf(text, mark, nth), reason);
  const form = isUtf16(bytes) ? UTF16_REASON : envelopeReason(text);
  if (form !== undefined) {
    faults.add(file, undefined, form);
    return { value: undefined, report };
  }
  try {
    const value: unknown = JSON.parse(text);
    const doubled = doubledProperty(text, value);
    if (doubled === undefined) return { value, report };
    report(`${doubled} stands twice in one object`);
    return { value: undefined, report };
  } catch (error) {
    faults.add(file, lineOfSyntaxError(error, text), `not JSON: ${onOneLine(messageOf(error))}`);
    return { value: undefined, report };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function lineOf(text: string, mark: string, nth: number): number | undefined {
  const quoted = JSON.stringify(mark);
  let at = -1;
  for (let found = 0; found < nth; found++) {
    at = text.indexOf(quoted, at + 1);
    if (at < 0) return undefined;
  }
  return lineAt(text, at);
}

/**
 * V8 says "… in JSON at position 17 (line 2 column 3)", or shows the token that it did not expect with ten characters
 * before and after it.
 */
function lineOfSyntaxError(error: unknown, text: string): number | undefined {
  const line = /\(line (\d+) column \d+\)/.exec(messageOf(error))?.[1];
  if (line !== undefined) return Number(line);
  const shown = /^Unexpected token '(.)', (?:\.{3})?"(.*)"(?:\.{3})? is not valid JSON$/s.exec(messageOf(error));
  const [, token = '', around = ''] = shown ?? [];
  const start = text.indexOf(around);
  if (shown === null || start < 0) return undefined;
  return lineAt(text, start + Math.max(around.lastIndexOf(token), 0));
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
