/** Runs Schemathesis against an API of ours: everything that it can check, by a seed. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siblingFiles } from '../child.js';

const program = siblingFiles(import.meta.url, '../../../.cache/schemathesis/bin/schemathesis');

/** Why it cannot run here, or nothing. */
export const whyNoSchemathesis = (): string | undefined =>
  existsSync(program) ? undefined : 'Schemathesis is not installed: test/peers/schemathesis/README.md';

/** What came out: 0 if nothing was found, what it printed, and how many requests were judged. */
export interface Judged {
  code: number;
  output: string;
  cases: number;
}

/** An API and one of its merchants; `tokens` are those of the document's security schemes. */
export interface JudgedApi {
  url: string;
  merchant: string;
  tokens: Readonly<Record<string, string>>;
}

/** How much is tried; with `waits` also what takes its time: long polls that wait, and streams, which have no end. */
export interface JudgedHow {
  seed: number;
  examples: number;
  waits: boolean;
}

const atOnce = `[[operations]]
include-path-regex = "/replies$"
[operations.parameters]
"query.wait" = 0
[[operations]]
include-path-regex = "/stream$"
enabled = false
`;
const inTime = `[[operations]]
include-path-regex = "/stream$"
max-stream-events = 1
request-timeout = 10
`;

/** Judges it. */
export async function judgeApi(
  { url, merchant, tokens }: JudgedApi,
  { seed, examples, waits }: JudgedHow,
): Promise<Judged> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-schemathesis-'));
  const config = join(folder, 'schemathesis.toml');
  const schemes = Object.entries(tokens).map(
    ([name, token]) => `[auth.openapi.${name}]\nbearer = ${JSON.stringify(token)}\n`,
  );
  const parameters = `[parameters]\n"path.merchant" = ${JSON.stringify(merchant)}\n`;
  await writeFile(config, [...schemes, parameters, waits ? inTime : atOnce].join(''));
  const args = ['--config-file', config, 'run', `${url}/v1/openapi.json`, '--checks', 'all'];
  const way = ['--seed', String(seed), '--max-examples', String(examples), '--request-timeout', '60'];
  const run = { cwd: folder, maxBuffer: 64 * 1024 * 1024, env: { PATH: process.env['PATH'], NO_COLOR: '1' } };
  try {
    return await new Promise((resolve) => {
      execFile(program, [...args, ...way], run, (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        const [, cases = '0'] = /^\s*(\d+) generated/m.exec(stdout) ?? [];
        resolve({ code, output: stdout + stderr, cases: Number(cases) });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
