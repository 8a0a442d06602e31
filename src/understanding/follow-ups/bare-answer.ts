/** Messages that do nothing but answer what is asked: "49.90", "it was on 3 May", "the postcode is 10115". */
import type { Entity } from '../../contracts/understanding.js';
import { isFactKind, type Question, TYPES } from '../answers/read-answer.js';
import { choiceAnswer } from '../answers/choice.js';
import { answeredAmount } from '../answers/amount.js';
import { dates } from '../entities/date.js';
import { blank, type Span } from '../entities/matches.js';
import { requests, wordsOf } from './known-phrases.js';

/** What is open, and what values are read with. */
export interface Asked {
  questions: readonly Question[];
  /** `yyyy-MM-dd` in the shop's zone. */
  today: string;
  /** The shop's, for amounts without one. */
  currency?: string | undefined;
}

type Place = Pick<Span, 'start' | 'end'>;

/** Words around an answer; whoever writes more may want something. */
const mostWords = 8;

/** Whether all of a text is an answer to one of the questions, `entities` being those of its own words. */
export function isBareAnswer(text: string, entities: readonly Entity[], asked: Asked): boolean {
  return asked.questions.some((question) => {
    const places = answersIn(text, entities, question, asked);
    return places !== undefined && isBare(blank(text, places));
  });
}

function isBare(rest: string): boolean {
  const words = wordsOf(rest);
  const said = ` ${words.join(' ')} `;
  return words.length <= mostWords && !rest.includes('?') && !requests.some((request) => request.test(said));
}

/** Where the answer stands; nowhere for one by its words, undefined if there is none. */
function answersIn(
  text: string,
  entities: readonly Entity[],
  question: Question,
  { today, currency }: Asked,
): readonly Place[] | undefined {
  const { kind, facts = [], labels, aliases, meant } = question;
  switch (kind) {
    case 'facts': {
      const types = facts.filter(isFactKind).map((fact) => TYPES[fact]);
      return someOf(entities.filter(({ type }) => types.includes(type)));
    }
    case 'amount':
      return someOf(answeredAmount(text, currency));
    case 'date':
      return someOf(dates(text, today));
    case 'choice':
      return typeof meant === 'object' || choiceAnswer(text, labels, aliases) !== undefined ? [] : undefined;
    default:
      return undefined;
  }
}

const someOf = (places: readonly Place[]): readonly Place[] | undefined =>
  places.length > 0 ? places : undefined;
