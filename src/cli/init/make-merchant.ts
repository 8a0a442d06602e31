/** Makes a merchant's folder that has no issues: what a draft leaves open is not bound. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DraftedOperation } from '../../connectors/importers/draft-connection.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Issue } from '../../contracts/issue.js';
import { isWithout } from '../../merchants/bind-connections.js';
import { readMerchantFile } from '../../merchants/merchant-file.js';
import { readMerchants } from '../merchant-files.js';
import type { InitAnswers } from './answers.js';
import { type FirstConnection, importConnection } from './import-connection.js';
import { exampleFlow, merchantFile } from './merchant-files.js';

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

/** Makes it; `init_file_exists` before anything is written, `init_invalid`, and the codes of `orderly import`. */
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
    throw new OrderlyError('init_file_exists', `${join(folder, existing)} exists already`);
}

/** Names, zone and language are judged as in any merchant.yaml, before anything is written. */
function refuseIssues(text: string): void {
  refuseFirst(readMerchantFile('merchant.yaml', text, { now: Date.now() }).issues);
}

function refuseFirst([issue]: readonly Issue[]): void {
  if (issue !== undefined) throw new OrderlyError('init_invalid', issue.message, { hint: issue.hint });
}
