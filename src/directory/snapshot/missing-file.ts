import { readdirSync } from 'node:fs';
import { IMPORT } from './export-forms.ts';

/** Why a file cannot be read that is not there: what stands beside it may be what was meant for it. */
export function missingFile(folder: string, file: string): string {
  const stem = file.slice(0, file.indexOf('.')).toLowerCase();
  const others = readdirSync(folder).filter((name) => name !== file);
  const [report, other] = [
    others.find((name) => /\.(?:csv|xlsx?)$/i.test(name)),
    others.find((name) => name.toLowerCase().startsWith(`${stem}.`)),
  ];
  if (report !== undefined) {
    return `the file is missing, and ${report} is a report that cannot stand in for it: it says neither where a license comes from nor which plans are off. ${IMPORT}`;
  }
  return other === undefined ? 'the file is missing' : `the file is missing. From ${other}, ${IMPORT}`;
}
