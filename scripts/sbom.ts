/**
 * `npm run sbom -- FILE [NODE]`: what is installed for those who run it, as CycloneDX, with the Node that the image brings (24.15.0, say), which
 * npm does not know of.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Bom {
  readonly components: readonly { readonly name: string; readonly purl?: string }[];
  readonly [property: string]: unknown;
}

export function bomOf(root: string, node?: string): Bom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--sbom-type', 'application'];
  const text = execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const bom = JSON.parse(text) as Bom;
  if (node === undefined) return bom;
  const purl = `pkg:generic/node@${node}`;
  const component = { 'bom-ref': purl, type: 'platform', name: 'node', version: node, purl };
  return { ...bom, components: [...bom.components, component] };
}

if (import.meta.main) {
  const [file = 'out/sbom.json', node] = process.argv.slice(2);
  const bom = bomOf(process.cwd(), node);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, undefined, 2)}\n`);
  process.stdout.write(`${file}: ${bom.components.length} components\n`);
}
