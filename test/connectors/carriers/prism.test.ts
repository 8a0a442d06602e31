/** Every request of the UPS connectors goes to a server that Prism makes of UPS' own description, and is taken. */
import { describe, expect, test } from 'vitest';
import { startPrism, whyNoPrism } from '../../peers/prism/start.js';
import type { SentRequest } from './description.js';
import { isTaken } from './suite.js';
import { askedBeside } from './system.js';
import { upsSuites } from './ups-suites.js';

/** What Prism passes over although the description does not have it. */
const passedOver = ['with a parameter that it does not have', 'with a body'];

/** What Prism has against a request, which it refuses by a response of the description; empty if it takes it. */
async function send(url: string, { method, url: path, headers, body }: SentRequest): Promise<string[]> {
  const sent = Object.fromEntries(
    ['authorization', 'content-type', 'transid', 'transactionsrc', 'platformtype', 'inquirytype'].flatMap(
      (name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]]),
    ),
  );
  // A description may want it of a request without a body, for which OpenAPI has no use.
  sent['content-type'] ??= 'application/json';
  const said = await fetch(`${url}${path}`, {
    ...{ method, headers: sent },
    ...(body !== '' && method !== 'GET' && { body }),
  });
  await said.arrayBuffer();
  if (said.ok) return [];
  const violations = JSON.parse(said.headers.get('sl-violations') ?? '[]') as { message: string }[];
  return violations.length === 0 ? [`status ${said.status}`] : violations.map(({ message }) => message);
}

// Track Alert's has its version in the address of the server, and Prism looks for it in the path.
for (const { carrier, name, published, prismFlaws = [], operations } of upsSuites.filter(
  ({ base }) => base === undefined,
)) {
  const why = whyNoPrism(published);
  (why === undefined ? describe : describe.skip)(`${name}${why === undefined ? '' : ` (${why})`}`, () => {
    test('each request is taken, and none of what is nearly that', async () => {
      await using prism = await startPrism(published, { dynamicSeed: 1 });
      for (const { call, variations, others = {}, flaws: own = [] } of operations) {
        const flaws = [...prismFlaws, ...own];
        const { hits } = await askedBeside(others, carrier, call, {});
        const wrong = await send(prism.url, hits[0]!);
        expect([call.operation, ...wrong]).toEqual([
          call.operation,
          ...flaws.map((flaw): unknown => expect.stringContaining(flaw)),
        ]);
        const taken = [];
        for (const [what, change] of variations)
          if (isTaken(await send(prism.url, change(hits[0]!)), flaws)) taken.push(what);
        expect(taken.filter((what) => !passedOver.includes(what))).toEqual([]);
      }
    });
  });
}
