/** Asks a server for each bomb, in a process of its own: prints what came of it, and how far memory rose meanwhile. */
import { openHttpClient } from '../../../../src/connectors/http/client.js';

const [base = '', ...paths] = process.argv.slice(2);
const local = { connection: ['127.0.0.1'], operator: ['127.0.0.1'] };

async function ask(path: string, method: 'GET' | 'POST'): Promise<string> {
  using client = openHttpClient(local);
  const body = method === 'POST' ? { body: '{}' } : {};
  const outcome = await client.send({
    method,
    url: new URL(path, base),
    headers: {},
    timeoutMs: 20_000,
    ...body,
  });
  return outcome.is === 'response' ? `${outcome.status} ${outcome.body.length}` : outcome.code;
}

/** What starting up and small answers of each kind take is not the bomb's. */
for (const path of paths) await ask(`${path}?small`, 'GET');
globalThis.gc?.();
const before = process.memoryUsage().rss;
let most = before;
const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 1);
const outcomes: Record<string, string> = {};
for (const path of paths) {
  outcomes[`GET ${path}`] = await ask(path, 'GET');
  outcomes[`POST ${path}`] = await ask(path, 'POST');
}
clearInterval(timer);
process.stdout.write(JSON.stringify({ outcomes, risenMb: (most - before) / 1_000_000 }));
