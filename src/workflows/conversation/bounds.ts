/**
 * Every bound of what a conversation remembers, in one place. Texts lie in the store; what stays is bounded in number here, each
 * item in bytes by the checks on its way in, and all of it by `stateBytes`. Nothing is lost at a bound: what does not fit goes to
 * people.
 */
import type { OpenAsk } from '../../contracts/conversation.js';
import type { Facts } from '../../contracts/customer.js';
import type { Entity, Understanding } from '../../contracts/understanding.js';

/** Bytes of a state as JSON at most: half of what Temporal takes as one payload, and far more than any conversation has. */
export const stateBytes = 1_000_000;

/** What fits into a state; in brackets what that costs at most. An id of a message has at most 256 characters. */
export const bounds = {
  /** Messages whose turn it is (100 kB); beyond, the conversation goes to people. */
  inbox: 100,
  /** Messages that wait for one before them (100 kB); beyond, the conversation goes to people. */
  early: 100,
  /** Ranges of positions that were given up (8 kB); beyond, the conversation goes to people. */
  ranges: 100,
  /** Answers that a run may still send back (50 kB); it does so at once, so older ones are the runs'. */
  sent: 50,
  /** Open questions (240 kB); an older one can no longer be answered, and expires. */
  asks: 12,
  /** Options of a question (with `labelChars`, 12 kB); the options of a longer list cannot be chosen by their words. */
  labels: 200,
  /** Characters of a question that can be repeated (48 kB with all that are open); a longer one, or one with longer options, is not. */
  questionChars: 1_000,
  /** Characters of all options together, shared evenly. */
  labelChars: 4_000,
  /** Intents whose runs wait (250 kB); a message that brings more goes to people. */
  queue: 10,
  /** Open runs, also those that wait for an approval, an event or a timer (200 kB). */
  runs: 20,
  /** Runs below one of them that are known to wait (8 kB). */
  waiting: 8,
  /** Answers to a run that are known where something is corrected (30 kB with all runs). */
  said: 16,
  /** Characters of an entity or a fact. */
  valueChars: 120,
  /** Messages passed on at once. */
  page: 50,
  /** Turns whose times are known (3 kB): one more than a chat may have before it is braked. */
  turns: 61,
  /** Texts that are known to have come before (2 kB). */
  texts: 20,
  /** Further intents and candidates of one message. */
  intents: 5,
} as const;

/**
 * An understanding as it is kept: of each kind of entity the first two values, because more say no more than that there
 * are several; none of a kind with a value that is too long, because the others alone would look like the only one.
 */
export function boundUnderstanding({
  entities,
  candidates,
  secondary,
  ...understanding
}: Understanding): Understanding {
  return {
    ...understanding,
    entities: boundEntities(entities),
    candidates: candidates.slice(0, bounds.intents),
    secondary: secondary.slice(0, bounds.intents),
  };
}

function boundEntities(entities: readonly Entity[]): Entity[] {
  const isLong = ({ value, raw }: Entity): boolean => Math.max(value.length, raw.length) > bounds.valueChars;
  const long = new Set(entities.filter(isLong).map(({ type }) => type));
  const kept: Entity[] = [];
  for (const entity of entities) {
    const { type, value } = entity;
    const same = kept.filter((other) => other.type === type);
    if (!long.has(type) && same.length < 2 && same.every((other) => other.value !== value)) kept.push(entity);
  }
  return kept;
}

/** Facts as they are kept: without values that are too long for any of their kind. */
export const boundFacts = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value.length <= bounds.valueChars));

/** A question as it is kept: its options keep their number and order, since an answer may name a place among them. */
export function boundAsk({ question = '', aliases, title, about, ...ask }: OpenAsk): OpenAsk {
  const share = Math.floor(bounds.labelChars / Math.max(1, ask.labels.length));
  const hasAll = ask.labels.length <= bounds.labels && ask.labels.every((label) => label.length <= share);
  const hasShort = (aliases ?? []).every((alias) => alias.length <= share);
  const isKept = question !== '' && question.length <= bounds.questionChars && hasAll;
  return {
    ...ask,
    labels: ask.labels.length > bounds.labels ? [] : ask.labels.map((label) => label.slice(0, share)),
    ...(isKept ? { question } : {}),
    ...(aliases !== undefined && hasAll && hasShort ? { aliases } : {}),
    ...(title === undefined ? {} : { title: title.slice(0, bounds.valueChars) }),
    ...boundAbout(about),
  };
}

/** The number of a record as it is kept: one that is too long is not known. */
export const boundAbout = (about: string | undefined): { about?: string } =>
  about === undefined || about.length > bounds.valueChars ? {} : { about };
