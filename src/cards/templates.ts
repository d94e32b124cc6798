import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Template } from 'adaptivecards-templating';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A template by its name, compiled when it is first asked for; undefined when there is none. */
type Templates = (name: string) => Template | undefined;

/**
 * The templates of a folder, all read when the first is asked for: to compile one takes 30 ms. A node `{ "$part": "header" }` stands for
 * `parts/header.json`; whatever else the node says wins over what the part says, so that one part can be bound to other
 * data or spaced otherwise. Asking for a template throws when a part of it is missing or uses itself, or an expression
 * does not parse.
 */
export function loadTemplates(folder: string): Templates {
  const compiled = new Map<string, Template>();
  let read: readonly [templates: ReadonlyMap<string, Json>, parts: ReadonlyMap<string, Json>] | undefined;
  return (name) => {
    read ??= [readFolder(folder), readFolder(join(folder, 'parts'))];
    const [templates, parts] = read;
    const template = templates.get(name);
    if (template !== undefined && !compiled.has(name)) compiled.set(name, compile(name, template, parts));
    return compiled.get(name);
  };
}

const require = createRequire(import.meta.url);

function compile(name: string, template: Json, parts: ReadonlyMap<string, Json>): Template {
  // It takes 0.3 s to load, which a start does not wait for.
  const { Template } = require('adaptivecards-templating') as typeof import('adaptivecards-templating');
  try {
    return new Template(splice(template, parts, []));
  } catch (cause) {
    throw new Error(`compiling the card ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function readFolder(folder: string): ReadonlyMap<string, Json> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(files.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]));
}

function splice(node: Json, parts: ReadonlyMap<string, Json>, inside: readonly string[]): Json {
  if (isList(node)) return node.map((item) => splice(item, parts, inside));
  if (typeof node !== 'object' || node === null) return node;
  const { $part: name, ...own } = node;
  const spliced = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, splice(value, parts, inside)]));
  if (typeof name !== 'string') return spliced;
  const part = parts.get(name);
  if (part === undefined || inside.includes(name)) throw new Error(`there is no usable part “${name}”`);
  return { ...asObject(splice(part, parts, [...inside, name])), ...spliced };
}

export function isList(node: Json): node is readonly Json[] {
  return Array.isArray(node);
}

function asObject(node: Json): { readonly [key: string]: Json } {
  if (typeof node !== 'object' || node === null || isList(node)) throw new Error('a part is one element');
  return node;
}
