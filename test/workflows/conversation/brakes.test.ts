/** Whom flows must not answer: another author than the customer, programs, and loops with them. */
import { describe, expect, test } from 'vitest';
import { bounds } from '../../../src/workflows/conversation/bounds.js';
import type { ConversationEvent } from '../../../src/workflows/conversation/event.js';
import { reduce, resume } from '../../../src/workflows/conversation/reduce.js';
import { newConversation } from '../../../src/workflows/conversation/state.js';
import { understanding } from '../interpreter/flows.js';
import { type Meaning, Talk } from './model/talk.js';

const minute = 60_000;
const meant = understanding({ intent: 'refund', sure: true });
const said = (digest: string, more: Meaning = {}): Meaning => ({ digest, wanted: ['wismo'], ...more });
const smallTalk: Meaning = { followUp: { is: 'small_talk', sentence: 'thanks' } };
const question = { run: 'demo/c/1-refund', key: 'sure#1', kind: 'yes_or_no', labels: [] } as const;

/** A conversation that hears these one after the other, so many ms apart, whose runs end at once. */
function hearing(meanings: readonly Meaning[], apart = minute): Talk {
  const talk = new Talk();
  for (const meaning of meanings) {
    talk.now += apart;
    talk.hears(meaning);
    talk.ends();
  }
  return talk;
}

describe('the same text', () => {
  test('is for people the third time, without a word', () => {
    const talk = hearing([said('a'), said('a'), said('a')]);
    expect(talk.runs).toHaveLength(2);
    expect(talk.handedOver).toEqual(['@summary_repeated']);
    expect(talk.said).toEqual([]);
    talk.hears(said('a'));
    expect(talk.passedOn).toEqual(['m4']);
  });

  test('counts among others, and however long it takes', () => {
    const texts = ['a', 'b', 'a', 'b', 'a'].map((digest) => said(digest));
    expect(hearing(texts, 24 * 60 * minute).handedOver).toEqual(['@summary_repeated']);
  });

  test('is heard where it answers an open question', () => {
    const talk = hearing([said('yes'), said('yes')]);
    talk.asks(question);
    talk.hears(said('yes', { fits: [{ ...question, value: 'yes' }] }));
    expect(talk.handedOver).toEqual([]);
    talk.hears(said('yes'));
    expect(talk.handedOver).toEqual(['@summary_repeated']);
  });

  test('is no loop where it is small talk that is said again and again, unless twice running', () => {
    const thanks = said('thanks', smallTalk);
    const often = [thanks, said('a'), thanks, said('b'), thanks, said('c'), thanks];
    expect(hearing(often).handedOver).toEqual([]);
    expect(hearing([thanks, thanks, thanks]).handedOver).toEqual(['@summary_repeated']);
  });

  test('is not counted where it is read again, an agent has written it, or it says nothing', () => {
    const agent = said('a', { startedBy: 'anna' });
    expect(hearing([agent, agent, agent, agent]).handedOver).toEqual([]);
    expect(hearing([{ wanted: ['wismo'] }, { wanted: ['wismo'] }, { wanted: ['wismo'] }]).handedOver).toEqual(
      [],
    );
    const talk = new Talk();
    talk.asks(question);
    for (let times = 0; times < 5; times += 1) {
      if (times === 0) talk.hears(said('a', { fits: [{ ...question, value: 'yes' }] }));
      else talk.take({ is: 'signal', signal: { type: 'returned', messageId: 'm1' } });
      talk.asks(question);
    }
    expect(talk.handedOver).toEqual([]);
  });
});

describe('turns faster than people write', () => {
  const texts = (count: number, more: Meaning = {}): Meaning[] =>
    Array.from({ length: count }, (_, index) => said(`text ${index}`, more));

  test.each([
    [10, { isMail: true }],
    [60, {}],
  ] as const)('%i in ten minutes are answered, and no more', (most, more) => {
    const apart = Math.floor((10 * minute) / (most + 1)) - 1;
    const talk = hearing(texts(most + 3, more), apart);
    expect(talk.runs).toHaveLength(most);
    expect(talk.handedOver).toEqual(['@summary_hurried']);
    expect(talk.passedOn).toHaveLength(2);
  });

  test.each([
    [10, { isMail: true }],
    [60, {}],
  ] as const)('%i in each ten minutes go on for ever, in a bounded state', (most, more) => {
    const talk = hearing(texts(most * 5, more), (10 * minute) / most);
    expect(talk.handedOver).toEqual([]);
    const { recent = [], texts: known = [] } = talk.state.turns ?? {};
    expect([recent.length <= bounds.turns, known.length]).toEqual([true, bounds.texts]);
  });

  test('are remembered over continue-as-new, and after people have given it back', () => {
    const talk = hearing([said('a'), said('a')]);
    talk.state = resume(JSON.parse(JSON.stringify(talk.state)) as typeof talk.state, talk.now).state;
    talk.hears(said('a'));
    expect(talk.handedOver).toEqual(['@summary_repeated']);
    talk.take({ is: 'signal', signal: { type: 'given_back', by: 'anna' } });
    talk.hears(said('a'));
    expect(talk.handedOver).toHaveLength(2);
  });
});

describe('what is put aside', () => {
  const yes = said('yes', { fits: [{ ...question, value: 'yes' }] });
  const known: Meaning = {
    wanted: ['refund'],
    facts: { email: 'kim@example.com' },
    customer: { email: 'k' },
  };

  test.each(['author', 'automatic', 'no_text'] as const)(
    '%s: is never understood, and people have it',
    (aside) => {
      const talk = new Talk();
      talk.hears(known);
      talk.asks(question);
      const answers = talk.hears(yes, {}, aside);
      expect(talk.handedOver).toEqual([`@summary_${aside}`]);
      expect(answers).toEqual(aside === 'automatic' ? [] : ['@with_people']);
      expect(talk.state).toMatchObject({ withPeople: true, asks: [] });
      // What was said of the customer goes with another's word alone.
      expect(talk.state.facts).toEqual(aside === 'author' ? {} : known.facts);
      expect(talk.state.customer).toEqual(aside === 'author' ? undefined : known.customer);
      // Nothing that the run was asked was answered.
      talk.hears(said('hello'));
      expect(talk.passedOn).toEqual(['m3']);
    },
  );

  test('its turn comes after what the customer has written before', () => {
    const message = (seq: number, aside?: 'author') =>
      ({ type: 'message', message: { messageId: `m${seq}`, seq, ...(aside && { aside }) } }) as const;
    const understood = {
      ...{ facts: {}, fits: [], wanted: ['refund'], language: 'en' },
      understanding: meant,
    };
    const events: ConversationEvent[] = [
      { is: 'signal', signal: message(1), now: 1 },
      { is: 'signal', signal: message(2, 'author'), now: 2 },
      { is: 'understood', understood, now: 3 },
      { is: 'started', isNew: true, now: 4 },
      { is: 'done', now: 5 },
    ];
    let state = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);
    const done = events.flatMap((event) => {
      const reduced = reduce(state, event);
      state = reduced.state;
      return reduced.commands.map((command) => command.do);
    });
    expect(done).toEqual(['understand', 'start', 'deliver', 'hand_over']);
  });

  test('another’s word ends what is known also while people have it', () => {
    const talk = new Talk();
    talk.hears(known);
    talk.take({ is: 'signal', signal: { type: 'handed_over', queue: 'q' } });
    talk.hears(yes, {}, 'author');
    expect(talk.state.facts).toEqual({});
    expect(talk.passedOn).toEqual(['m2']);
    expect(talk.handedOver).toEqual([]);
  });
});
