/** The shipped flows on the shop's SOAP and GraphQL faces: questions, a refund, an approval, on the dev server. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { approved, insideBand } from '../../demo/scenes/refunds.js';
import { pickOne } from '../../demo/scenes/questions.js';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import { startStack } from '../../demo/stack/stack.js';

test.each([
  ['shop-soap', '/soap/'],
  ['shop-graphql', '/graphql'],
])(
  'every shipped flow runs on %s, and the shop hears nothing over REST',
  async (face, path) => {
    const folder = await mkdtemp(join(tmpdir(), 'orderly-face-'));
    try {
      const demo = join(folder, 'demo');
      await cp('merchants/demo/connections', join(demo, 'connections'), { recursive: true });
      const text = await readFile('merchants/demo/merchant.yaml', 'utf8');
      const bound = text
        .replace('orders: shop', `orders: ${face}`)
        .replace('payments: shop', `payments: ${face}`);
      await writeFile(join(demo, 'merchant.yaml'), bound);
      await using stack = await startStack({ workerEnv: { ORDERLY_MERCHANTS: folder } });
      const stage = new Stage(stack, new Transcript(() => undefined));
      for (const scene of [pickOne, insideBand, approved]) await scene.play(stage);
      const requests = await stack.shop.controls.requests();
      expect(requests.filter((request) => !request.path.startsWith(path))).toEqual([]);
      expect(await stack.shop.controls.ledger()).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  120_000,
);
