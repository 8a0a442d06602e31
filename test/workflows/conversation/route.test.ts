import { describe, expect, test } from 'vitest';
import type { UnderstoodMessage } from '../../../src/contracts/activities.js';
import { route, type Route } from '../../../src/workflows/conversation/route.js';
import { signalled as apply } from '../../../src/workflows/conversation/reduce.js';
import { type ConversationState, newConversation } from '../../../src/workflows/conversation/state.js';
import { understanding } from '../interpreter/flows.js';

const understood = (
  intent: string,
  sure: boolean,
  fits: UnderstoodMessage['fits'] = [],
  rest: Partial<UnderstoodMessage> = {},
): UnderstoodMessage => ({
  wanted: sure && intent !== 'other' ? [intent] : [],
  ...rest,
  understanding: understanding({ intent, sure }),
  facts: {},
  fits,
  language: 'en',
});
const empty = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);
const ask = { run: 'demo/c/r1/sure', key: 'sure#1', kind: 'yes_or_no', labels: [] } as const;
const asking = apply(empty, { type: 'ask_opened', ask }, 0);
const running = (...waiting: readonly string[][]): ConversationState => ({
  ...empty,
  runs: waiting.map((ids, index) => ({ id: `r${index}`, intent: 'refund', waiting: ids })),
});

const flagged = (
  flag: 'legal_threat' | 'safety' | 'abuse' | 'injection' | 'wants_human',
  intent = 'refund',
) => {
  const message = understood(intent, true);
  return { ...message, understanding: { ...message.understanding, flags: [flag] } };
};

describe('where a message goes', () => {
  test('a danger or a threat of law goes to people, whatever else is wanted, with its reason', () => {
    expect(route(empty, flagged('safety'))).toEqual({ to: 'people', because: 'safety' });
    expect(route(asking, flagged('legal_threat', 'other'))).toEqual({
      to: 'people',
      because: 'legal_threat',
    });
  });

  test('abuse and tricks go where the intent goes', () => {
    expect(route(empty, flagged('abuse'))).toEqual({ to: 'run', intents: ['refund'] });
    expect(route(empty, flagged('injection'))).toEqual({ to: 'run', intents: ['refund'] });
  });

  test('a danger, a threat of law and the wish for a person go before any answer', () => {
    const fit = { run: ask.run, key: ask.key, value: 'no' };
    for (const because of ['legal_threat', 'safety'] as const)
      expect(route(asking, { ...flagged(because), fits: [fit] })).toEqual({ to: 'people', because });
    const person = flagged('wants_human', 'talk_to_a_person');
    expect(route(asking, { ...person, fits: [fit], nearly: [ask] })).toEqual({
      ...{ to: 'run', intents: ['talk_to_a_person'] },
    });
  });

  test('an abusive answer stays an answer', () => {
    const fit = { run: ask.run, key: ask.key, value: 'no' };
    expect(route(asking, { ...flagged('abuse'), fits: [fit] })).toEqual({ to: 'ask', ...fit });
  });

  test('an answer goes to the newest ask that it fits', () => {
    const fit = { run: ask.run, key: ask.key, value: 'yes' };
    expect(route(asking, understood('other', false, [fit]))).toEqual({ to: 'ask', ...fit });
  });

  test('a sure intent starts a run beside an open ask that it does not fit', () => {
    expect(route(asking, understood('wismo', true))).toEqual({ to: 'run', intents: ['wismo'] });
  });

  test('at most three runs are open; those that wait for people or time do not count', () => {
    expect(route(running([], [], []), understood('wismo', true)).to).toBe('queue');
    expect(route(running(['r0'], [], []), understood('wismo', true)).to).toBe('run');
  });

  test('what is unclear is asked again twice while a question is open, then people take over', () => {
    const [first] = asking.asks;
    const twice = { ...asking, asks: [{ ...first!, reasked: 2 }] };
    expect(route(asking, understood('wismo', false)).to).toBe('reask');
    expect(route(twice, understood('wismo', false)).to).toBe('people');
  });

  test('without a question what is unclear is asked about twice, then people take over; what no flow knows, once', () => {
    expect(route(empty, understood('other', true)).to).toBe('ask_what');
    expect(route({ ...empty, askedWhat: true }, understood('other', true)).to).toBe('ask_what');
    const again: ConversationState = { ...empty, askedWhat: true, askedAgain: true };
    expect(route(again, understood('other', true)).to).toBe('people');
    const known = understood('other', true, [], { nothingKnown: true });
    expect(route(empty, known).to).toBe('ask_what');
    expect(route({ ...empty, askedWhat: true }, known)).toEqual({ to: 'people', because: 'unclear' });
  });
});

