/** The way of an engineer with a description: import, fill in, check and call, each by its command. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { orderly, temporaryFolder } from '../../../cli/run-cli.js';

/** What is drafted from where, and what a person writes into it. */
export interface Draft {
  kind: 'openapi' | 'wsdl' | 'graphql';
  /** Path of the description. */
  file: string;
  /** The system's operation and ours. */
  operation: string;
  target: string;
  /** What stands in the draft, and what a person puts there; each must be found once. */
  fill: readonly (readonly [drafted: string, written: string])[];
  /** Files beside the connection, by name: their paths. */
  siblingFiles?: Readonly<Record<string, string>>;
}

/** A call and its credentials. */
export interface Call {
  inputs: readonly string[];
  secrets?: Readonly<Record<string, string>>;
}

/** What came of it. */
export interface Called {
  /** Fields that the draft says it has mapped. */
  mapped: number;
  outputs: JsonObject;
  /** The last answer, as it came. */
  said: string;
  requests: { method: string; url: string; headers: Record<string, string>; body?: string }[];
}

const merchant = `merchant: acme
zone: Europe/Berlin
language: en
verification: [[number, email]]
handover: { default: service }
`;

/** Drafts a connection, fills it in, checks it, and calls its operation. */
export async function importAndCall(draft: Draft, { inputs, secrets = {} }: Call): Promise<Called> {
  await using folder = await temporaryFolder();
  const home = join(folder.path, 'merchants/acme');
  const file = join(home, 'connections/drafted.yaml');
  await mkdir(dirname(file), { recursive: true });
  const { kind, operation, target } = draft;
  const args = [
    'connections',
    'import',
    kind,
    draft.file,
    '--operation',
    operation,
    '--as',
    target,
    '--out',
    file,
  ];
  const imported = await orderly(args);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  const mapped = Number(/, (\d+) fields$/m.exec(imported.stdout)?.[1]);
  const text = filledIn(await readFile(file, 'utf8'), draft.fill);
  await writeFile(file, text);
  for (const [name, path] of Object.entries(draft.siblingFiles ?? {}))
    await writeFile(join(dirname(file), name), await readFile(path));
  const connection = /^connection: (\S+)$/m.exec(text)?.[1] ?? basename(file);
  const domain = target.split('.')[0] ?? '';
  await writeFile(join(home, 'merchant.yaml'), `${merchant}operations: { ${domain}: ${connection} }\n`);
  // No flows: the shipped ones need more than the one operation.
  const flows = join(folder.path, 'flows');
  await mkdir(flows);
  const env = {
    ORDERLY_FLOWS: flows,
    ORDERLY_MERCHANTS: dirname(home),
    ORDERLY_EGRESS_ALLOW: '127.0.0.1',
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`ORDERLY_SECRET_${name}`, value])),
  };
  expect(await orderly(['flows', 'check', home], { env })).toMatchObject({ code: 0, stderr: '' });
  const called = await orderly(['connections', 'try', 'acme', target, ...inputs, '--json'], { env });
  return { mapped, ...resultOf(called.stdout, called.stderr) };
}

/** A person's work: every marked place is filled, and nothing is replaced that does not stand there. */
function filledIn(drafted: string, fill: Draft['fill']): string {
  let text = drafted;
  for (const [before, after] of [...fill, ['limits:', 'egress: { allow: [127.0.0.1] }\nlimits:'] as const]) {
    expect([before, text.split(before).length - 1]).toEqual([before, 1]);
    text = text.replace(before, () => after);
  }
  // What is left of the marks is their comments.
  expect(text.replaceAll(/ ?# .*$/gm, '')).not.toContain('TODO');
  return text;
}

function resultOf(stdout: string, stderr: string): Omit<Called, 'mapped'> {
  if (stdout === '') throw new Error(stderr);
  const { exchanges, outcome } = JSON.parse(stdout) as {
    exchanges: { request: Called['requests'][number]; answer: { body?: string } }[];
    outcome: { is: string; outputs?: JsonObject };
  };
  if (outcome.is !== 'done' || outcome.outputs === undefined) throw new Error(stdout);
  return {
    outputs: outcome.outputs,
    said: exchanges.at(-1)?.answer.body ?? '',
    requests: exchanges.map(({ request }) => request),
  };
}

/** At least eight fields are drafted, and at least eight values of the one record come back. */
export function expectMapped({ mapped, outputs }: Called): void {
  expect(mapped).toBeGreaterThanOrEqual(8);
  expect(Object.keys(outputs)).toHaveLength(1);
  expect(valuesIn(outputs)).toBeGreaterThanOrEqual(8);
}

function valuesIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, each) => sum + valuesIn(each), 0);
}

/** A test that is skipped by name where its peer is missing. */
export function testAt(whyNot: string | undefined, name: string, run: () => Promise<void>): void {
  if (whyNot === undefined) test(name, run);
  else test.skip(`${name} (${whyNot})`, () => undefined);
}
