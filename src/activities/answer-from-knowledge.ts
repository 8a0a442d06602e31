/** Answers a question about the shop from the merchant's knowledge (DESIGN §23.3): the nearest entry, or none. */
import type { GivenKnowledge } from '../contracts/activities.js';
import type { KnowledgeAnswer, KnowledgeEntry } from '../merchants/knowledge/entry.js';
import { knowledgeValues } from '../merchants/knowledge/values.js';
import type { Merchant } from '../merchants/merchant.js';
import { dayAt } from '../merchants/calendar.js';
import { primaryLanguage } from '../texts/languages/index.js';
import { render } from '../texts/render.js';
import type { AskedTopic } from '../understanding/knowledge/nearest-topic.js';
import { nearestTopic, topicAsked, topicsToCompare } from '../understanding/knowledge/nearest-topic.js';
import {
  type CommonQuestion,
  loadQuestionReader,
  type QuestionReader,
} from '../understanding/knowledge/common-questions.js';
import { shopQuestionsIn } from '../understanding/knowledge/shop-question.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import { evaluate, type Scope } from '../workflows/interpreter/expression/evaluate.js';

/** A message that may ask something of the shop. */
export interface ShopMessage {
  text: string;
  /** The customer has been asked something. */
  isAnswering?: boolean;
  /** BCP 47: the language to answer in, if it is known; otherwise that of the phrase that is nearest. */
  language: string | undefined;
  /** Epoch ms. */
  now: number;
}

/** What is told, and what of the message is left to be understood besides. */
export interface KnowledgeFound {
  given: GivenKnowledge;
  rest?: string;
}

/** The answer to what a message asks of the shop; undefined where no entry is sure to be meant. */
export async function answerFromKnowledge(
  merchant: Merchant,
  message: ShopMessage,
  { likeness, stateOf }: Pick<MessageUnderstander, 'likeness' | 'stateOf'>,
  signal?: AbortSignal,
): Promise<KnowledgeFound | undefined> {
  const { knowledge = [], config } = merchant;
  if (knowledge.length === 0 || likeness === undefined || stateOf === undefined) return undefined;
  const readers = { merchant: config.merchant, common: await loadQuestionReader(), likeness, stateOf };
  const found = await entryInMessage(message, knowledge, readers, signal);
  if (found === undefined) return undefined;
  const { entry, rest } = found;
  if (entry.until !== undefined && entry.until < dayAt(config.zone, message.now)) return undefined;
  const spoken = primaryLanguage(message.language ?? '');
  const language = entry.asks.has(spoken) ? spoken : found.language;
  const answer = written(merchant, entry, { now: message.now, language });
  const { topic, version } = entry;
  const given = { topic, version, answer, ...(rest === undefined ? {} : { withMore: true as const }) };
  return { given, ...(rest === undefined ? {} : { rest }) };
}

/** The entry that one of a message's questions asks for, the last one first, and what of the message is left besides. */
export async function entryInMessage(
  { text, isAnswering }: Pick<ShopMessage, 'text' | 'isAnswering'>,
  knowledge: readonly KnowledgeEntry[],
  readers: KnowledgeReaders,
  signal?: AbortSignal,
): Promise<{ entry: KnowledgeEntry; language: string; rest?: string } | undefined> {
  const { questions, rest } = shopQuestionsIn(text, isAnswering);
  if (questions.length === 0) return undefined;
  // "Is there one in Hamburg?" says what it is about only together with what stands before it.
  const whole = rest === undefined && text.length <= longestWhole ? [text.trim()] : [];
  const { merchant, common: reader, stateOf } = readers;
  const read = await Promise.all(
    [...new Set([...whole, ...questions])].map(async (question) => ({
      question,
      common: reader(question, await stateOf({ text: question, merchant }, signal)),
    })),
  );
  const likeliestFirst = read.toSorted((one, other) => likelihoodOf(other.common) - likelihoodOf(one.common));
  for (const { question, common } of likeliestFirst) {
    const found = await entryAsked(question, common, knowledge, readers, signal);
    if (found !== undefined) return { ...found, ...(rest === undefined ? {} : { rest }) };
  }
  return undefined;
}

/** Characters of a message that is read as a whole besides its questions. */
const longestWhole = 300;

const likelihoodOf = ({ topics }: CommonQuestion): number => Math.max(0, ...topics.values());

/** What reads questions: the common ones by topic, and any by how near it is to phrases. */
export interface KnowledgeReaders {
  merchant: string;
  common: QuestionReader;
  likeness: NonNullable<MessageUnderstander['likeness']>;
  stateOf: NonNullable<MessageUnderstander['stateOf']>;
}

/** The entry that a question asks for, and the language that it is asked in; none where two could be meant, or a request. */
async function entryAsked(
  text: string,
  common: CommonQuestion,
  knowledge: readonly KnowledgeEntry[],
  { merchant, likeness }: KnowledgeReaders,
  signal?: AbortSignal,
): Promise<{ entry: KnowledgeEntry; language: string } | undefined> {
  const near = await Promise.all(
    topicsByLanguage(knowledge).map(async ({ language, topics }) => {
      const among = topicsToCompare(common, topics);
      const phrases = among.flatMap((topic) => topic.phrases);
      if (phrases.length === 0) return [];
      const likely = await likeness({ text, phrases, merchant }, signal);
      const nearest = nearestTopic(text, topics, among, likely);
      return nearest === undefined ? [] : [{ language, nearest }];
    }),
  );
  const [likeliest] = near.flat().toSorted((one, other) => other.nearest.score - one.nearest.score);
  if (likeliest === undefined) return undefined;
  const topic = topicAsked(common, likeliest.nearest);
  const entry = knowledge.find((each) => each.topic === topic);
  return entry === undefined ? undefined : { entry, language: likeliest.language };
}

const byLanguage = new WeakMap<readonly KnowledgeEntry[], { language: string; topics: AskedTopic[] }[]>();

/** The entries as each language asks for them. */
function topicsByLanguage(
  knowledge: readonly KnowledgeEntry[],
): { language: string; topics: AskedTopic[] }[] {
  const known = byLanguage.get(knowledge);
  if (known !== undefined) return known;
  const languages = new Set(knowledge.flatMap(({ asks }) => [...asks.keys()]));
  const made = [...languages].map((language) => ({
    language,
    topics: knowledge.map(({ topic, asks }) => ({ topic, phrases: asks.get(language) ?? [] })),
  }));
  byLanguage.set(knowledge, made);
  return made;
}

function written(
  { config }: Merchant,
  { answers }: KnowledgeEntry,
  { language, now }: { language: string; now: number },
): string {
  const scope: Scope = {
    roots: knowledgeValues(config, { language, now }),
    burn: () => undefined,
  };
  const holds = ({ when }: KnowledgeAnswer): boolean => when === undefined || evaluate(when, scope) === true;
  const text = answers.find(holds)?.texts.get(language) ?? { key: '', args: [] };
  const { zone, languages } = config;
  const args = text.args.map(({ source, type, expr }) => ({ source, type, value: evaluate(expr, scope) }));
  return render({ key: text.key, args }, { language, zone, languages, translations: {} });
}
