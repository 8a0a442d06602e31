/** The shipped flows and the demo's merchant with short deadlines, so that a test sees a call given up. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/** A folder of flows and merchants, and what a worker must be told to use it. */
export interface Impatient extends AsyncDisposable {
  workerEnv: Readonly<Record<string, string>>;
  /** Folder of the flows: changed before a worker starts, they are other flows. */
  flowsFolder: string;
}

/**
 * Every call of a flow is given up after three seconds, every request after two, and refunds up to 200 EUR need no
 * approval. Merchants are `demo` and `unkeyed`, which has the same shop but says that a refund can neither be repeated nor looked up.
 */
export async function impatient(): Promise<Impatient> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-impatient-'));
  const [flowsFolder, merchants] = [join(folder, 'flows'), join(folder, 'merchants')];
  await cp(join(project, 'flows'), flowsFolder, { recursive: true });
  for (const name of await readdir(flowsFolder)) {
    if (name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
      await rewrite(join(flowsFolder, name), /^( +)(call: .*)$/gm, '$1$2\n$1deadline: 3 seconds');
  }
  for (const name of ['demo', 'unkeyed']) {
    const [from, to] = [join(project, 'merchants', 'demo'), join(merchants, name)];
    await cp(join(from, 'connections'), join(to, 'connections'), { recursive: true });
    await cp(join(from, 'merchant.yaml'), join(to, 'merchant.yaml'));
    await rewrite(join(to, 'merchant.yaml'), 'upTo: 50 EUR', 'upTo: 200 EUR');
    await rewrite(join(to, 'merchant.yaml'), ', returned, lost]', ', returned, lost, other]');
    await rewrite(join(to, 'connections', 'shop.yaml'), 'timeout: 5s', 'timeout: 2s');
    await rewrite(join(to, 'connections', 'blitz.yaml'), 'timeout: 5s', 'timeout: 2s');
  }
  await rewrite(join(merchants, 'unkeyed', 'merchant.yaml'), /^merchant: demo$/m, 'merchant: unkeyed');
  await rewrite(
    join(merchants, 'unkeyed', 'connections', 'shop.yaml'),
    /idempotency: .*/g,
    'idempotency: none',
  );
  return {
    workerEnv: { ORDERLY_FLOWS: flowsFolder, ORDERLY_MERCHANTS: merchants },
    flowsFolder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Changes a file; a change that changes nothing is a mistake of the test. */
export async function rewrite(file: string, what: string | RegExp, by: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = text.replace(what, by);
  // A flow without a call has nothing to change; every other file is rewritten because something in it must.
  if (changed === text && (!file.includes('/flows/') || /^ +(?:- )?call: /m.test(text)))
    throw new Error(`${file} has nothing like ${String(what)}.`);
  await writeFile(file, changed);
}
