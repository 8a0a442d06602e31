/** The vectors that our verifiers are tested with are what the senders' own libraries sign. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { siblingFiles } from '../peers/child.js';

const program = siblingFiles(import.meta.url, '../peers/webhooks/vectors.js');
const isInstalled = existsSync(siblingFiles(import.meta.url, '../peers/webhooks/node_modules/stripe'));
const why = isInstalled ? '' : ' (not installed: npm ci --prefix test/peers/webhooks --ignore-scripts)';

(isInstalled ? test : test.skip)(`the libraries sign today what the vectors say${why}`, () => {
  const signed = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as unknown;
  const kept = readFileSync(new URL('../connectors/events-vectors.json', import.meta.url), 'utf8');
  expect(signed).toEqual(JSON.parse(kept));
});
