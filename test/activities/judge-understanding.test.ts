/** What a merchant makes of an understanding: sure or not, further intents, the clarifying question. */
import { describe, expect, test } from 'vitest';
import { judgeUnderstanding } from '../../src/activities/judge-understanding.js';
import type { Understanding } from '../../src/contracts/understanding.js';
import { demo } from '../flows/support/demo.js';
import { mainFlow } from '../flows/support/main-flow.js';
import { servedDemo } from './support/served-demo.js';

const shop = servedDemo();

/** As a provider that is calibrated says it: the likeliest first. */
function meaning(scores: Readonly<Record<string, number>>, rest: Partial<Understanding> = {}): Understanding {
  const candidates = Object.entries(scores).map(([intent, score]) => ({ intent, score }));
  const [first = { intent: 'other', score: 0 }, second] = candidates;
  return {
    intent: first.intent,
    confidence: first.score,
    calibrated: true,
    margin: first.score - (second?.score ?? 0),
    candidates,
    secondary: [],
    entities: [],
    language: 'en',
    flags: [],
    sure: false,
    provider: { id: 'test', model: 'test', version: '1', latencyMs: 0 },
    ...rest,
  };
}

describe('how sure an intent must be', () => {
  const sure = (scores: Readonly<Record<string, number>>, merchant = shop): boolean =>
    judgeUnderstanding(merchant, meaning(scores), 'en').understanding.sure;

  test('is decided by what the flow can do: handing over .60, reading .87, money .90', () => {
    expect([sure({ wismo: 0.88 }), sure({ wismo: 0.86 })]).toEqual([true, false]);
    const people = servedDemo(demo, [
      { file: 'main.yaml', text: mainFlow('return', '  - handover: default') },
    ]);
    expect([sure({ return: 0.61 }, people), sure({ return: 0.59 }, people)]).toEqual([true, false]);
    expect([sure({ refund: 0.91 }), sure({ refund: 0.89 })]).toEqual([true, false]);
  });

  test('and by the lead over the next', () => {
    expect(sure({ wismo: 0.88, refund: 0.8 })).toBe(false);
  });

  test('an intent that the main flow does not know goes by its file, one without a file by the strictest', () => {
    const small = servedDemo(demo, [{ file: 'main.yaml', text: mainFlow('wismo', '  - say: All right.') }]);
    const scores = [{ return: 0.88 }, { return: 0.86 }, { gift_card: 0.89 }];
    expect(scores.map((each) => sure(each, small))).toEqual([true, false, false]);
  });

  test('a merchant may demand more', () => {
    const careful = servedDemo({ ...demo, thresholds: { wismo: 0.95 } });
    expect([sure({ wismo: 0.94 }, careful), sure({ wismo: 0.96 }, careful)]).toEqual([false, true]);
  });

  test('an intent for a person that is doubted is none', () => {
    const flagged = (score: number) =>
      judgeUnderstanding(shop, meaning({ talk_to_a_person: score }, { flags: ['wants_human'] }), 'en')
        .understanding.flags;
    expect([flagged(0.7), flagged(0.5)]).toEqual([['wants_human'], []]);
  });

  test('a fine intent by what its own case can do: where a refund is may be told, no refund offered', () => {
    expect([sure({ 'refund.status': 0.88 }), sure({ 'refund.status': 0.86 })]).toEqual([true, false]);
    expect(sure({ refund: 0.55, 'refund.status': 0.44 })).toBe(false);
    expect(sure({ 'refund.status': 0.55, refund: 0.44 })).toBe(false);
    const careful = servedDemo({ ...demo, thresholds: { refund: 0.99 } });
    expect(sure({ 'refund.status': 0.98 }, careful)).toBe(false);
  });

  test('a language model is held to the same, whatever it was sure of', () => {
    const said = (scores: Readonly<Record<string, number>>, merchant = shop): boolean => {
      const bySelf = meaning(scores, { calibrated: false, sure: true });
      return judgeUnderstanding(merchant, bySelf, 'en').understanding.sure;
    };
    const careful = servedDemo({ ...demo, thresholds: { refund: 0.95 } });
    expect([said({ refund: 0.92 }), said({ refund: 0.87 })]).toEqual([true, false]);
    expect(said({ refund: 0.92 }, careful)).toBe(false);
  });
});

