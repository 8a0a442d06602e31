/** What a yes is worth in a conversation: what waits for it, what is asked once more, and what customers hear where nothing is done. */
import { describe, expect, test } from 'vitest';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import type { UnderstoodMessage } from '../../../src/contracts/activities.js';
import type { ConversationEvent } from '../../../src/workflows/conversation/event.js';
import { type Meaning, Talk } from './model/talk.js';

const wish: Meaning = { wanted: ['cancel_order'], understanding: { intent: 'cancel_order', sure: true } };
const other: Meaning = { wanted: ['wismo'], understanding: { intent: 'wismo', sure: true } };
const question = 'Shall I cancel order 1001? All of it will be cancelled.';
const short = 'Shall I cancel order 1001?';

/** A conversation whose run asks before it writes. */
function asked(): { talk: Talk; ask: OpenAsk; yes: Meaning } {
  const talk = new Talk();
  talk.hears(wish);
  const ask = confirming(talk.runs[0]?.run ?? '');
  talk.asks(ask);
  return { talk, ask, yes: { fits: [fitOf(ask)] } };
}

const confirming = (run: string, about = '1001'): OpenAsk => ({
  ...{ run, key: 'sure#1', kind: 'yes_or_no', labels: [], confirms: true, digest: about },
  question: question.replace('1001', about),
});
const fitOf = ({ run, key }: OpenAsk, rest?: number): UnderstoodMessage['fits'][number] => ({
  ...{ run, key, value: 'yes' },
  ...(rest === undefined ? {} : { rest }),
});
const closed = (run = ''): Omit<Extract<ConversationEvent, { is: 'run_closed' }>, 'now'> => ({
  is: 'run_closed',
  run,
});

describe('a yes', () => {
  test('goes to the run with the digest of the question that it answers', () => {
    const { talk, ask, yes } = asked();
    talk.hears(yes);
    expect(talk.sent).toMatchObject([
      { run: ask.run, signal: { key: ask.key, answer: { value: 'yes', to: '1001' } } },
    ]);
  });

  test('is carried out before what follows it in the same message, or in the next, is taken up', () => {
    const { talk, ask } = asked();
    talk.hears({ fits: [fitOf(ask, 5)] }, other);
    talk.hears(other);
    expect(talk.runs).toHaveLength(1);
    expect(talk.parts).toEqual([undefined, undefined, undefined]);
    talk.take(closed(ask.run));
    expect(talk.parts.slice(3)).toEqual([{ from: 5 }, undefined]);
    expect(talk.runs.length).toBeGreaterThan(1);
  });

  test('lets a danger and a person through at once', () => {
    const { talk, yes } = asked();
    talk.hears(yes);
    talk.hears({ understanding: { intent: 'other', flags: ['safety'] } });
    expect(talk.said.at(-1)).toBe('@to_people_safety');
  });

  test('waits no longer than half a minute for a slow system', () => {
    const { talk, yes } = asked();
    talk.hears(yes);
    talk.hears(other);
    expect(talk.runs).toHaveLength(1);
    talk.take({ is: 'time' }, 29_000);
    expect(talk.runs).toHaveLength(1);
    talk.take({ is: 'time' }, 30_001);
    expect(talk.runs).toHaveLength(2);
  });

  test('that two writes could build on is asked which', () => {
    const { talk, ask } = asked();
    talk.hears(other);
    const second = confirming(talk.runs[1]?.run ?? '', '1002');
    talk.asks(second);
    const both = { fits: [fitOf(second), fitOf(ask)] };
    expect(talk.hears(both)).toEqual([`@which_question ${short.replace('1001', '1002')} ${short}`]);
    expect(talk.sent).toEqual([]);
    talk.hears({ fits: [fitOf(ask)] });
    expect(talk.sent).toMatchObject([{ run: ask.run }]);
  });

  test('on a condition is asked once more in short, then is for people, who have to be told of it', () => {
    const { talk, ask } = asked();
    const nearly = { nearly: [ask], wanted: ['wismo'], understanding: { intent: 'wismo', sure: true } };
    expect(talk.hears(nearly)).toEqual([`@yes_or_no ${short}`]);
    talk.hears(nearly);
    expect(talk.hears(nearly)).toEqual(['@unsure', `@not_done_yet ${short}`]);
    expect(talk.runs).toHaveLength(1);
  });

  test('that no run has taken is never met with small talk', () => {
    const { talk, yes } = asked();
    talk.hears(yes);
    talk.take({ is: 'signal', signal: { type: 'returned', messageId: 'm2' } });
    expect(talk.said.at(-1)).toBe('@answered_too_late');
  });
});

