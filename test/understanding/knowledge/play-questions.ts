/** Plays questions to a shop, a JSON line each, through the product's own reading; the demo's merchant has the knowledge. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { understandMessage } from '../../../src/activities/understand-message.js';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { gravestOf } from '../../../src/contracts/understanding.js';
import { loadMerchants } from '../../../src/merchants/load-merchants.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { understanders } from '../../../src/understanding/registry.js';

/** A question, and the entry that answers it, `none`, or `wish:<intent>`. */
export interface ShopQuestion {
  id: string;
  lang: string;
  text: string;
  wants: string;
  also?: readonly string[];
}

/** What came of one: the entry that was told, or what the message is seen as instead. */
export interface PlayedQuestion extends ShopQuestion {
  told: string | undefined;
  flag: string | undefined;
}

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

/** What the store keeps of a message besides its text. */
const stored = { messageId: 'm', seq: 1, sentAt: '2026-12-01T10:00:00Z' };

/** The demo's merchant, as its files say. */
export async function demoMerchant(): Promise<Merchant> {
  const { merchants, issues } = await loadMerchants(path('merchants'), {
    flowsFolder: path('flows'),
    buildConnection: checkConnection,
    only: ['demo'],
  });
  const demo = merchants.get('demo');
  if (demo === undefined)
    throw new Error(issues.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return demo;
}

/** Plays the lines of a file. */
export async function playQuestions(file: string): Promise<PlayedQuestion[]> {
  const merchant = await demoMerchant();
  const understander = await understanders.embedded();
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const played: PlayedQuestion[] = [];
  for (const line of lines) {
    const question = JSON.parse(line) as ShopQuestion; // the set's own form
    const own = { text: question.text, language: question.lang };
    const read = understandMessage({
      merchants: new Map([['demo', merchant]]),
      understander,
      store: {
        messages: { get: () => Promise.resolve([{ ...stored, ...own }]) },
        outbox: {
          sentTexts: () => Promise.resolve([]),
          readable: () => Promise.resolve({ positions: new Map() }),
        },
      },
    });
    const request = { merchant: 'demo', conversation: question.id, messageId: question.id, asks: [] };
    const { knowledge, understanding } = await read(request);
    const flag = gravestOf(understanding.flags);
    const isPeople = flag !== undefined || understanding.flags.includes('wants_human');
    played.push({ ...question, told: isPeople ? undefined : knowledge?.topic, flag });
  }
  return played;
}

/** The figures: questions with an entry, without one, and wishes. */
export function figuresOf(played: readonly PlayedQuestion[]) {
  const isRight = ({ wants, also = [], told }: PlayedQuestion): boolean =>
    wants === 'none' ? told === undefined : told !== undefined && [wants, ...also].includes(told);
  const questions = played.filter(({ wants }) => !wants.startsWith('wish:'));
  const wishes = played.filter(({ wants }) => wants.startsWith('wish:'));
  return {
    questions: questions.length,
    right: questions.filter(isRight).length,
    wrong: questions.filter((each) => each.told !== undefined && !isRight(each)),
    silent: questions.filter((each) => each.told === undefined && !isRight(each)),
    wishes: wishes.length,
    swallowed: wishes.filter(({ told }) => told !== undefined),
  };
}
