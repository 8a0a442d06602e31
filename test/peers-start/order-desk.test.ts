/** The order desk answers what it was given, in either stack's writing, tells what it understood, and ends. */
import { describe, expect, test } from 'vitest';
import { type Stack, startOrderDesk, whyNoOrderDesk } from '../peers/order-desk/start.js';
import { postSoap } from './soap.js';

const ask = (number: string): string =>
  `<d:GetOrder xmlns:d="urn:order-desk"><d:number>${number}</d:number></d:GetOrder>`;

describe.each<Stack>(['php', 'node-soap'])('the order desk in %s', (stack) => {
  const why = whyNoOrderDesk(stack);
  (why === undefined ? test : test.skip)(
    `answers, refuses, and notes what it understood${why === undefined ? '' : ` (${why})`}`,
    async () => {
      let url = '';
      {
        await using desk = await startOrderDesk(stack, '1.1', {
          A: { order: { '@id': 'x1', number: 'A', state: { '@key': '10', '#': 'new' } } },
          B: { fault: { code: 'Client', text: 'No' } },
        });
        ({ url } = desk);
        const header = '<d:Caller xmlns:d="urn:order-desk"><d:tenant>007</d:tenant></d:Caller>';
        const found = await postSoap(url, '1.1', header, ask('A'));
        expect(found).toMatchObject({ status: 200, text: expect.stringMatching(/order id="x1"/) });
        expect((await postSoap(url, '1.1', '', ask('B'))).status).toBe(500);
        expect((await desk.ledger()).map(({ request, tenant }) => [request, tenant])).toEqual([
          [{ number: 'A' }, '007'],
          [{ number: 'B' }, null],
        ]);
      }
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
  );
});