describe('a question that something will be changed by', () => {
  test('is said again when what was begun beside it is over', () => {
    const { talk } = asked();
    talk.hears(other);
    expect(talk.said).toEqual([]);
    talk.ends();
    expect(talk.said).toEqual([`@question_open ${short}`]);
  });

  test('is never left without a word when people take over', () => {
    const { talk } = asked();
    talk.take({ is: 'signal', signal: { type: 'handed_over', queue: 'default' } });
    expect(talk.said).toEqual([`@not_done_yet ${short}`]);
  });
});

test('a closed question has its labels wherever it is said again', () => {
  const labels = ['Yes', 'No'];
  const talk = new Talk();
  talk.hears(wish);
  talk.asks({ ...confirming(talk.runs[0]?.run ?? ''), labels });
  const said = [
    talk.hears({}),
    talk.hears({ followUp: { is: 'small_talk', sentence: 'thanks' } }),
    talk.hears({ asksAbout: [], understanding: { intent: 'cancel_order' } }),
  ].flat();
  expect(said).toEqual([`@yes_or_no ${short}`, `@question_open ${short}`, `\${line0} ${question}`]);
  talk.hears(other);
  talk.ends();
  expect(talk.said.at(-1)).toBe(`@question_open ${short}`);
  expect(talk.labels).toEqual([labels, labels, labels, labels]);
});

test('a file beside an open question has it asked once more, and counts as no failed answer', () => {
  const { talk } = asked();
  expect(talk.hears({ followUp: { is: 'file' } })).toEqual([`@question_open ${short}`]);
  expect(talk.state.asks).toMatchObject([{ reasked: 0 }]);
  expect(new Talk().hears({ followUp: { is: 'file' } })).toEqual(['@unclear_message']);
});

test('the two matters of a clarifying question are its labels; a question with a free answer has none', () => {
  const talk = new Talk();
  const names = ['where your order is', 'a refund'] as const;
  talk.hears({ clarify: { intents: ['wismo', 'refund'], names } });
  expect(talk.said).toEqual([`@clarify ${names.join(' ')}`]);
  expect(talk.labels).toEqual([names]);
  const free = new Talk();
  free.hears(wish);
  free.asks({ run: free.runs[0]?.run ?? '', key: 'when#1', kind: 'date', labels: [] });
  expect(free.hears({})).toEqual(['@again_date …']);
  expect(free.labels).toEqual([]);
});

describe('a no', () => {
  test('that says what it should be instead starts the same intent again, about the same record', () => {
    const talk = new Talk();
    talk.hears(wish);
    const ask = { ...confirming(talk.runs[0]?.run ?? ''), intent: 'cancel_order', about: '1001' };
    talk.asks(ask);
    const { run, key } = ask;
    talk.hears({ fits: [{ run, key, value: 'no', rest: 0, corrects: true }] });
    expect(talk.runs).toHaveLength(1);
    talk.take(closed(run));
    expect(talk.runs).toHaveLength(2);
    expect(talk.runs[1]?.run).toMatch(/cancel_order$/u);
    expect(JSON.stringify(talk.runs[1])).toContain('"value":"1001"');
    expect(talk.said).toEqual([]);
  });

  test('that only corrects may want something else all the same', () => {
    const talk = new Talk();
    talk.hears(wish);
    const ask = { ...confirming(talk.runs[0]?.run ?? ''), intent: 'cancel_order', about: '1001' };
    talk.asks(ask);
    const { run, key } = ask;
    talk.hears({ fits: [{ run, key, value: 'no', rest: 0, corrects: true }] }, other);
    talk.take(closed(run));
    expect(talk.runs[1]?.run).toMatch(/wismo$/u);
  });
});

