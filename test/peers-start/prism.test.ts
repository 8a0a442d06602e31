/** Prism serves the published descriptions, also those that YAML readers refuse, checks requests, and ends. */
import { describe, expect, test } from 'vitest';
import { isRunning } from '../peers/child.js';
import { notInSample } from '../support/how-much.js';
import { startPrism, whyNoPrism } from '../peers/prism/start.js';

const adyen = 'adyen/CheckoutService-v72.json';
const awkward = ['ups/Shipping.yaml', 'magento/admin-schema-2.4.9.yaml'];
const why = [adyen, ...awkward].map(whyNoPrism).find((reason) => reason !== undefined);
const when = why === undefined ? describe : describe.skip;

when(`Prism${why === undefined ? '' : ` (${why})`}`, () => {
  test('answers by the description, refuses what breaks it, and leaves no process', async () => {
    let pid = 0;
    {
      await using prism = await startPrism(adyen);
      pid = prism.pid;
      const pay = async (body: object, key: Record<string, string>): Promise<number> => {
        const headers = { 'content-type': 'application/json', ...key };
        const request = { method: 'POST', headers, body: JSON.stringify(body) };
        return (await fetch(`${prism.url}/paymentMethods`, request)).status;
      };
      expect(await pay({ merchantAccount: 'Shop' }, { 'x-api-key': 'k' })).toBe(200);
      expect(await pay({}, { 'x-api-key': 'k' })).toBe(422);
      expect(await pay({ merchantAccount: 'Shop' }, {})).toBe(401);
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  (notInSample === undefined ? test : test.skip).each(awkward)(
    'reads %s, which YAML readers refuse as it was published',
    async (spec) => {
      await using prism = await startPrism(spec);
      expect((await fetch(`${prism.url}/nowhere`)).status).toBe(404);
    },
    90_000,
  );
});
