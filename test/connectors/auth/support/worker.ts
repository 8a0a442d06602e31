/**
 * A worker as far as tokens go, as a process of its own: the store, one merchant's connection, and calls when told to.
 * Lines in: `call <n>`, `keep <refresh token>`. Lines out: JSON of what came.
 */
import { createInterface } from 'node:readline';
import { merchantTokens } from '../../../../src/connectors/auth/merchant-tokens.js';
import { buildConnection } from '../../../../src/connectors/build-connection.js';
import type { ConnectionEvent } from '../../../../src/connectors/operator-events.js';
import { openStore } from '../../../../src/store/open-store.js';

const { databaseUrl, text, secret } = JSON.parse(process.argv[2] ?? '') as Record<string, string>;
await using store = await openStore({ databaseUrl: databaseUrl ?? '', poolSize: 3 });
const events: ConnectionEvent[] = [];
const { connection } = buildConnection({
  file: '/nowhere/shop.yaml',
  text: text ?? '',
  secrets: (name) => (name === 'FIRST' ? 'first' : secret),
  egressAllow: ['127.0.0.1'],
  tokens: merchantTokens(store.tokens, {
    merchant: 'acme',
    secret: 'a secret of these tests that is long enough',
  }),
  log: (event) => events.push(event),
});
if (!connection) throw new Error('the connection has issues');
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [word, rest = ''] = line.split(' ');
  if (word === 'keep') say(await connection.signIn?.keep(rest));
  else {
    const inputs = { amount: { minor: 100, currency: 'EUR' } };
    const call = () => connection.attempt({ operation: 'payments.refund', inputs });
    const attempts = await Promise.all(Array.from({ length: Number(rest) }, call));
    say({ attempts, events: events.splice(0) });
  }
}
