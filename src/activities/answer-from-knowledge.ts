/** Answers a question about the shop from the merchant's knowledge (DESIGN §23.3): the nearest entry, or none. */
import type { ToldKnowledge } from '../contracts/activities.js';
import type { Json } from '../contracts/json.js';
import type { KnowledgeAnswer, KnowledgeEntry } from '../merchants/knowledge/entry.js';
import { knowledgeValues } from '../merchants/knowledge/values.js';
import type { Merchant } from '../merchants/merchant.js';
import { render } from '../texts/render.js';
import type { AskedTopic } from '../understanding/knowledge/nearest-topic.js';
import { isNear, nearestTopic } from '../understanding/knowledge/nearest-topic.js';
import { shopQuestionsIn } from '../understanding/knowledge/shop-question.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import { evaluate, type Scope } from '../workflows/interpreter/expression/evaluate.js';

/** A message that may ask something of the shop. */
export interface ShopMessage {
  text: string;
  /** BCP 47, as far as it is known. */
  language: string | undefined;
  /** Epoch ms. */
  now: number;
  /** The order of a verified customer, read only where an answer depends on it. */
  order?: (() => Promise<Json | undefined>) | undefined;
}

/** What is told, and what of the message is left to be understood besides. */
export interface KnowledgeFound {
  told: ToldKnowledge;
  rest?: string;
}

/** The answer to what a message asks of the shop; undefined where no entry is near enough, or two are. */
export async function answerFromKnowledge(
  merchant: Merchant,
  message: ShopMessage,
  likeness: MessageUnderstander['likeness'],
  signal?: AbortSignal,
): Promise<KnowledgeFound | undefined> {
  const { knowledge = [], config } = merchant;
  if (knowledge.length === 0 || likeness === undefined) return undefined;
  const { questions, rest } = shopQuestionsIn(message.text);
  if (questions.length === 0) return undefined;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: config.zone }).format(message.now);
  for (const { language, topics } of topicsByLanguage(knowledge)) {
    const phrases = topics.flatMap((topic) => topic.phrases);
    for (const text of [...questions].reverse()) {
      const near = await likeness({ text, phrases, merchant: config.merchant }, signal);
      const nearest = nearestTopic(text, topics, near);
      const entry = knowledge.find(({ topic }) => topic === nearest?.topic);
      if (nearest === undefined || entry === undefined || !isNear(nearest)) continue;
      if (entry.until !== undefined && entry.until < today) return undefined;
      const answer = await written(merchant, entry, { ...message, language });
      const { topic, version } = entry;
      const told = { topic, version, answer, ...(rest === undefined ? {} : { beside: true as const }) };
      return { told, ...(rest === undefined ? {} : { rest }) };
    }
  }
  return undefined;
}

const byLanguage = new WeakMap<readonly KnowledgeEntry[], { language: string; topics: AskedTopic[] }[]>();

/** The entries as each language asks for them. */
function topicsByLanguage(knowledge: readonly KnowledgeEntry[]): { language: string; topics: AskedTopic[] }[] {
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

async function written(
  { config }: Merchant,
  entry: KnowledgeEntry,
  { language, now, order }: Pick<ShopMessage, 'now' | 'order'> & { language: string },
): Promise<string> {
  const needsOrder = entry.answers.some(({ when }) => when !== undefined && readsOrder(when));
  const own = needsOrder ? await order?.() : undefined;
  const scope: Scope = {
    roots: knowledgeValues(config, { language, now, order: own }),
    burn: () => undefined,
  };
  const holds = ({ when }: KnowledgeAnswer): boolean =>
    when === undefined || ((own !== undefined || !readsOrder(when)) && evaluate(when, scope) === true);
  const text = entry.answers.find(holds)?.texts.get(language) ?? { key: '', args: [] };
  const { zone, languages } = config;
  const args = text.args.map(({ source, type, expr }) => ({ source, type, value: evaluate(expr, scope) }));
  return render({ key: text.key, args }, { language, zone, languages, translations: {} });
}

/** Whether a condition depends on the customer's order. */
const readsOrder = (expr: unknown): boolean =>
  typeof expr === 'object' &&
  expr !== null &&
  (('root' in expr && expr.root === 'order') || Object.values(expr).some(readsOrder));
