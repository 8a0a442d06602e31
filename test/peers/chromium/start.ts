/** Chromium without a window, driven by its DevTools protocol over two pipes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';

/** Why no test can use it; undefined if it is installed. */
export function whyNoChromium(): string | undefined {
  try {
    execFileSync('chromium', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'chromium is not on the PATH: Debian’s chromium';
  }
}

/** A page in it. */
export interface Page extends AsyncDisposable {
  /** Everything that the page complained about: errors, and what its policy refused. */
  complaints: readonly string[];
  /** The value of an expression in the page, as JSON has it; a promise is waited for. */
  evaluate(expression: string): Promise<unknown>;
  /** Waits until an expression is true, on a page that may be loading meanwhile. */
  until(expression: string): Promise<void>;
}

interface Answer {
  id?: number;
  method?: string;
  params?: { exceptionDetails?: object; entry?: { level: string; text: string } };
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** Opens an address in a browser of its own, which ends with the page. */
export async function startChromium(url: string): Promise<Page> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-chromium-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
  const child = spawn(
    'chromium',
    [...flags, '--remote-debugging-pipe', `--user-data-dir=${folder}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const complaints: string[] = [];
  const call = callsOf(child, complaints);
  const { targetInfos } = (await call('Target.getTargets')) as {
    targetInfos: { type: string; targetId: string }[];
  };
  const { targetId } = targetInfos.find(({ type }) => type === 'page')!;
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const inPage = (method: string, params: object = {}) => call(method, params, String(sessionId));
  for (const domain of ['Runtime', 'Log', 'Page']) await inPage(`${domain}.enable`);
  await inPage('Page.navigate', { url });
  const evaluate = async (expression: string): Promise<unknown> => {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await inPage('Runtime.evaluate', asked);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  };
  return {
    complaints,
    evaluate,
    async until(expression) {
      while ((await evaluate(expression).catch(() => false)) !== true) await sleep(20);
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      await call('Browser.close').catch(() => undefined);
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Call = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** Calls of the protocol: JSON between NULs, out by the fourth pipe and in by the fifth. */
function callsOf(child: ChildProcess, complaints: string[]): Call {
  const [out, into] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (answer: Answer) => void>();
  let [rest, last] = ['', 0];
  into.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const answer of parts.map((part) => JSON.parse(part) as Answer)) {
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
      const { exceptionDetails, entry } = answer.params ?? {};
      if (exceptionDetails !== undefined) complaints.push(JSON.stringify(exceptionDetails));
      if (entry?.level === 'error') complaints.push(entry.text);
    }
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result ?? {});
        else reject(new Error(`${method}: ${error.message}`));
      });
      out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}
