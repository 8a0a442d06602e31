/** What the service makes of a message beside the model: its words alone, and the answer to what was asked. */
import type { FactKind } from '../../src/contracts/customer.js';
import type { Json } from '../../src/contracts/json.js';
import type { Understanding } from '../../src/contracts/understanding.js';
import { answerTo, type Question } from '../../src/understanding/answers/answers.js';
import { factsOf } from '../../src/understanding/facts.js';
import { withoutCarried } from '../../src/understanding/entities/background.js';
import { readFragment } from '../../src/understanding/fragments/fragment.js';
import { stripQuotedText } from '../../src/understanding/strip-quoted-text.js';
import type { MessageToUnderstand } from '../../src/understanding/understander.js';
import type { GoldMessage, GoldQuestion } from './messages.js';

/** The day on which messages count as read: as in service, "25th" and "Friday" are told from a day. */
const today = '2026-11-26';

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
  const { understanding, fragment } = readFragment(text, meant, {});
  const found = { ...understanding, entities: [...understanding.entities, ...carried] };
  if (message.question === undefined) return found;
  const { asked, answer, choices } = message.question;
  const question: Question = { ...questionOf(asked), labels: choices };
  const said = answerTo(question, { text, understanding, fragment, today });
  const fact = factOf(asked);
  const value = fact === undefined ? said : said && factsOf(understanding.entities, [])[fact];
  return { ...found, answered: plain(spelled(value, choices)) === plain(answer ?? '') };
}

function questionOf(asked: GoldQuestion['asked']): Pick<Question, 'kind' | 'facts'> {
  const fact = factOf(asked);
  if (fact !== undefined) return { kind: 'facts', facts: [fact] };
  return { kind: asked === 'choice' || asked === 'amount' ? asked : 'date' };
}

/** A value as an author of messages writes it. */
function spelled(value: Json | undefined, choices: readonly string[]): string {
  if (typeof value === 'number') return choices[value] ?? '';
  if (typeof value === 'string') return value;
  const { minor } = (value ?? {}) as { minor?: number };
  return minor === undefined ? '' : (minor / 100).toFixed(2);
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s#]/gu, '');
