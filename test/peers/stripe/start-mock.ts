/** Starts stripe-mock (Stripe, MIT): Stripe's own server with its official description in it, which judges every request. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startChild } from '../child.js';

const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(process.cwd(), '.cache', 'bin')];
const program = folders.map((folder) => join(folder, 'stripe-mock')).find((file) => existsSync(file));

/** Why it cannot start here, or nothing. */
export const whyNoStripeMock =
  program === undefined
    ? 'stripe-mock is not on the PATH: go install github.com/stripe/stripe-mock@v0.203.0'
    : undefined;

/** A running judge; it answers with the official examples. */
export interface StripeMock extends AsyncDisposable {
  url: string;
}

/** Starts it on a free port with its description of 2026-08-26.dahlia, or with that of what is in preview. */
export async function startStripeMock(preview = false): Promise<StripeMock> {
  const args = ['-http-addr', '127.0.0.1:0', '-https-addr', '127.0.0.1:0', ...(preview ? ['-beta'] : [])];
  const child = await startChild(program ?? 'stripe-mock', args, {
    ready: /Listening for HTTP at address: (127\.0\.0\.1:\d+)/,
  });
  return {
    url: `http://${child.ready[1] ?? ''}`,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