describe('who does not understand a question', () => {
  test('reads it once more in plain words, also after it was asked again, and then a person helps', () => {
    const { talk } = asked();
    expect(talk.hears({})).toEqual([`@yes_or_no ${short}`]);
    expect(talk.hears({ unknowing: true })).toEqual([`@plainly ${short}`]);
    talk.hears({ unknowing: true });
    expect(talk.handedOver).toEqual(['@summary_unknowing']);
  });
});

describe('a message that was kept before the newest question was delivered', () => {
  const unseen = ({ run, key }: OpenAsk): Meaning => ({ seen: 3, delivered: [{ run, key, position: 4 }] });

  test('answers it neither with a yes nor nearly, and needs no reply where it wants nothing', () => {
    const { talk, ask, yes } = asked();
    for (const meaning of [
      yes,
      { nearly: [ask] },
      {},
      { followUp: { is: 'small_talk', sentence: 'thanks' } as const },
    ])
      expect(talk.hears({ ...meaning, ...unseen(ask) })).toEqual([]);
    expect(talk.sent).toEqual([]);
    expect(talk.hears({ ...yes, ...unseen(ask), seen: 4 })).toEqual([]);
    expect(talk.sent).toHaveLength(1);
  });

  test('answers none that was announced only while it was being understood', () => {
    const { talk, ask } = asked();
    expect(talk.hears({ seen: 9, delivered: [] })).toEqual([]);
    expect(talk.state.asks).toMatchObject([{ run: ask.run, reasked: 0 }]);
  });

  test('still starts what it wants', () => {
    const { talk, ask } = asked();
    talk.hears({ ...other, ...unseen(ask) });
    expect(talk.runs).toHaveLength(2);
  });
});

describe('what follows an answer in the same message', () => {
  const cancelling = (): { talk: Talk; ask: OpenAsk } => {
    const talk = new Talk();
    talk.hears(wish);
    const ask = { ...confirming(talk.runs[0]?.run ?? ''), intent: 'cancel_order' };
    talk.asks(ask);
    return { talk, ask };
  };
  const number = {
    type: 'order_number',
    value: '1002',
    raw: '1002',
    start: 0,
    end: 4,
    source: 'rule',
  } as const;
  const another = { wanted: ['cancel_order'], understanding: { intent: 'cancel_order', entities: [number] } };

  test.each<[string, Meaning, number]>([
    ['the same wish starts nothing', wish, 1],
    ['the same wish for another order starts', another, 2],
    ['a question of the same matter is answered', { ...wish, isQuestion: true }, 2],
    ['another wish starts', other, 2],
    ['both wishes start', { ...wish, wanted: ['cancel_order', 'wismo'] }, 3],
  ])('%s, behind a yes', (_, rest, runs) => {
    const { talk, ask } = cancelling();
    talk.hears({ fits: [fitOf(ask, 5)] }, rest);
    talk.take(closed(ask.run));
    while (talk.state.queue.length > 0) talk.ends();
    expect(talk.runs).toHaveLength(runs);
    expect(talk.handedOver).toEqual([]);
  });

  test('the same wish behind a no is another one', () => {
    const { talk, ask } = cancelling();
    talk.hears({ fits: [{ ...fitOf(ask, 3), value: 'no' }] }, wish);
    talk.take(closed(ask.run));
    expect(talk.runs).toHaveLength(2);
  });
});