describe('the clarifying question', () => {
  const asked = (scores: Readonly<Record<string, number>>, language = 'en', merchant = shop) =>
    judgeUnderstanding(merchant, meaning(scores), language).clarify;

  test('names the two likeliest in the language of the customer', () => {
    expect(asked({ refund: 0.5, wismo: 0.3 })).toEqual({
      intents: ['refund', 'wismo'],
      names: ['getting a refund', 'where your order is'],
    });
    expect(asked({ refund: 0.5, wismo: 0.3 }, 'de-AT')?.names).toEqual([
      'eine Erstattung',
      'den Stand Ihrer Bestellung',
    ]);
  });

  test('in the words of the merchant where it has some', () => {
    const own = servedDemo({ ...demo, sentences: { about_refund: 'your money back' } });
    expect(asked({ refund: 0.5, wismo: 0.3 }, 'en', own)?.names[0]).toBe('your money back');
  });

  test('is about two fine intents of one intent by their own names, in every language', () => {
    const scores = { refund: 0.5, 'refund.status': 0.45 };
    expect(asked(scores)).toEqual({
      intents: ['refund', 'refund.status'],
      names: ['getting a refund', 'a refund you’re already waiting for'],
    });
    expect(asked(scores, 'de')?.names[1]).toBe('eine Erstattung, auf die Sie schon warten');
  });

  test('is not asked about two that customers call the same', () => {
    const main = mainFlow('wismo, wismo.late', '  - say: All right.');
    const shared = servedDemo(demo, [{ file: 'main.yaml', text: main }]);
    expect(asked({ wismo: 0.3, 'wismo.late': 0.2 }, 'en', shared)).toBeUndefined();
    expect(asked({ 'wismo.late': 0.5, wismo: 0.4 }, 'en', shared)).toBeUndefined();
  });

  test('is not asked when one is sure, when none is likely, or about small talk', () => {
    expect(asked({ wismo: 0.87, refund: 0.1 })).toBeUndefined();
    expect(asked({ refund: 0.39, wismo: 0.3 })).toBeUndefined();
    expect(asked({ other: 0.5, refund: 0.4, wismo: 0.1 })).toBeUndefined();
  });

  test('small talk between the two does not count', () => {
    expect(asked({ refund: 0.5, other: 0.3, wismo: 0.1 })?.intents).toEqual(['refund', 'wismo']);
  });

  test('is not asked about what the main flow does not know, or what nobody has named', () => {
    expect(asked({ refund: 0.5, gift_wrapping: 0.3 })).toBeUndefined();
    const selling = { ...demo, understanding: { intents: [{ id: 'gift_card', examples: [] }] } };
    expect(asked({ gift_card: 0.5, wismo: 0.3 }, 'en', servedDemo(selling))).toBeUndefined();
    const named = servedDemo({ ...selling, sentences: { about_gift_card: 'a gift card' } });
    expect(asked({ gift_card: 0.5, wismo: 0.3 }, 'en', named)?.names[0]).toBe('a gift card');
  });
});

describe('what a message wants for sure', () => {
  const wanted = (scores: Readonly<Record<string, number>>, more: Partial<Understanding> = {}) =>
    judgeUnderstanding(shop, meaning(scores, more), 'en').wanted;

  test('its intent, then the further ones that the main flow knows, people last', () => {
    const secondary = ['talk_to_a_person', 'gift_card', 'refund', 'wismo', 'refund'];
    expect(wanted({ wismo: 0.9 }, { secondary })).toEqual(['wismo', 'refund', 'talk_to_a_person']);
  });

  test('of one intent only one fine intent: the one that is sure, else the one that does least', () => {
    const of = (intent: string, ...secondary: string[]) => wanted({ [intent]: 0.95 }, { secondary });
    expect(of('refund', 'refund.status')).toEqual(['refund']);
    expect(of('refund.status', 'refund')).toEqual(['refund.status']);
    expect(of('wismo', 'refund', 'refund.status')).toEqual(['wismo', 'refund.status']);
    expect(of('wismo', 'refund.status', 'refund')).toEqual(['wismo', 'refund.status']);
  });

  test('is nothing where it is not sure, or none of what is known', () => {
    expect(wanted({ wismo: 0.5, refund: 0.4 }, { secondary: ['refund'] })).toEqual([]);
    expect(wanted({ other: 0.95 }, { secondary: ['refund'] })).toEqual([]);
  });

  test('is a person where one is asked for, whatever else is', () => {
    const flags = ['wants_human'] as const;
    expect(wanted({ refund: 0.95 }, { flags, secondary: ['wismo'] })).toEqual(['talk_to_a_person']);
  });
});
