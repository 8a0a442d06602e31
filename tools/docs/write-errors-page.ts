/** Writes docs/reference/errors.md from the error catalogue: `npm run tool -- errors-page`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiErrors } from '../../src/contracts/errors/api.js';
import { approvalErrors } from '../../src/contracts/errors/approvals.js';
import { callErrors } from '../../src/contracts/errors/calls.js';
import { errorCatalogue, type ErrorCode } from '../../src/contracts/errors/catalogue.js';
import { commandErrors } from '../../src/contracts/errors/commands.js';
import { connectionErrors } from '../../src/contracts/errors/connections.js';
import { flowTestErrors } from '../../src/contracts/errors/flow-tests.js';
import { flowErrors } from '../../src/contracts/errors/flows.js';
import { keyErrors } from '../../src/contracts/errors/keys.js';
import { merchantErrors } from '../../src/contracts/errors/merchants.js';
import { messageErrors } from '../../src/contracts/errors/messages.js';
import { runErrors } from '../../src/contracts/errors/runs.js';
import { tlsErrors } from '../../src/contracts/errors/tls.js';
import { runningErrors } from '../../src/contracts/errors/running.js';

const areas: readonly (readonly [string, object])[] = [
  ['Set-up and running', runningErrors],
  ['TLS', tlsErrors],
  ['Runs', runErrors],
  ['Flows', flowErrors],
  ['Flow tests', flowTestErrors],
  ['merchant.yaml', merchantErrors],
  ['Connections', connectionErrors],
  ['Calls', callErrors],
  ['Approvals', approvalErrors],
  ['Messages and the client', messageErrors],
  ['HTTP API', apiErrors],
  ['Keys and sealed payloads', keyErrors],
  ['Commands', commandErrors],
];

const introduction = `# Errors

Every error has a code, one line on what is wrong and one on what to do. This page is written by \`npm run tool -- errors-page\` from \`src/contracts/errors\`.

*Try again* says whether the same thing can work later without a change.`;

const retries = { never: 'no', later: 'yes' } as const;

/** The text of docs/reference/errors.md: a heading for each code; a code of two areas stands where it is named first. */
export function errorsPage(): string {
  const seen = new Set<string>();
  const sections = areas.map(([title, errors]) => {
    // The catalogue is made of these very records.
    const own = (Object.keys(errors) as ErrorCode[]).filter((code) => !seen.has(code));
    for (const code of own) seen.add(code);
    return [`## ${title}`, ...own.map(entryText)].join('\n\n');
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

function entryText(code: ErrorCode): string {
  const { title, retry, hint } = errorCatalogue[code];
  return `### \`${code}\`\n\n${title}. Try again: ${retries[retry]}.\n\n${hint}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/reference/errors.md', errorsPage());
