/** Doubt on the whole stack: one question that names two intents, its answer in context, and several intents at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { demoChannel } from '../../demo/stack/customer.js';
import { signVoucher } from '../../src/security/voucher.js';
import type { OutboxRow } from '../../src/store/store.js';
import { scripted } from './support/scripted-understander.js';
import { testServer, whyNot } from './support/test-server.js';
import { eventually, startTimeWorld, type TimeWorld } from './support/world.js';

const suite = testServer === undefined ? describe.skip : describe;

const understander = scripted({
  'Something about order': { scores: { wismo: 0.5, refund: 0.45, other: 0.05 } },
  'Irgendwas mit Bestellung': { scores: { wismo: 0.5, refund: 0.45 } },
  'Cancel it': { scores: { cancel_order: 0.95 } },
  'Hm, not sure': { scores: { wismo: 0.3, refund: 0.3 } },
  'Where is it, and': { scores: { wismo: 0.9 }, secondary: ['refund'] },
  'Money back, and': { scores: { refund: 0.95 }, secondary: ['change_address'] },
});

suite(`doubt in a conversation${whyNot}`, () => {
  let world: TimeWorld;
  let next = 0;

  beforeAll(async () => {
    world = await startTimeWorld(testServer ?? '', understander);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  /** A customer who is signed in, and their refundable order. */
  class Writer {
    readonly conversation = randomUUID();
    readonly order: StoryOrder = world.stories.refundable.from60To190[next++]!;
    #seq = 0;

    constructor(readonly language = 'en') {}

    async says(text: string, messageId: string = randomUUID()): Promise<void> {
      const { conversation, language, order } = this;
      const now = await world.now();
      const { id: ref, mail: email } = order.customer;
      const expiresAt = now + 3_600_000;
      const claim = {
        merchant: 'demo',
        conversation,
        channel: demoChannel,
        customer: { ref, email },
        expiresAt,
      };
      this.#seq += 1;
      const message = {
        ...{ merchant: 'demo', conversation, messageId, seq: this.#seq, text, language },
        sentAt: new Date(now).toISOString(),
        customer: { ref, email, voucher: signVoucher(claim, world.keys.channel) },
      };
      await world.client.conversations.send(message);
    }

    /** All rows, once there is one with these words. */
    hears(words: RegExp): Promise<OutboxRow[]> {
      return eventually(
        async () => {
          const rows = await world.outbox(this.conversation);
          return rows.some(({ body }) => words.test(body.text)) ? rows : undefined;
        },
        `a row with ${String(words)}`,
      );
    }

    /** Ids of the runs that the conversation has started, by their intents. */
    async runs(): Promise<(string | undefined)[]> {
      const { events } = await world.env.client.workflow
        .getHandle(`demo/${this.conversation}`)
        .fetchHistory();
      const started = (events ?? []).flatMap(({ startChildWorkflowExecutionInitiatedEventAttributes }) =>
        startChildWorkflowExecutionInitiatedEventAttributes == null
          ? []
          : [startChildWorkflowExecutionInitiatedEventAttributes.workflowId ?? ''],
      );
      return started.map((id) => /-(\w+)$/.exec(id)?.[1]);
    }
  }

  async function asked(language?: string): Promise<Writer> {
    const writer = new Writer(language);
    const { nummer } = writer.order;
    if (language === 'de') {
      await writer.says(`Irgendwas mit Bestellung ${nummer}`);
      await writer.hears(/Geht es um den Stand Ihrer Bestellung oder um eine Erstattung\?/);
    } else {
      await writer.says(`Something about order ${nummer}`);
      await writer.hears(/is it about where your order is or getting a refund\?/);
    }
    return writer;
  }

  test('the answer starts the intent that it chose, with the order of the first message', async () => {
    const writer = await asked();
    await writer.says('The second one, please');
    const rows = await writer.hears(/What would you like refunded/);
    expect(rows.at(-1)?.body.text).toContain(writer.order.nummer);
    expect(await writer.runs()).toEqual(['refund']);
  });

  test('it is asked and answered in the language of the customer', async () => {
    const writer = await asked('de');
    await writer.says('um die Erstattung');
    await writer.hears(new RegExp(writer.order.nummer));
    expect(await writer.runs()).toEqual(['refund']);
  });

  test('an answer that is sure of a third intent starts that one', async () => {
    const writer = await asked();
    await writer.says('Cancel it');
    const rows = await writer.hears(/already been delivered, so I can’t cancel it/);
    expect(rows.at(-1)?.body.text).toContain(writer.order.nummer);
    expect(await writer.runs()).toEqual(['cancel_order']);
  });

  test.each([
    ['Neither', /could not be understood/],
    ['Hm, not sure', /doesn’t know the answer/],
  ])('after "%s" a person takes over, and no run starts', async (text, why) => {
    const writer = await asked();
    await writer.says(text);
    const rows = await writer.hears(why);
    expect(rows.map(({ kind }) => kind)).toEqual(['question', 'reply', 'handover']);
    expect(await writer.runs()).toEqual([]);
  });

  test('two intents run one after the other: the second asks when the first is done', async () => {
    const writer = new Writer();
    await writer.says(`Where is it, and can I have my money back? Order ${writer.order.nummer}`);
    const rows = await writer.hears(/What would you like refunded/);
    expect(rows[0]?.body.text).toMatch(/one step at a time/);
    expect(rows.at(-1)?.kind).toBe('question');
    expect(await writer.runs()).toEqual(['wismo', 'refund']);
  });

  test('a second intent waits for the answer to the first, and is not lost', async () => {
    const writer = new Writer();
    await writer.says(`Money back, and send it elsewhere. Order ${writer.order.nummer}`);
    await writer.hears(/What would you like refunded/);
    expect(await writer.runs()).toEqual(['refund']);
    await writer.says('No, leave it');
    await writer.hears(/I’ve stopped/);
    await writer.hears(/address/);
    expect(await writer.runs()).toEqual(['refund', 'change_address']);
  });

  test('"both" runs both, and a message that comes twice answers once', async () => {
    const writer = await asked();
    await writer.says('both', 'answer');
    await writer.says('both', 'answer');
    await writer.hears(/What would you like refunded/);
    await writer.says('Hm, not sure');
    await writer.hears(/Pick whatever comes closest/);
    expect(await writer.runs()).toEqual(['wismo', 'refund']);
  });
});
