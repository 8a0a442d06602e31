/** What is said to an open question besides its answer: that it is not known, that it is taken back, that a person is wanted. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answersIn, asksForPerson } from '../../src/activities/answered-questions.js';
import type { OpenAsk } from '../../src/contracts/conversation.js';

const groups = readFileSync(new URL('asides.txt', import.meta.url), 'utf8')
  .split(/^# /mu)
  .slice(1)
  .map((group) => {
    const [kind = '', ...lines] = group.split('\n');
    return { kind, lines: lines.filter((line) => line !== '') };
  });

const ask: OpenAsk = { run: 'run', key: 'what#1', kind: 'text', labels: [] };

function read(text: string, asks: readonly OpenAsk[] = [ask], intent = 'other') {
  const understanding = { intent, sure: intent !== 'other', entities: [] };
  return answersIn(asks, { text, understanding, today: '2026-03-02' }, []);
}

describe.each(groups)('$kind', ({ kind, lines }) => {
  test.each(lines)('%j', (text) => {
    const { fits, unknowing, backsOut } = read(text);
    expect(asksForPerson(text)).toBe(kind === 'person');
    if (kind === 'person') return;
    expect({ unknowing, backsOut: backsOut !== undefined }).toEqual({
      unknowing: kind === 'unknowing' ? true : undefined,
      backsOut: kind === 'backing',
    });
    expect(fits).toHaveLength(kind === 'answer' ? 1 : 0);
  });
});

describe('beside an open question', () => {
  test.each(['only the lid', 'the red one', 'wrong colour', 'ten two four oh', 'nur der Deckel'])(
    'few words want nothing of their own, whatever a model makes of them: %j',
    (text) => {
      expect(read(text, [ask], 'replacement')).toMatchObject({ wanted: [], fits: [{ value: text }] });
    },
  );

  test.each(['where is my parcel', 'I want my money back', 'stornieren Sie die Bestellung', 'why?'])(
    'a wish or a question is one of its own: %j',
    (text) => {
      expect(read(text, [ask], 'refund').wanted).toBeUndefined();
    },
  );

  test.each([
    'wdym',
    "sorry don't follow",
    'Des versteh i fei ned',
    'könnten Sie das einfacher schreiben bitte einfacher',
    'in plain words please',
  ])('who does not understand a question that has its answers says neither yes nor no: %j', (text) => {
    const sure: OpenAsk = {
      ...ask,
      kind: 'yes_or_no',
      labels: ['Yes', 'No'],
      question: 'Shall I cancel it?',
    };
    expect(read(text, [sure])).toMatchObject({ fits: [], unknowing: true });
  });

  test.each(['DONT KNOW WHICH OF MY EMAILS. POSTCODE I KNOW, 04229', 'let me check... 04229'])(
    'a fact counts whatever is said beside it: %j',
    (text) => {
      const facts: OpenAsk = { ...ask, kind: 'facts', facts: ['email', 'postcode'] };
      const entity = {
        type: 'postcode',
        value: '04229',
        raw: '04229',
        start: 0,
        end: 0,
        source: 'rule',
      } as const;
      const understanding = { intent: 'other', sure: false, entities: [entity] };
      const message = { text, understanding, today: '2026-03-02' };
      expect(answersIn([facts], message, []).fits).toHaveLength(1);
      expect(
        answersIn([facts], { ...message, understanding: { ...understanding, entities: [] } }, []).fits,
      ).toEqual([]);
    },
  );

  test('what follows a message that takes it back goes on', () => {
    expect(read('Never mind. Where is my other parcel?').backsOut).toEqual({ rest: 12 });
  });

  test('only what is said outright takes back what an approver has', () => {
    expect(read('forget it, I will keep it').backsOut).toEqual({ surely: true });
    expect(read('never mind').backsOut).toEqual({});
  });
});

describe('where an option stands for all that names none', () => {
  const why: OpenAsk = {
    ...{ run: 'run', key: 'why#1', kind: 'choice', intent: 'return', otherwise: 2 },
    labels: ['I don’t want it any more', 'It is damaged', 'Another reason'],
  };

  test.each([
    'zu laut fürs Schlafzimmer',
    'I am not obliged to state a reason.',
    'It goes two times around me',
    'Smaller than I expected',
    'I refer to my declaration above.',
    'das muss ich nicht sagen',
  ])('words that name none choose it: %j', (text) => {
    expect(read(text, [why]).fits).toEqual([{ run: 'run', key: 'why#1', value: 2 }]);
  });

  test.each([
    'why do you ask?',
    'what happens then',
    'wie lange habe ich Zeit',
    'never mind',
    'I would rather keep it then, forget it',
    'no idea',
    '👍',
    '',
  ])('a question, what takes it back, and no words at all do not: %j', (text) => {
    expect(read(text, [why]).fits).toEqual([]);
  });

  test('another wish does not, nor one for a person', () => {
    const wish = 'I want to know where my other parcel is, the one with the lamp';
    expect(read(wish, [why], 'wismo').fits).toEqual([]);
    const understanding = { intent: 'other', sure: false, entities: [] };
    const said = { text: 'somebody of yours please', understanding, today: '2026-03-02' };
    expect(answersIn([why], said, ['wants_human']).fits).toEqual([]);
  });

  test('a named option is that one', () => {
    expect(read('It is damaged', [why]).fits).toMatchObject([{ value: 1 }]);
  });

  test('without it the question stays open', () => {
    const open: OpenAsk = { run: 'run', key: 'why#1', kind: 'choice', labels: why.labels };
    expect(read('zu laut fürs Schlafzimmer', [open]).fits).toEqual([]);
  });
});
