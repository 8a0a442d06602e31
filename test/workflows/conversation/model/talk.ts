/** A conversation of the reducer alone, in which every command is carried out at once. */
import type { UnderstandRequest, UnderstoodMessage } from '../../../../src/contracts/activities.js';
import type { OpenAsk } from '../../../../src/contracts/conversation.js';
import type { Aside, MessagePart } from '../../../../src/contracts/workflow-messages.js';
import type { Understanding } from '../../../../src/contracts/understanding.js';
import type { ConversationCommand } from '../../../../src/workflows/conversation/command.js';
import type { ConversationEvent } from '../../../../src/workflows/conversation/event.js';
import { reduce } from '../../../../src/workflows/conversation/reduce.js';
import { type ConversationState, newConversation } from '../../../../src/workflows/conversation/state.js';
import { understanding } from '../../interpreter/flows.js';

/** An event without its time. */
type Came = ConversationEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'now'>
    : never
  : never;
/** What a message means, where it differs from one that is not understood. */
export type Meaning = Partial<Omit<UnderstoodMessage, 'understanding'>> & {
  understanding?: Partial<Understanding>;
};

/** One. */
export class Talk {
  state: ConversationState = newConversation(
    { merchant: 'demo', conversation: 'c', workflowId: 'demo/c' },
    0,
  );
  /** Names of sentences, with the values in them. */
  readonly said: string[] = [];
  /** The labels that came with what was said, as far as there were any. */
  readonly labels: (readonly string[])[] = [];
  /** Summaries of handovers, by the names of their sentences. */
  readonly handedOver: string[] = [];
  /** Ids of messages that were passed on to people. */
  readonly passedOn: string[] = [];
  /** Epoch ms. */
  now = 1;
  readonly runs: Extract<ConversationCommand, { do: 'start' }>[] = [];
  /** Answers that runs were sent. */
  readonly sent: Extract<ConversationCommand, { do: 'signal' }>[] = [];
  /** Which part of a message was understood each time. */
  readonly parts: (MessagePart | undefined)[] = [];
  #meaning: Meaning = {};
  #rest: Meaning = {};

  /** A message, and what follows an answer in it; what is said to it. */
  hears(meaning: Meaning, rest: Meaning = {}, aside?: Aside): string[] {
    this.#meaning = meaning;
    this.#rest = rest;
    const [before, seq] = [this.said.length, this.state.nextSeq];
    const message = { messageId: `m${seq}`, seq, ...(aside === undefined ? {} : { aside }) };
    this.take({ is: 'signal', signal: { type: 'message', message } });
    return this.said.slice(before);
  }

  /** The last run ends. */
  ends(): void {
    this.take({ is: 'run_closed', run: this.runs.at(-1)?.run ?? '' });
  }

  /** A run asks. */
  asks(ask: OpenAsk): void {
    this.take({ is: 'signal', signal: { type: 'ask_opened', ask } });
  }

  /** Anything that happens. */
  take(came: Came, now = this.now): void {
    const { state, commands } = reduce(this.state, { ...came, now });
    this.state = state;
    for (const command of commands) {
      const next = this.#carryOut(command);
      if (next !== undefined) this.take(next, now);
    }
  }

  #carryOut(command: ConversationCommand): Came | undefined {
    switch (command.do) {
      case 'understand':
        this.parts.push(command.request.part);
        return { is: 'understood', understood: this.#understood(command.request) };
      case 'deliver': {
        const { key, args } = command.request.text;
        if (command.request.labels !== undefined) this.labels.push(command.request.labels);
        this.said.push(
          [key, ...args.map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value)))].join(
            ' ',
          ),
        );
        return { is: 'done' };
      }
      case 'start':
        this.runs.push(command);
        return { is: 'started', isNew: true };
      case 'signal':
        if (command.signal.type === 'answer') this.sent.push(command);
        return { is: 'signalled', arrived: true };
      case 'hand_over':
        this.handedOver.push(command.request.summary.key);
        return { is: 'done' };
      case 'forward':
        if ('ids' in command.request.messages) this.passedOn.push(...command.request.messages.ids);
        return { is: 'forwarded', highest: 0, more: false };
      default:
        return undefined;
    }
  }

  #understood({ part }: UnderstandRequest): UnderstoodMessage {
    const isRest = part !== undefined && 'from' in part;
    const { understanding: meant, ...rest } = isRest ? this.#rest : this.#meaning;
    return {
      ...{ facts: {}, fits: [], wanted: [], language: 'en', ...rest },
      understanding: understanding({ intent: 'other', sure: false, ...meant }),
    };
  }
}
