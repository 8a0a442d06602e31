import { describe, expect, test } from 'vitest';
import { loadNgrams } from '../../../src/understanding/embedded/load-model.js';
import { loadTransformer } from '../../../src/understanding/embedded/transformer/transformer.js';
import { labelIds, labels } from '../../../src/understanding/labels.js';
import { intentNamed } from '../../../src/understanding/intents/index.js';
import { readMessageFolder } from '../../../model/evaluation/messages.js';
import { variants } from '../../../model/training/augment.js';
import { readCorpus, readExamples, readParts } from '../../../model/corpus/corpus.js';
import { alike, wordsOf } from '../../../model/training/likeness.js';
import { seededRandom } from '../../../model/training/random.js';

const corpus = readCorpus();
const calibration = readExamples(new URL('../../../model/corpus/calibration.jsonl', import.meta.url));
const heldOut = readMessageFolder(new URL('../../understanding/held-out/', import.meta.url));

describe('labels', () => {
  test('stand in the order of the weights, in both parts of the model', async () => {
    expect((await loadNgrams()).labels.classes).toEqual(labelIds);
    expect((await loadTransformer()).labels).toEqual(labelIds);
  });

  test('are each the fine intent of a file', () => {
    expect(labels.slice(0, labelIds.length).map(({ id }) => id)).toEqual(labelIds);
    expect(new Set(labels.map(({ id }) => id)).size).toBe(labels.length);
  });

  test('have a definition, examples, and near misses that belong to other labels', () => {
    for (const { id, definition, examples, nearMisses } of labels.slice(0, labelIds.length)) {
      expect(definition.length).toBeGreaterThan(20);
      expect(examples.length).toBeGreaterThanOrEqual(3);
      expect(Object.keys(nearMisses).length).toBeGreaterThanOrEqual(1);
      for (const other of Object.values(nearMisses)) {
        expect([id, other]).not.toEqual([id, id]);
      }
    }
  });
});

describe('the corpus', () => {
  test('has known labels, English or German, and only known placeholders', () => {
    const strange = [...corpus, ...calibration].filter(
      ({ text, language, labels: wanted }) =>
        !['en', 'de'].includes(language) ||
        !wanted.every((label) => labelIds.includes(label)) ||
        /[{}]/.test(text.replaceAll(/\{[oite]\}/g, '')),
    );
    expect(strange).toEqual([]);
  });

  test('has at least 2,500 messages, 800 of them German', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(2500);
    expect(corpus.filter(({ language }) => language === 'de').length).toBeGreaterThanOrEqual(800);
  });

  test('is balanced: every label has enough messages in both languages, and none is an eighth of all', () => {
    for (const label of labelIds) {
      const own = corpus.filter(({ labels: wanted }) => wanted.includes(label));
      expect(own.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(60);
      expect(own.filter(({ language }) => language === 'de').length).toBeGreaterThanOrEqual(20);
      expect(own.length).toBeLessThan(corpus.length / 8);
    }
  });

  test('says nothing twice', () => {
    const seen = new Set<string>();
    const twice = corpus.filter(({ text }) => {
      const folded = [...wordsOf(text)].join(' ');
      const known = seen.has(folded);
      seen.add(folded);
      return known && folded !== '';
    });
    expect(twice.map(({ text }) => text)).toEqual([]);
  });

  test('is not written by templates: no four words begin one message in two hundred', () => {
    const openings = new Map<string, number>();
    for (const { text } of corpus) {
      const opening = text.toLowerCase().split(/\s+/).slice(0, 4).join(' ');
      openings.set(opening, (openings.get(opening) ?? 0) + 1);
    }
    const frequent = [...openings].filter(([, count]) => count > corpus.length / 200);
    expect(frequent).toEqual([]);
  });

  test('has variants that fill every placeholder, the same for the same seed', () => {
    for (const example of corpus.slice(0, 200)) {
      const once = variants(example, 6, seededRandom(3));
      expect(once).toEqual(variants(example, 6, seededRandom(3)));
      for (const text of once) expect(text).not.toMatch(/\{[oite]\}/i);
    }
  });
});

describe('the messages by which the parts of a refund are told apart', () => {
  const [learnt, calibrating] = [readParts('sentences'), readParts('calibration')];
  const parts = [...new Set(learnt.map(({ labels: [name] }) => name))];

  test('mean refund.request or one of its parts, each a fine intent that people answer or refund-part pays', () => {
    const parted = parts.filter((name) => name !== 'refund.request').map((name) => intentNamed(name));
    expect(parted.filter((each) => each?.queue === undefined && each?.flow?.name !== 'refund-part')).toEqual(
      [],
    );
    expect([...new Set(calibrating.map(({ labels: [name] }) => name))].sort()).toEqual(parts.toSorted());
  });

  test('are balanced: each part has enough messages in both languages, and none is a third of all', () => {
    for (const part of parts) {
      const own = learnt.filter(({ labels: [name] }) => name === part);
      expect(own.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(60);
      expect(own.filter(({ language }) => language === 'de').length).toBeGreaterThanOrEqual(20);
      expect(own.length).toBeLessThan(learnt.length / 3);
    }
  });

  test('say nothing twice, and are written by no template: no four words begin one message in a hundred', () => {
    const folded = learnt.map(({ text }) => [...wordsOf(text)].join(' '));
    expect(folded.filter((text, at) => folded.indexOf(text) !== at)).toEqual([]);
    const openings = new Map<string, number>();
    for (const { text } of learnt) {
      const opening = text.toLowerCase().split(/\s+/).slice(0, 4).join(' ');
      openings.set(opening, (openings.get(opening) ?? 0) + 1);
    }
    expect([...openings].filter(([, count]) => count > learnt.length / 100)).toEqual([]);
  });

  test('are calibrated on others: none is like one that was learnt (Jaccard of words .6)', () => {
    const texts = (of: typeof learnt): string[] => of.map(({ text }) => text);
    expect(alike(texts(calibrating), texts(learnt), 0.6)).toEqual([]);
  });
});

describe('the held-out set', () => {
  const count = (part: typeof heldOut): number => part.length;

  test('is large and varied enough to judge by', () => {
    const english = heldOut.filter(({ language }) => language === 'en');
    const wanted = english.filter(({ intent }) => intent !== 'other');
    expect(count(heldOut)).toBeGreaterThanOrEqual(2000);
    expect(
      count(heldOut.filter(({ entities = [] }) => entities.some(({ type }) => type === 'order'))),
    ).toBeGreaterThanOrEqual(500);
    expect(count(wanted.filter(({ indirect }) => indirect))).toBeGreaterThanOrEqual(wanted.length / 3);
    expect(count(heldOut.filter(({ language }) => language === 'de'))).toBeGreaterThanOrEqual(300);
    expect(count(english.filter(({ intent }) => intent === 'other'))).toBeGreaterThanOrEqual(300);
    expect(count(heldOut.filter(({ intents }) => intents.length > 1))).toBeGreaterThanOrEqual(200);
  });

  test('has no message that is like one of the corpus or of the calibration (Jaccard of words .6)', () => {
    const learnt = [...corpus, ...calibration].map(({ text }) => text);
    expect(
      alike(
        heldOut.map(({ text }) => text),
        learnt,
        0.6,
      ),
    ).toEqual([]);
  });

  test('and likeness is found where it is', () => {
    expect(alike(['where is my blue parcel now'], ['Where is my parcel?', 'other'], 0.6)).toEqual([
      { text: 'where is my blue parcel now', other: 'Where is my parcel?', jaccard: 4 / 6 },
    ]);
  });
});
