/** `orderly documents`: labels and other documents that systems have made, and the links to them. */
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { DocumentRow } from '../../store/documents.js';
import type { Store } from '../../store/store.js';
import { plainMoment } from '../../texts/languages/printed-time.js';
import { addCommand, wholeNumber } from '../command.js';
import { addInvestigations } from './documents/investigations.js';
import { openStoreContext } from '../context.js';
import { requireMerchant } from '../require-known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printFields, printJson, printLine, printTable } from '../print.js';

interface ListOptions {
  conversation?: string;
  limit: number;
  json?: boolean;
}

/** Adds the command and those below it. */
export function addDocuments(program: Command): void {
  const documents = addCommand(program, {
    usage: 'documents',
    summary: 'List, show and revoke labels, invoices and other documents.',
    examples: ['orderly documents list demo'],
  });
  addCommand(documents, {
    usage: 'list <merchant>',
    summary: 'List documents, newest first.',
    examples: ['orderly documents list demo', 'orderly documents list demo --conversation c1'],
  })
    .option('--conversation <id>', 'only documents of this conversation')
    .option('--limit <n>', 'maximum number of documents', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action(list);
  addCommand(documents, {
    usage: 'show <merchant> <document>',
    summary: 'Show a document, or save it to a file; access is audited.',
    examples: ['orderly documents show demo 4fQ… --save label.pdf'],
  })
    .option('--save <file>', 'write the content to this new file')
    .option('--json', 'print a JSON object')
    .action(show);
  addCommand(documents, {
    usage: 'revoke <merchant> <document>',
    summary: 'Revoke all links to a document.',
    examples: ['orderly documents revoke demo 4fQ…'],
  }).action(revoke);
  addInvestigations(documents);
}

async function list(merchant: string, { json, ...options }: ListOptions): Promise<void> {
  await using context = await openStoreContext();
  const found = await context.store.documents.list(merchant, options);
  if (found.length === 0) await requireMerchant(context.store.flowVersions, merchant);
  if (json === true) printJson(found.map(itemOf));
  else if (found.length === 0) printLine(`No documents at ${merchant}.`);
  else {
    const zone = await zoneOf(context.store.flowVersions, merchant);
    printTable(
      ['DOCUMENT', 'WHAT', 'TYPE', 'BYTES', 'CONVERSATION', 'STORED', 'LINKS'],
      found.map((row) => [
        ...[row.ref, row.kind, row.mediaType, String(row.bytes), row.conversation],
        ...[plainMoment(row.keptAt, zone), linksOf(row, zone)],
      ]),
    );
  }
}

const linksOf = ({ links, linkedUntil }: DocumentRow, zone: string | undefined): string =>
  linkedUntil === undefined ? 'none' : `${links} until ${plainMoment(linkedUntil, zone)}`;

const itemOf = ({ keptAt, linkedUntil, merchant: _merchant, ...row }: DocumentRow): object => ({
  ...row,
  keptAt: new Date(keptAt).toISOString(),
  linkedUntil: linkedUntil === undefined ? null : new Date(linkedUntil).toISOString(),
});

async function show(
  merchant: string,
  ref: string,
  { save, json }: { save?: string; json?: boolean },
): Promise<void> {
  await using context = await openStoreContext();
  const found = await context.store.documents.read(merchant, ref);
  if (found === undefined) throw unknown(merchant, ref);
  await audited(context.store, merchant, ref, 'document_read', 'read');
  const { content, ...kept } = found;
  const shown = Object.fromEntries(Object.entries(kept).filter(([name]) => name !== 'merchant'));
  if (save !== undefined) await writeFile(save, content, { flag: 'wx', mode: 0o600 });
  if (json === true) printJson(shown);
  else printFields(Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, String(value)])));
}

async function revoke(merchant: string, ref: string): Promise<void> {
  await using context = await openStoreContext();
  const ended = await context.store.documents.revoke(merchant, ref);
  if (ended === undefined) throw unknown(merchant, ref);
  await audited(context.store, merchant, ref, 'document_revoked', String(ended));
  printLine(ended === 1 ? 'Revoked 1 link.' : `Revoked ${ended} links.`);
}

const audited = (
  { audit }: Store,
  merchant: string,
  subject: string,
  action: string,
  outcome: string,
): Promise<void> =>
  audit.record({
    ...{ merchant, subject, action, outcome, at: Date.now() },
    ...{ actor: userInfo().username, details: {} },
  });

const unknown = (merchant: string, ref: string): OrderlyError =>
  new OrderlyError('document_unknown', `${merchant} has no document ${ref}.`);
