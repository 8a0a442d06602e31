/** What `refund.request` covers is told apart by words, and nothing else that the model says changes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readParts } from '../../../model/corpus/corpus.js';
import { loadModel } from '../../../src/understanding/embedded/load-model.js';
import type { EmbeddedModel } from '../../../src/understanding/embedded/model.js';
import { type Parts, partsOf } from '../../../src/understanding/embedded/sublabel-classifier.js';
import { rank, understand } from '../../../src/understanding/embedded/interpret-model-output.js';
import { labelIds } from '../../../src/understanding/labels.js';
import { intents } from '../../../src/understanding/intents/index.js';

let model: EmbeddedModel;
let refunds: Parts;
let matters: Parts;
beforeAll(async () => {
  ({ model } = await loadModel());
  [refunds, matters] = model.parts as [Parts, Parts];
});

const refund = intents.find(({ name }) => name === 'refund')!;
const apart = refund.fine.flatMap(({ id, flow, queue }) => ((flow ?? queue) === undefined ? [] : [id]));
const request = labelIds.indexOf('refund.request');

describe('the parts of a refund', () => {
  test('are those that the intent’s file gives to people', () => {
    const [label, ...parts] = refunds.labels.classes;
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
      isTold: partsOf(refunds, text, new Float32Array(0)).size > 1,
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
    const ofRefund = new Map([
      ['refund.fee', 0.75],
      ['refund.request', 0.25],
    ]);
    const shares = new Map([['refund.request', ofRefund]]);
    const scoreOf = (ranked: ReturnType<typeof rank>, name: string): number =>
      ranked.find(({ intent }) => intent === name)?.score ?? 0;
    const [before, after] = [rank(scores, apart), rank(scores, apart, shares)];
    for (const { intent, score } of before)
      if (intent !== 'refund') expect(scoreOf(after, intent)).toBe(score);
    expect(scoreOf(after, 'refund.fee')).toBeCloseTo(0.45);
    expect(scoreOf(after, 'refund') + scoreOf(after, 'refund.fee')).toBeCloseTo(scoreOf(before, 'refund'));
  });
});

describe('what shops are asked besides', () => {
  const others = intents.find(({ name }) => name === 'other')!;
  const people = others.fine.flatMap(({ id, queue }) => (queue === undefined ? [] : [id]));

  test('is told apart by the names of the intents’ files', () => {
    const [label, ...parts] = matters.labels.classes;
    expect(label).toBe('other.question');
    expect(parts).toEqual([...people, 'refund.gift_card'].sort());
  });

  test.each([
    ['The checkout refuses my card every single time', 'other.payment_failed'],
    ['I cannot log in to my account any more', 'other.account'],
    ['Bitte meine E-Mail-Adresse im Kundenkonto ändern', 'other.account'],
    ['Could you send me a copy of the invoice for my accountant?', 'other.invoice'],
    ['Ich brauche die Rechnung noch einmal für die Steuer', 'other.invoice'],
    ['Is the green teapot in stock again?', 'other.product'],
    ['Aus welchem Material ist die Tischdecke?', 'other.product'],
    ['My gift card shows a balance of zero', 'refund.gift_card'],
    ['Do you sponsor football clubs?', 'other'],
    ['Where is my parcel?', 'wismo'],
  ])('“%s” is %s', (text, intent) => {
    expect(understand(model, { text, apart: [...people, 'refund.gift_card'] }).intent).toBe(intent);
  });

  test('and counts as no intent where a merchant does not tell it apart', () => {
    expect(understand(model, { text: 'Could you send me a copy of the invoice?' }).intent).toBe('other');
  });
});
