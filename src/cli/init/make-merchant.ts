/** Makes a merchant's folder that has no issues: what a draft leaves open is not bound. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import {
  type DraftedOperation,
  type ConnectionDraft,
  draftConnection,
} from '../../connectors/importers/draft-connection.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Issue } from '../../contracts/issue.js';
import { isWithout } from '../../merchants/bind-connections.js';
import { readMerchantFile } from '../../merchants/merchant-file.js';
import { primaryLanguage } from '../../texts/languages/index.js';
import { readMerchants } from '../merchant-files.js';
import { type InitAnswers, optionalDomains } from './answers.js';
import type { Description } from '../../connectors/importers/description.js';
import { descriptions } from '../../connectors/importers/index.js';
import { describeFile } from '../import/read-description.js';
import { catalogue } from '../../commerce/index.js';

// The files of a new merchant, with comments on what to fill in next.

/** What merchant.yaml is written from. */
interface MerchantDraft extends Omit<InitAnswers, 'from'> {
  /** Name of the folder. */
  merchant: string;
  /** Connection by operation. */
  operations: Readonly<Record<string, string>>;
}

/** merchant.yaml. What moves money needs approvers and a band; until something does, they stand there as comments. */
function merchantFile(draft: MerchantDraft): string {
  const { merchant, name, zone, language, without, operations } = draft;
  const movesMoney = Object.keys(operations).some((each) => catalogue.get(each)?.effect === 'money');
  return [
    '# An Orderly merchant. docs/integrating/merchants.md lists every key.',
    stringify({ merchant, name, zone, language }).trimEnd(),
    '# The currency of your orders; amounts in this file that are in another one are reported.',
    (movesMoney ? asIs : commented)('currency: EUR'),
    '',
    '# When people are at work; business days follow these hours. `holidays: de-BE`, or a list of dates, leaves days out.',
    "hours:\n  mon-fri: '09:00-17:00'",
    '',
    '# The facts that prove whose order it is if no channel authenticates the customer.',
    'verification:\n  - [number, email]',
    '',
    '# Channels that authenticate signed-in customers, each with its public key.',
    commented('channels:\n  shop-chat:\n    keys:\n      - ${secret.SHOP_CHAT_KEY}'),
    '',
    '# People who may approve what moves money, and the amount up to which nobody has to. Each person creates a key with',
    '# `orderly approvals keygen --out anna.key`; list the line that it prints, or a secret that contains it, under `keys:`.',
    (movesMoney ? asIs : commented)(people),
    ...withoutLines(without),
    '',
    '# Which connection answers: one line for each operation, or for a whole domain.',
    ...bindingLines(draft),
    '',
    '# Queues of people; everything without a queue of its own goes to the default.',
    'handover:\n  default: service\n',
  ].join('\n');
}

const people = `approvers:
  anna:
    roles: [refund-approver, team-lead]
    limit: 200 EUR
    keys:
      - \${secret.ANNA_KEY}
policy:
  refund.autoApprove:
    upTo: 20 EUR
    perCustomer: 2/30d
  refund.within: 30 days
  # For cancellations that also refund.
  cancel.autoApprove:
    upTo: 20 EUR
    perCustomer: 2/30d`;

const asIs = (text: string): string => text;

const commented = (text: string): string => text.replaceAll(/^/gm, '#');

const withoutLines = (without: readonly string[]): string[] =>
  without.length === 0
    ? []
    : [
        '',
        '# What the shop does not have; requests that need it go to people.',
        `without: [${without.join(', ')}]`,
      ];

function bindingLines({ operations, without }: MerchantDraft): string[] {
  const bound = Object.entries(operations).map(([operation, name]) => `  ${operation}: ${name}`);
  const domains = new Set(Object.keys(operations).map((operation) => operation.split('.')[0]));
  const open = ['orders', ...optionalDomains]
    .filter((domain) => !without.includes(domain) && !domains.has(domain))
    .map((domain) => `#  ${domain}: shop`);
  return [bound.length === 0 ? '#operations:' : 'operations:', ...bound, ...open];
}

/** A flow of the merchant's own and its test, by path: an example to change. */
function exampleFlow(language: string): Readonly<Record<string, string>> {
  const sentence = sentences[primaryLanguage(language)] ?? Object.values(sentences)[0];
  return {
    'flows/our-hours.yaml': `# A first flow of your own: change it, or remove it and its test. docs/authoring/add-a-flow.md explains more.
flow: our-hours
title: Tell when people are at work
outputs:
  result: [told]
steps:
  - say: ${sentence}
  - end: { result: told }
`,
    'flows/our-hours.test.yaml': `flow: our-hours

tests:
  - name: the hours are told
    then:
      said:
        - ${sentence}
      result: told
`,
  };
}

/** The example's sentence, which is in the language of the shop. */
const sentences: Readonly<Record<string, string>> = {
  en: 'We are here Monday to Friday from 9 am to 5 pm.',
  de: 'Wir sind montags bis freitags von 9 bis 17 Uhr für Sie da.',
};

// The first connection of a new merchant: what of a drafted one is complete, and the whole draft to go on with.

/** A connection that was drafted. */
interface FirstConnection {
  name: string;
  /** The whole draft, with all that has to be filled in. */
  draft: ConnectionDraft;
  /** Files that lie beside the connection, by name. */
  siblings: ReadonlyMap<string, string>;
  /** Operations that lack nothing. */
  complete: readonly DraftedOperation[];
  /** The connection with some of the operations alone. */
  only(operations: readonly DraftedOperation[]): string;
}

