/** The shipped flows over each API style of the shop, on the dev server: a dialogue for each intent, a choice, an approval. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dialogues } from '../../demo/scenes/by-intent.js';
import { approved } from '../../demo/scenes/refunds.js';
import { pickOne } from '../../demo/scenes/questions.js';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import { startStack } from '../../demo/stack/stack.js';
import { intents } from '../../src/understanding/intents/index.js';

/** What the shop's ledger has after all of it; subscriptions and returns have ones of their own. */
const booked = ['adresse', 'ersatz', 'erstattung', 'erstattung', 'positionen', 'storno'];
const elsewhere = { subscriptions: 6, returns: 1 };

test('every intent with a flow has a dialogue', () => {
  const named = intents.flatMap(({ name, flow, fine }) => [
    ...(flow === undefined ? [] : [name]),
    ...fine.flatMap(({ id, flow: own }) => (own === undefined ? [] : [id])),
  ]);
  expect(Object.keys(dialogues).sort()).toEqual(named.sort());
});

test.each([
  { name: 'REST', suffix: '', path: /^\/(v2|oauth)\// },
  { name: 'SOAP', suffix: '-soap', path: /^\/soap\// },
  { name: 'GraphQL', suffix: '-graphql', path: /^\/graphql/ },
])(
  'every intent is played over $name, each write is sent once, and no other API hears of it',
  async ({ suffix, path }) => {
    const folder = await mkdtemp(join(tmpdir(), 'orderly-api-style-'));
    try {
      const demo = join(folder, 'demo');
      await cp('merchants/demo/connections', join(demo, 'connections'), { recursive: true });
      const text = await readFile('merchants/demo/merchant.yaml', 'utf8');
      const bound = text.replaceAll(
        /^( {2}(?:orders|payments|returns|subscriptions): (?:shop|retouren|abos))$/gm,
        `$1${suffix}`,
      );
      await writeFile(join(demo, 'merchant.yaml'), bound);
      await using stack = await startStack({ workerEnv: { ORDERLY_MERCHANTS: folder } });
      const stage = new Stage(stack, new Transcript(() => undefined));
      await Promise.all([
        pickOne.play(stage),
        approved.play(stage),
        ...Object.values(dialogues).map((dialogue) => stage.talks(dialogue(stage))),
      ]);
      const requests = await stack.shop.controls.requests();
      expect(requests.filter((request) => !path.test(request.path))).toEqual([]);
      expect((await stack.shop.controls.ledger()).map(({ kind }) => kind).sort()).toEqual(booked);
      const keys = requests.flatMap(({ key }) => key ?? []);
      expect(keys).toHaveLength(booked.length + elsewhere.subscriptions + elsewhere.returns);
      expect(new Set(keys).size).toBe(keys.length);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
