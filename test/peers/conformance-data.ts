/** Third-party data that the repository does not hold: a folder named by ORDERLY_CONFORMANCE_DATA. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of that folder, in it or in its `data` folder; nothing where it is not there. */
export function conformanceFile(name: string): string | undefined {
  const folder = process.env['ORDERLY_CONFORMANCE_DATA'];
  if (folder === undefined || folder === '') return undefined;
  return [join(folder, name), join(folder, 'data', name)].find((file) => existsSync(file));
}

/** Why a test that needs this file cannot run, or nothing. */
export function whyNoData(name: string): string | undefined {
  return conformanceFile(name) === undefined
    ? `ORDERLY_CONFORMANCE_DATA names no folder with ${name}`
    : undefined;
}

/**
 * A published description as YAML readers take it: UPS indents a few lines with tabs and lets quoted texts go on where
 * their keys begin, and Magento points its title text at a file that is not published.
 */
export function readableDescription(text: string): string {
  return text
    .replaceAll('\t', '  ')
    .replace(/^( +)\w+: '[^'\n]*(?:\n\1[^'\n]*)+'/gm, (quoted, indent: string) =>
      quoted.replaceAll(`\n${indent}`, `\n${indent}  `),
    )
    .replace(/^( +)description:\n +"\$ref": "intro\/[^"]+"$/m, '$1description: ""');
}