/** Drafts from `<kind>:<file>`; `init_invalid`, and the codes of `orderly connections import`. */
async function importConnection(from: string): Promise<FirstConnection> {
  const [, kind = '', file = ''] = /^([a-z]+):(.+)$/s.exec(from) ?? [];
  if (!descriptions.has(kind)) {
    const known = [...descriptions.keys()].map((each) => `${each}:<file>`).join(', ');
    throw new OrderlyError('init_invalid', `\`${from}\` is not a description`, { hint: `Write ${known}.` });
  }
  const { description, text, siblings } = await describeFile(kind, file);
  const draft = draftConnection(description);
  const only = (operations: readonly DraftedOperation[]): ConnectionDraft =>
    draftConnection(description, {
      operations: operations.map((each) => each.from),
      targets: operations.map(({ operation }) => operation),
    });
  return {
    name: draft.connection,
    draft,
    siblings: isSibling(description) ? new Map([...siblings, [basename(file), text]]) : siblings,
    // One may share the fields of another, and with them what they lack.
    complete: draft.operations.filter((each) => only([each]).operations.every(({ todos }) => todos === 0)),
    only: (operations) => only(operations).yaml,
  };
}

/** Whether the connection reads the description itself, as with SOAP. */
const isSibling = ({ operations }: Description): boolean => operations.some(({ soap }) => soap !== undefined);

/** What was made. */
export interface MadeMerchant {
  folder: string;
  /** Paths within the folder. */
  files: readonly string[];
  /** The first connection, if one was imported: its name, what is bound to it, what is left to fill in, its secrets. */
  connection?: {
    name: string;
    bound: readonly string[];
    open: readonly DraftedOperation[];
    secrets: readonly string[];
  };
}

/** Makes it; `init_file_exists` before anything is written, `init_invalid`, and the codes of `orderly connections import`. */
export async function makeMerchant(
  folder: string,
  { from, ...answers }: InitAnswers,
  flowsFolder: string,
): Promise<MadeMerchant> {
  const merchant = basename(folder);
  const first = from === undefined ? undefined : await importConnection(from);
  const write = (operations: readonly DraftedOperation[]): Files => ({
    'merchant.yaml': merchantFile({
      ...{ merchant, ...answers },
      operations: Object.fromEntries(operations.map(({ operation }) => [operation, first?.name ?? ''])),
    }),
    ...exampleFlow(answers.language),
    ...(first === undefined ? {} : connectionFiles(first, operations)),
  });
  const isHad = ({ operation }: DraftedOperation): boolean => !isWithout(answers, operation);
  const complete = first?.complete.filter(isHad) ?? [];
  refuseIssues(write(complete)['merchant.yaml'] ?? '');
  refuseExisting(folder, write(complete));
  const { files, bound } = await settle(folder, write, complete, flowsFolder);
  if (first === undefined) return { folder, files };
  const secrets = [...first.draft.yaml.matchAll(/\$\{secret\.([A-Z0-9_]+)\}/g)].map(([, name = '']) => name);
  const open = first.draft.operations.filter((each) => isHad(each) && !bound.includes(each.operation));
  return { folder, files, connection: { name: first.name, bound, open, secrets: [...new Set(secrets)] } };
}

/** Texts by path within the folder. */
type Files = Readonly<Record<string, string>>;

/** What is complete stands in `connections`; the draft beside it is read by nobody. */
function connectionFiles(first: FirstConnection, operations: readonly DraftedOperation[]): Files {
  const { name, draft, siblings } = first;
  const siblingFiles = [...siblings].map(([file, text]) => [`connections/${file}`, text] as const);
  return {
    ...(operations.length === 0
      ? {}
      : Object.fromEntries([[`connections/${name}.yaml`, first.only(operations)], ...siblingFiles])),
    ...(operations.length < draft.operations.length ? { [`drafts/${name}.yaml`]: draft.yaml } : {}),
  };
}

/** Writes the folder, and takes operations out again until nothing is wrong with it. */
async function settle(
  folder: string,
  write: (operations: readonly DraftedOperation[]) => Files,
  complete: readonly DraftedOperation[],
  flows: string,
): Promise<{ files: string[]; bound: string[] }> {
  let operations = complete;
  for (;;) {
    const files = write(operations);
    for (const [path, text] of Object.entries(files)) await writeNew(join(folder, path), text);
    const { issues } = await readMerchants(
      { merchants: dirname(folder), flows },
      { only: [basename(folder)] },
    );
    const own = issues.filter(({ file }) => file.startsWith(folder));
    if (own.length === 0 || operations.length === 0) {
      refuseFirst(own);
      return { files: Object.keys(files), bound: operations.map(({ operation }) => operation) };
    }
    // They are ours: just written.
    for (const path of Object.keys(files)) await rm(join(folder, path));
    const wrong = operations.filter(({ operation }) => own.some(({ path }) => path.includes(operation)));
    operations = wrong.length === 0 ? [] : operations.filter((each) => !wrong.includes(each));
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: 'wx' });
}

function refuseExisting(folder: string, files: Files): void {
  const existing = Object.keys(files).find((path) => existsSync(join(folder, path)));
  if (existing !== undefined)
    throw new OrderlyError('init_file_exists', `${join(folder, existing)} already exists`);
}

/** Names, zone and language are judged as in any merchant.yaml, before anything is written. */
function refuseIssues(text: string): void {
  refuseFirst(readMerchantFile('merchant.yaml', text, { now: Date.now() }).issues);
}

function refuseFirst([issue]: readonly Issue[]): void {
  if (issue !== undefined) throw new OrderlyError('init_invalid', issue.message, { hint: issue.hint });
}
