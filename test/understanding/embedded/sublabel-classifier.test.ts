/** What `refund.request` covers is told apart by words, and nothing else that the model says changes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readParts } from '../../../model/corpus/corpus.js';
import { loadModel } from '../../../src/understanding/embedded/load-model.js';
import type { EmbeddedModel } from '../../../src/understanding/embedded/model.js';
import { partsOf } from '../../../src/understanding/embedded/sublabel-classifier.js';
import { rank, understand } from '../../../src/understanding/embedded/interpret-model-output.js';
import { labelIds } from '../../../src/understanding/labels.js';
import { intents } from '../../../src/understanding/intents/index.js';

let model: EmbeddedModel;
beforeAll(async () => {
  ({ model } = await loadModel());
});

const refund = intents.find(({ name }) => name === 'refund')!;
const apart = refund.fine.flatMap(({ id, flow, queue }) => ((flow ?? queue) === undefined ? [] : [id]));
const request = labelIds.indexOf('refund.request');

describe('the parts of a refund', () => {
  test('are those that the intent’s file gives to people', () => {
    const [label, ...parts] = model.parts.labels.classes;
    expect(label).toBe('refund.request');
    // One of them has a flow, in which a person decides.
    const ofPeople = refund.fine.filter(
      ({ queue, flow }) => queue !== undefined || flow?.name === 'refund-part',
    );
    expect(parts).toEqual(ofPeople.map(({ id }) => id).sort());
  });

  test('are told of eight in ten messages of another author, and of one in twenty that want the price of goods', () => {
    const told = readParts('calibration').map(({ text, labels: [name] }) => ({
      isPart: name !== 'refund.request',
      isTold: partsOf(model.parts, text).size > 1,
    }));
    const share = (isPart: boolean): number => {
      const own = told.filter((each) => each.isPart === isPart);
      return own.filter(({ isTold }) => isTold).length / own.length;
    };
    expect(share(true)).toBeGreaterThanOrEqual(0.8);
    expect(share(false)).toBeLessThanOrEqual(0.05);
  });

  test.each([
    ['getting a refund', 'refund'],
    ['eine Erstattung', 'refund'],
    ['I would like a refund for order 10105, please.', 'refund'],
    ['Bitte erstatten Sie die Bestellung 10105.', 'refund'],
    ['You charged my card twice for order 10105', 'refund.double_charge'],
    ['Ich möchte die Versandkosten für Bestellung 10105 zurück', 'refund.fee'],
  ])('“%s” is %s', (text, intent) => {
    expect(understand(model, { text, apart }).intent).toBe(intent);
  });

  test('count as the refund where a merchant does not tell them apart', () => {
    expect(understand(model, { text: 'You charged my card twice for order 10105' }).intent).toBe('refund');
  });

  test('split the probability of their label alone', () => {
    const scores = labelIds.map((_, k) => (k === request ? 0.6 : 0.4 / (labelIds.length - 1)));
    const shares = new Map([
      ['refund.fee', 0.75],
      ['refund.request', 0.25],
    ]);
    const scoreOf = (ranked: ReturnType<typeof rank>, name: string): number =>
      ranked.find(({ intent }) => intent === name)?.score ?? 0;
    const [before, after] = [rank(scores, apart), rank(scores, apart, shares)];
    for (const { intent, score } of before)
      if (intent !== 'refund') expect(scoreOf(after, intent)).toBe(score);
    expect(scoreOf(after, 'refund.fee')).toBeCloseTo(0.45);
    expect(scoreOf(after, 'refund') + scoreOf(after, 'refund.fee')).toBeCloseTo(scoreOf(before, 'refund'));
  });
});
