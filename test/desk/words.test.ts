/**
 * The desk's German: what the product itself puts on a page has a German entry, found by its English text. A title, a result or a
 * line that changes or is new fails here, and never falls back to English unseen.
 */
import { describe, expect, test } from 'vitest';
import { businessEvents } from '../../src/commerce/business-events.js';
import { catalogue } from '../../src/commerce/index.js';
import { graphOf } from '../../src/flows/diagram/diagram.js';
import { outcomeReasons } from '../../src/flows/steps/outcomes.js';
import { intents } from '../../src/understanding/intents/index.js';
import { demoMerchant, shippedNames } from '../../tools/docs/demo-flows.js';

interface Codes {
  codes: Record<'intents' | 'refusals' | 'afterRefusal' | 'titles' | 'lines', (text: string) => string>;
}

// The pages are compiled by their own configuration: their modules are named without an ending.
const words = async (language: 'de' | 'en'): Promise<Codes['codes']> => {
  const place = new URL(`../../src/desk/words/${language}/codes.ts`, import.meta.url).href;
  return ((await import(place)) as Codes).codes;
};
const [de, en] = await Promise.all([words('de'), words('en')]);
const { demo } = await demoMerchant();
const irs = shippedNames().flatMap((name) => demo.flows.get(name)?.ir ?? []);

/** Those that read the same in both languages. */
const untranslated = (kind: keyof typeof de, texts: Iterable<string>): string[] =>
  [...new Set(texts)].filter((text) => de[kind](text) === en[kind](text));

describe('in German stand', () => {
  test('the titles of shipped flows, operations and events', () => {
    const titles = [...irs, ...catalogue.values(), ...businessEvents.values()].map(({ title }) => title);
    expect(untranslated('titles', titles)).toEqual([]);
  });

  test('why a flow hands over by itself', () => {
    expect(untranslated('titles', Object.values(outcomeReasons))).toEqual([]);
    const [title = ''] = [...catalogue.values()].map((operation) => operation.title);
    const handedOver = Object.values(outcomeReasons).map((reason) => `${title}: ${reason}.`);
    expect(handedOver.filter((text) => de.titles(text).includes(text.slice(title.length)))).toEqual([]);
  });

  test('what a customer wants who is handed off', () => {
    expect(
      untranslated(
        'titles',
        intents.flatMap(({ summary }) => summary.en ?? []),
      ),
    ).toEqual([]);
  });

  test('every intent, and why an operation is refused', () => {
    expect(
      untranslated(
        'intents',
        intents.map(({ name }) => name),
      ),
    ).toEqual([]);
    const refusals = [...catalogue.values()].flatMap((operation) => operation.refusals ?? []);
    expect(untranslated('refusals', refusals)).toEqual([]);
    expect(untranslated('afterRefusal', refusals)).toEqual([]);
    const usual = en.afterRefusal('a merchant’s own');
    const without = [...new Set(refusals)].filter((code) => en.afterRefusal(code) === usual);
    // What the record itself does not allow: the shop's own system says why.
    expect(without.filter((code) => !/^not_\w+able$/.test(code))).toEqual([]);
  });

  test('what the diagrams of the shipped flows say, but conditions and the authors’ own reasons', () => {
    const lines = irs.flatMap((ir) => {
      const { nodes, edges } = graphOf(ir);
      const boxes = nodes.filter(({ shape }) => shape !== 'decision' && shape !== 'people');
      const heads = nodes.flatMap(({ shape, lines: [head = ''] }) => (shape === 'people' ? [head] : []));
      return [...boxes.flatMap((node) => node.lines), ...heads, ...edges.flatMap(({ label = [] }) => label)];
    });
    const shown = lines.filter((line) => !catalogue.has(line));
    expect(shown.length).toBeGreaterThan(500);
    expect(untranslated('lines', shown)).toEqual([]);
  });
});

test('a text that the desk has no word for is shown as it is', () => {
  expect(de.titles('A merchant’s own flow')).toBe('A merchant’s own flow');
  expect(de.lines('A merchant’s own step')).toBe('A merchant’s own step');
});
