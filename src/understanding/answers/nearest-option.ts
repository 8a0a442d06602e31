/**
 * Which option an answer in a customer's own words means: the nearest by the encoder's states, by words that are written
 * alike, and by what both are about. Below the threshold, or with another option as near, none is meant.
 */
import { alikeAmong } from './alike-words.js';
import { topicsDenied, topicsOf } from './topics.js';

/** What an option may be called: its label first, then what customers say who mean it. */
export type Wording = readonly [label: string, ...says: string[]];

/** The least nearness at which an option is chosen, and the least distance of the next one: measured (menus.test.ts). */
const least = { nearness: 0.8, ahead: 0.15 };

/** How much words that are written alike count beside the encoder's states, which lie between −1 and 1. */
const weightOfWords = 0.3;

/** Characters of the longest answer that is compared: whoever writes more tells a story, and a phrase is no measure of it. */
export const longestCompared = 300;

/** The option that is meant, and whether a wording of it is so near that the message wants nothing of its own. */
export interface Nearest {
  option: number;
  close: boolean;
  /** How far the next one is behind it. */
  lead: number;
}

/** How near an option must be, by the encoder or by what it is about, to a message that else would want something of its own. */
const leastClose = { state: 0.7, both: { state: 0.5, topic: 0.6 } };

/** How near an option for all that the others are not must be, by the encoder or by what it is about. */
const leastElse = { state: 0.6, topic: 0.3 };

/** The option that is meant, if one is; `likeness` is the encoder's, for each wording of each option. */
export function nearestOption(
  text: string,
  options: readonly Wording[],
  likeness: readonly (readonly number[])[],
): Nearest | undefined {
  const { alike, about, aside } = preparedFor(options);
  if (topicsOf(text).has('aside') && aside !== 'an option') return aside;
  const topics = about(text);
  const denied = topicsDenied(text);
  const isDenied = ([label]: Wording): boolean => [...topicsOf(label)].some((topic) => denied.has(topic));
  const scored = options
    .map((wording, at) => {
      const byState = Math.max(0, ...(likeness[at] ?? []));
      const byWords = Math.max(...wording.map((phrase) => alike(text, phrase)));
      const byTopic = topics[at] ?? 0;
      const score = isDenied(wording) ? 0 : byState + weightOfWords * byWords + byTopic;
      return { at, byState, byTopic, score };
    })
    .toSorted((one, other) => other.score - one.score);
  const [first, second] = scored;
  if (first === undefined || first.score < least.nearness) return undefined;
  const lead = first.score - (second?.score ?? 0);
  const isAhead = lead >= least.ahead;
  const { state, both } = leastClose;
  const close = first.byState >= state || (first.byState >= both.state && first.byTopic >= both.topic);
  // What is meant by none of the others has to be said: it is no place for what is not understood.
  const isSaid = first.byState >= leastElse.state || first.byTopic >= leastElse.topic || saysElse(text);
  const isUnsaid = isElse(options[first.at]?.[0] ?? '') && !isSaid;
  return isAhead && !isUnsaid ? { option: first.at, close, lead } : undefined;
}

/** What of a question's options is worked out once: questions are few, and answers many. */
interface Prepared {
  /** How much two texts are written alike, from 0 to 1. */
  alike: (text: string, phrase: string) => number;
  /** By option, how far it alone is about what a text is about, from 0. */
  about: (text: string) => readonly number[];
  /** What is meant by what no menu is about: the option for anything else, if it has one; or an option is about that. */
  aside: Nearest | undefined | 'an option';
}

const prepared = new Map<string, Prepared>();
const mostPrepared = 100;

function preparedFor(options: readonly Wording[]): Prepared {
  const key = JSON.stringify(options);
  const known = prepared.get(key) ?? {
    ...{ alike: alikeAmong(options), about: aboutAmong(options), aside: asideAmong(options) },
  };
  prepared.delete(key);
  prepared.set(key, known);
  const [oldest] = prepared.keys();
  if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest);
  return known;
}

const saysElse = (text: string): boolean => ['person', 'instead'].some((topic) => topicsOf(text).has(topic));

/** Whether a label is of an option for all that the others are not. */
export const isElse = (label: string): boolean => ELSE.test(label);
const ELSE =
  /^\W*(?:something (?:else|different)|anything else|another reason|other|none of|(?:etwas|was) anderes|(?:ein )?anderer grund|anderes|sonstiges|nichts davon)(?!\p{L})/iu;

function asideAmong(options: readonly Wording[]): Prepared['aside'] {
  if (options.flat().some((phrase) => topicsOf(phrase).has('aside'))) return 'an option';
  const others = options.flatMap(([label], at) => (isElse(label) ? [at] : []));
  const [option, ...more] = others;
  return option === undefined || more.length > 0 ? undefined : { option, close: false, lead: 0 };
}

/** Share of an option's wordings that are about a topic; beside others the label counts as much as half of them. */
const weightOfLabel = 0.5;
/** Keeps a topic that hardly any wording has from deciding alone. */
const doubt = 0.2;
/** A topic that no option is about says nothing. */
const leastShare = 0.1;

function aboutAmong(options: readonly Wording[]): Prepared['about'] {
  const shares = options.map(([label, ...says]) => {
    const share = new Map<string, number>();
    const add = (phrase: string, weight: number): void => {
      for (const topic of topicsOf(phrase)) share.set(topic, (share.get(topic) ?? 0) + weight);
    };
    add(label, says.length === 0 ? 1 : weightOfLabel);
    for (const phrase of says) add(phrase, 1 / says.length);
    return share;
  });
  return (text) => {
    const scores = [...topicsOf(text)].flatMap((topic) => {
      const each = shares.map((share) => share.get(topic) ?? 0);
      const sum = each.reduce((total, value) => total + value, 0);
      return sum < leastShare ? [] : [each.map((value) => value / (sum + doubt))];
    });
    return options.map((_, at) =>
      scores.length === 0
        ? 0
        : scores.reduce((sum, each) => sum + (each[at] ?? 0), 0) / Math.sqrt(scores.length),
    );
  };
}