describe('a message that could be about either of two intents', () => {
  const clarify = {
    intents: ['refund', 'wismo'],
    names: ['getting a refund', 'where your order is'],
  } as const;
  const unsure = understood('refund', false, [], { clarify });
  const message = { messageId: 'm1', seq: 1, receivedAt: 1 };
  const waiting = { message, understanding: unsure.understanding };
  const clarifying: ConversationState = {
    ...empty,
    askedWhat: true,
    clarifying: { message: waiting, asked: clarify },
  };
  const answered = (intent: string, sure: boolean, rest: Partial<UnderstoodMessage>): Route =>
    route(clarifying, understood(intent, sure, [], rest));

  test('is asked about once, and not while another question is open', () => {
    expect(route(empty, unsure)).toEqual({ to: 'clarify', clarify });
    expect(route({ ...empty, askedWhat: true }, unsure).to).toBe('clarify');
    expect(route({ ...empty, askedWhat: true, askedAgain: true }, unsure).to).toBe('people');
    expect(route(asking, unsure).to).toBe('reask');
  });

  test('runs what the answer chose, one intent or both', () => {
    expect(answered('other', false, { chosen: ['wismo'] })).toEqual({
      ...{ to: 'run', intents: ['wismo'] },
      from: 'clarified',
    });
    expect(answered('other', true, { chosen: ['refund', 'wismo'] })).toMatchObject({
      intents: ['refund', 'wismo'],
    });
  });

  test('goes to people when the answer is neither, or tells nothing', () => {
    expect(answered('other', false, { chosen: [] })).toEqual({ to: 'people', because: 'unclear' });
    expect(answered('refund', false, { clarify })).toEqual({ to: 'people', because: 'unclear' });
  });

  test('waits for its turn where three runs are open', () => {
    const full = { ...clarifying, runs: running([], [], []).runs };
    expect(route(full, understood('other', false, [], { chosen: ['wismo'] })).to).toBe('queue');
  });
});

describe('more than one intent', () => {
  test('all of them run, the first one first', () => {
    expect(route(empty, understood('wismo', true, [], { wanted: ['wismo', 'refund'] }))).toEqual({
      to: 'run',
      intents: ['wismo', 'refund'],
    });
  });

  test('who asks for a person gets one, whatever else the message says', () => {
    const message = understood('refund', false, [], { wanted: ['talk_to_a_person'] });
    const understanding = { ...message.understanding, flags: ['wants_human'] as const };
    expect(route(empty, { ...message, understanding })).toEqual({
      to: 'run',
      intents: ['talk_to_a_person'],
    });
  });
});

describe('what runs tell their conversation', () => {
  test('the end of a run takes along the asks of its sub-flows, not those of a run with a similar id', () => {
    const other = { ...ask, run: 'demo/c/r10/sure' };
    const two = apply({ ...asking, runs: [] }, { type: 'ask_opened', ask: other }, 0);
    const ended = apply(two, { type: 'run_ended', run: 'demo/c/r1' }, 0);
    expect(ended.asks.map(({ run }) => run)).toEqual([other.run]);
  });

  test('a run waits from what one of its sub-flows says until that one asks something', () => {
    const open = { ...empty, runs: [{ id: 'a', intent: 'refund', waiting: [] }] };
    const waiting = apply(open, { type: 'run_waiting', run: 'a/refund/1' }, 0);
    expect(waiting.runs[0]?.waiting).toEqual(['a/refund/1']);
    const elsewhere = { ...ask, run: 'a/find/1' };
    expect(apply(waiting, { type: 'ask_opened', ask: elsewhere }, 0).runs).toEqual(waiting.runs);
    const inlined = { ...ask, run: 'a/refund/1/find/1', inlinedIn: 'a/refund/1' };
    expect(apply(waiting, { type: 'ask_opened', ask: inlined }, 0).runs[0]?.waiting).toEqual([]);
    const asking = { ...ask, run: 'a/refund/1' };
    expect(apply(waiting, { type: 'ask_opened', ask: asking }, 0).runs[0]?.waiting).toEqual([]);
  });
});
