/** What a scene of the demo is: a story, told as a transcript, and checked against the shop's ledger. */
import type { OutboxRow } from '../../src/store/store.js';
import type { LedgerRow } from '../shop/ledger.js';
import type { StoryCustomer, StoryOrder } from '../shop/stories.js';
import { DemoAgent } from '../stack/agent.js';
import { DemoCustomer } from '../stack/customer.js';
import type { Stack } from '../stack/stack.js';
import type { Transcript } from './transcript.js';

/** A story. */
export interface Scene {
  name: string;
  title: string;
  play(stage: Stage): Promise<void>;
}

/** A dialogue of one matter. */
export interface Dialogue {
  customer: StoryCustomer;
  opens: string;
  answers: readonly (readonly [asked: RegExp, answer: string])[];
  hears: RegExp;
}

/** Where a scene plays: the stack, the transcript, and what it claims. */
export class Stage {
  readonly anna: DemoAgent;
  readonly ben: DemoAgent;

  constructor(
    readonly stack: Stack,
    readonly transcript: Transcript,
    readonly merchant = 'demo',
  ) {
    this.anna = new DemoAgent('anna', stack.keys.anna, stack.client);
    this.ben = new DemoAgent('ben', stack.keys.ben, stack.client);
  }

  /** A customer whom the channel vouches for. */
  signedIn({ id, mail }: StoryCustomer): DemoCustomer {
    return new DemoCustomer({
      client: this.stack.client,
      merchant: this.merchant,
      language: 'en',
      signedIn: { ref: id, email: mail, channelKey: this.stack.keys.channel },
    });
  }

  /** Somebody of whom the channel knows nothing. */
  unauthenticated(): DemoCustomer {
    return new DemoCustomer({ client: this.stack.client, merchant: this.merchant, language: 'en' });
  }

  /** The customer writes. */
  async says(customer: DemoCustomer, text: string): Promise<void> {
    this.transcript.line('customer', text);
    await customer.says(text);
  }

  /** The customer reads the next replies; resolves with their text. */
  async hears(customer: DemoCustomer, count = 1): Promise<string> {
    const rows = await customer.hears(count);
    this.tells(rows);
    return rows.map(({ body }) => body.text).join('\n');
  }

  /** Writes what was heard into the transcript. */
  tells(rows: readonly OutboxRow[]): void {
    for (const { kind, body } of rows) {
      this.transcript.line(kind === 'handover' ? `(${body.queue ?? '?'})` : 'orderly', body.text);
    }
  }

  /** Replies until one that has this in it. */
  async hearsUntil(customer: DemoCustomer, wanted: RegExp, atMost = 8): Promise<string> {
    let all = '';
    for (let count = 0; count < atMost && !wanted.test(all); count += 1) {
      const next = await this.hears(customer).catch((cause: unknown) => {
        throw new Error(`The customer does not hear ${String(wanted)}.`, { cause });
      });
      all += `${next}\n`;
    }
    if (!wanted.test(all)) throw new Error(`The customer does not hear ${String(wanted)}.`);
    return all;
  }

  /** A signed-in customer's whole dialogue: what they open with, what they are asked and answer, and what they hear at last. */
  async talks({ customer: who, opens, answers, hears }: Dialogue): Promise<DemoCustomer> {
    const customer = this.signedIn(who);
    this.run(customer);
    await this.says(customer, opens);
    for (const [asked, answer] of answers) {
      await this.hearsUntil(customer, asked);
      await this.says(customer, answer);
    }
    await this.hearsUntil(customer, hears);
    return customer;
  }

  /** What is still said until the runs of a conversation have ended, of which none may need anybody. */
  async hearsOut(customer: DemoCustomer): Promise<string> {
    const { workflow } = this.stack.temporal;
    const { events } = await workflow.getHandle(customer.workflowId).fetchHistory();
    const runs = (events ?? []).flatMap(
      (event) => event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId ?? [],
    );
    await Promise.all(runs.map((run) => workflow.getHandle(run).result()));
    const rest = await customer.overhears();
    return rest.length === 0 ? '' : this.hears(customer, rest.length);
  }

  /** Somebody tries facts until people take over; resolves with all they heard. */
  async guess(number: string): Promise<string> {
    const unauthenticated = this.unauthenticated();
    this.run(unauthenticated);
    await this.says(unauthenticated, `Where is my order ${number}?`);
    const heard = await unauthenticated.hears();
    for (const email of ['a.first@example.com', 'b.second@example.com', 'c.third@example.com']) {
      this.tells(heard.slice(-1));
      await this.says(unauthenticated, `My e-mail address is ${email}`);
      heard.push(...(await unauthenticated.hears()));
    }
    while (heard.at(-1)?.kind !== 'handover') heard.push(...(await unauthenticated.hears()));
    this.tells(heard.slice(-2));
    return heard.map(({ body }) => body.text).join('\n');
  }

  /** Something that happened beside the conversation. */
  notes(text: string): void {
    this.transcript.line('·', text);
  }

  /** A claim; one that does not hold ends the scene. */
  check(claim: string, holds: boolean): void {
    if (!holds) throw new Error(`It does not hold that ${claim}.`);
    this.transcript.claim(claim);
  }

  /** Rows of the shop's ledger for an order. */
  async paid({ nummer }: StoryOrder): Promise<LedgerRow[]> {
    return (await this.stack.shop.controls.ledger()).filter((row) => row.nummer === nummer);
  }

  /** Where a conversation can be seen in the Temporal UI. */
  run(customer: DemoCustomer): void {
    const { ui } = this.stack.addresses;
    this.transcript.line(
      'run',
      `${ui}/namespaces/default/workflows/${encodeURIComponent(customer.workflowId)}`,
    );
  }
}
