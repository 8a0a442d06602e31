/** What the service makes of a message beside the model: its words alone, and the answer to what was asked. */
import type { FactKind } from '../../src/contracts/customer.js';
import type { Json } from '../../src/contracts/json.js';
import type { Understanding } from '../../src/contracts/understanding.js';
import { amountAnswer } from '../../src/understanding/answers/amount.js';
import { dateAnswer } from '../../src/understanding/answers/date.js';
import { answerTo, type Question } from '../../src/understanding/answers/read-answer.js';
import { factsOf } from '../../src/activities/understand-message.js';
import { withoutCarried } from '../../src/understanding/entities/background-numbers.js';
import { readFollowUp } from '../../src/understanding/follow-ups/follow-up.js';
import { stripQuotedText } from '../../src/understanding/strip-quoted-text.js';
import type { MessageToUnderstand } from '../../src/understanding/understander.js';
import type { GoldMessage, GoldQuestion } from './messages.js';

/** The day on which messages count as read: as in service, "25th" and "Friday" are told from a day. */
const today = '2026-11-26';

/** Of the shop. */
const currency = 'EUR';

const facts = { orderNumber: 'number', email: 'email', postcode: 'postcode' } as const;
const factOf = (asked: GoldQuestion['asked']): FactKind | undefined =>
  asked in facts ? facts[asked as keyof typeof facts] : undefined;

/** A message as the service has it understood. */
export function messageOf({ text, subject, question }: GoldMessage): MessageToUnderstand {
  const fact = question && factOf(question.asked);
  return {
    text,
    today,
    ...(subject === undefined ? {} : { subject }),
    ...(fact === undefined ? {} : { expected: [fact] }),
  };
}

/** The understanding that the conversation goes on with, and whether the open question was answered as it is meant. */
export function asInService(
  message: GoldMessage,
  meaning: Understanding,
): Understanding & { answered?: boolean } {
  const text = stripQuotedText(message.text);
  const { carried, ...meant } = withoutCarried(meaning);
  const question = message.question && questionOf(message.question);
  const asked = { questions: question === undefined ? [] : [question], today, currency };
  const { understanding, followUp } = readFollowUp(text, meant, {}, asked);
  const found = { ...understanding, entities: [...understanding.entities, ...carried] };
  if (message.question === undefined || question === undefined) return found;
  const { answer = '', choices } = message.question;
  const said = answerTo(question, { text, understanding, followUp, today, currency });
  const fact = factOf(message.question.asked);
  const value = fact === undefined ? said : said && factsOf(understanding.entities, [])[fact];
  return { ...found, answered: isMeant(value, answer, choices) };
}

function questionOf({ asked, choices }: GoldQuestion): Question {
  const fact = factOf(asked);
  if (fact !== undefined) return { kind: 'facts', facts: [fact], labels: [] };
  return { kind: asked === 'choice' || asked === 'amount' ? asked : 'date', labels: choices };
}

/** The author wrote the bare answer down as it stands in the message: dates and sums are compared by what they say. */
function isMeant(value: Json | undefined, answer: string, choices: readonly string[]): boolean {
  if (plain(spelled(value, choices)) === plain(answer)) return true;
  if (typeof value === 'string') return value === dateAnswer(answer, today);
  const sum = amountAnswer(answer, currency);
  return sum !== undefined && spelled({ ...sum }, choices) === spelled(value, choices);
}

/** A value as an author of messages writes it. */
function spelled(value: Json | undefined, choices: readonly string[]): string {
  if (typeof value === 'number') return choices[value] ?? '';
  if (typeof value === 'string') return value;
  const { minor } = (value ?? {}) as { minor?: number };
  return minor === undefined ? '' : (minor / 100).toFixed(2);
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s#]/gu, '');
