/** Order numbers that a message only carries along: in its subject, and in the mails that it quotes. */
import type { Entity } from '../../contracts/understanding.js';
import { stripQuotedText } from '../strip-quoted-text.js';
import { type EntityHints, findEntities } from './find-entities.js';
import { blank } from './matches.js';

/** What of a message is read for them. */
export interface WithBackground extends EntityHints {
  text: string;
  subject?: string;
}

/**
 * The numbers of the subject, then those of the quoted mails; none that the customer's own words have. They tell which order
 * could be meant, and prove nothing: the shop itself may have written them.
 */
export function backgroundNumbers(message: WithBackground, own: readonly Entity[]): Entity[] {
  const { text, subject = '', orderNumbers, today } = message;
  const hints: EntityHints = {
    ...(orderNumbers === undefined ? {} : { orderNumbers }),
    ...(today === undefined ? {} : { today }),
  };
  const known = new Set(own.flatMap(({ type, value }) => (type === 'order_number' ? [value] : [])));
  const found: Entity[] = [];
  const add = (read: string, from: NonNullable<Entity['from']>): void => {
    for (const entity of findEntities(read, hints)) {
      if (entity.type !== 'order_number' || known.has(entity.value)) continue;
      known.add(entity.value);
      found.push({ ...entity, from });
    }
  };
  add(subject, 'subject');
  const history = quotedIn(text);
  if (/\d/u.test(history)) add(history, 'history');
  return found;
}

/** What is quoted, without its `>`, at its place in the text. */
function quotedIn(text: string): string {
  const own = stripQuotedText(text);
  if (own === text) return '';
  let at = 0;
  const spans = own.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    return line.trim() === '' ? [] : [{ start, end: start + line.length }];
  });
  return blank(text, spans).replaceAll(/^[>\s|]+/gmu, (marks) => marks.replaceAll(/[>|]/gu, ' '));
}

/** An understanding of the customer's own words, and the entities that the message only carries along. */
export function withoutCarried<Meaning extends { entities: readonly Entity[] }>(
  meaning: Meaning,
): Meaning & { carried: readonly Entity[] } {
  const isOwn = ({ from }: Entity): boolean => from === undefined;
  return {
    ...meaning,
    entities: meaning.entities.filter(isOwn),
    carried: meaning.entities.filter((entity) => !isOwn(entity)),
  };
}

/**
 * The entities that a conversation goes on with: its own; and where the customer names no order, those of the subject, or else
 * of what is quoted.
 */
export function ownOrCarried(entities: readonly Entity[]): Entity[] {
  const own = entities.filter(({ from }) => from === undefined);
  if (own.some(({ type }) => type === 'order_number')) return own;
  const subject = entities.filter(({ from }) => from === 'subject');
  return [...own, ...(subject.length > 0 ? subject : entities.filter(({ from }) => from === 'history'))];
}
