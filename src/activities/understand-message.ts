/** The activity understand-message: what a message says, its facts, and the open questions it answers. */
import { createHash } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { boundFacts, boundUnderstanding } from '../workflows/conversation/bounds.js';
import { entityHints } from '../merchants/entity-hints.js';
import { distinguished, intentsOf } from '../merchants/handled-intents.js';
import type { Merchant, Merchants } from '../merchants/merchant.js';
import type { Log } from '../contracts/log.js';
import { rejectedVoucher, type VoucherFlaw } from '../security/voucher.js';
import { keysOf } from './calls/verification/authenticated-customer.js';
import type { Metrics, RunStore } from './dependencies.js';
import type { StoredMessage } from '../store/store.js';
import { hasFact, isFactKind } from '../understanding/answers/read-answer.js';
import { withoutFiles } from '../understanding/follow-ups/attached-file.js';
import { answerAmong, isSideQuestion } from '../understanding/follow-ups/side-question.js';
import { readFollowUp, understoodSmallTalk } from '../understanding/follow-ups/follow-up.js';
import { ownOrCarried, withoutCarried } from '../understanding/entities/background-numbers.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import { unservedLanguage } from '../understanding/foreign-language.js';
import { visibleText } from '../understanding/visible-text.js';
import type { UnderstandRequest, UnderstoodMessage, UnservedLanguage } from '../contracts/activities.js';
import type { Entity, Understanding } from '../contracts/understanding.js';
import { answersIn, asksForPerson, partOf, seenBy, withMeant } from './answered-questions.js';
import { judgeUnderstanding } from './judge-understanding.js';
import { chosenIntents, withUnclear } from './unclear-messages.js';
import { merchantOf } from './merchant-of.js';
import { intents } from '../understanding/intents/index.js';
import type { Languages } from '../texts/languages/language.js';
import { isSure } from '../understanding/thresholds.js';
import type { FactKind, Facts } from '../contracts/customer.js';
import { presentFields } from '../contracts/present-fields.js';
import { answerFromKnowledge, type KnowledgeFound } from './answer-from-knowledge.js';
import { flagsOf } from '../understanding/flags.js';
import { yesOrNo } from '../understanding/answers/yes-or-no.js';

// Facts by which a customer can be matched with an order: only what they know themselves (DESIGN §7).

const KINDS: readonly [FactKind, Entity['type']][] = [
  ['number', 'order_number'],
  ['email', 'email'],
  ['postcode', 'postcode'],
];

/** One value per kind, from entities in the customer's own words; excludes values that we told, and several. */
export function factsOf(found: readonly Entity[], sent: readonly string[]): Facts {
  const entities = found.filter(({ from }) => from === undefined);
  const facts: Partial<Record<FactKind, string>> = {};
  let sentTexts: readonly string[] | undefined;
  for (const [kind, type] of KINDS) {
    const values = new Set(entities.filter((entity) => entity.type === type).map(({ value }) => value));
    const [value] = values;
    if (value === undefined || values.size > 1) continue;
    sentTexts ??= sent.map(folded);
    const isOurs = wordings(value, entities, type).some((wording) =>
      sentTexts?.some((text) => text.includes(wording)),
    );
    if (!isOurs) facts[kind] = value;
  }
  return facts;
}

/** The forms a value may have in what we told: its value, and the customer's spelling. */
function wordings(value: string, entities: readonly Entity[], type: Entity['type']): string[] {
  const raws = entities.filter((entity) => entity.type === type).map(({ raw }) => raw);
  const spaced = type === 'postcode' && value.length > 5 ? [`${value.slice(0, -3)} ${value.slice(-3)}`] : [];
  return [value, ...raws, ...spaced].map(folded);
}

/** Words and numbers separated by single spaces, without leading zeros, so that only whole values match. */
function folded(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return ` ${words
    .filter((word) => word !== '')
    .map((word) => word.replace(/^0+(?=\d)/u, ''))
    .join(' ')} `;
}

// Whether a message asks how an open matter stands: by its fine intent, or as a whole by its words.

/** The intents whose open matters it asks about, none for whatever is open; undefined if it asks about none. */
export function askedAbout(
  text: string,
  understanding: Understanding,
  languages: Languages,
): readonly string[] | undefined {
  if (isStatusQuestion(text, languages)) return [];
  const { intent, label, confidence, margin } = understanding;
  const asked = intents.flatMap(({ fine }) => fine).find(({ id }) => id === label)?.asksAbout;
  // To say how something stands costs nothing that could not be taken back: less certainty is enough.
  return asked !== undefined && isSure(intent, confidence, margin, { consequence: 'none' })
    ? [asked]
    : undefined;
}

/** Characters that are read: no such question is longer. */
const longest = 200;

function isStatusQuestion(text: string, languages: Languages): boolean {
  if (text.trim().length > longest) return false;
  const words = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...languages.values()].some(({ statusQuestions: { phrases, fillers, withMark } }) => {
    if (withMark.includes(words)) return text.includes('?');
    const core = fillers.reduce((rest, filler) => rest.replaceAll(` ${filler} `, ' '), ` ${words} `);
    return phrases.includes(core.trim());
  });
}

// A voucher that does not count is counted and logged when its message comes: its customer is asked for facts like a guest.

/** What an operator or the channel's people do about it. */
const advice: Readonly<Record<VoucherFlaw, string>> = {
  malformed: 'let the channel write it as docs/integrating/integrators.md#vouchers says',
  other_merchant: 'let the channel sign it for this merchant',
  other_conversation: 'let the channel sign it for the conversation’s id as Temporal shows it',
  channel_unknown: 'let the channel sign it with its name in merchant.yaml, or add the channel there',
  channel_without_keys: 'add the channel’s public key to `keys:` in merchant.yaml, and restart the workers',
  signature: 'compare the public key in merchant.yaml with the key that the channel signs with',
  expired:
    'let the channel sign a new one for each message; if it does, compare the clocks of its machine and of the workers',
};

const loggedEveryMs = 5 * 60_000;

/** Tells of it: each is counted, and one is logged each five minutes for a channel and a reason. */
function voucherWatch({ log, metrics, now = Date.now }: UnderstandMessageDependencies) {
  const loggedAt = new Map<string, number>();
  return (served: Merchant, place: { merchant: string; conversation: string }, voucher = ''): void => {
    const at = now();
    const rejected = voucher === '' ? undefined : rejectedVoucher(voucher, { ...place, at }, keysOf(served));
    if (rejected === undefined) return;
    const { reason, channel, expiresAt } = rejected;
    const { merchant } = place;
    metrics?.voucherRejected({ merchant, reason });
    const name = JSON.stringify([merchant, channel, reason]);
    if (at - (loggedAt.get(name) ?? -Infinity) < loggedEveryMs) return;
    loggedAt.set(name, at);
    const ago = expiresAt === undefined ? {} : { expiredForSeconds: Math.round((at - expiresAt) / 1000) };
    const fields = { merchant, channel, reason, ...ago, advice: advice[reason] };
    log?.warn(fields, 'an identity token does not count, so its customer is served as a guest');
  };
}

/** What the activity needs: a provider, the merchants, what we said in the conversation, a clock (epoch ms). */
export interface UnderstandMessageDependencies {
  merchants: Merchants;
  understander: MessageUnderstander;
  store: {
    messages: Pick<RunStore['messages'], 'get'>;
    outbox: Pick<RunStore['outbox'], 'sentTexts' | 'readable'>;
  };
  now?: () => number;
  log?: Pick<Log, 'warn'>;
  metrics?: Pick<Metrics, 'voucherRejected'>;
}

/** Makes the activity; a message's text is never logged. */
export function understandMessage(deps: UnderstandMessageDependencies) {
  const { understander, merchants, store, now = Date.now } = deps;
  const watch = voucherWatch(deps);
  return async (request: UnderstandRequest, signal?: AbortSignal): Promise<UnderstoodMessage> => {
    const { asks, clarifying, conversation } = request;
    const merchant = merchantOf(merchants, request.merchant);
    const message = await writtenIn(request, store.messages);
    if (request.part === undefined) watch(merchant, request, message.customer?.voucher);
    const { text: whole, hidden } = visibleText(withoutFiles(message.text));
    const said = partOf(stripQuotedText(whole), request);
    const reading = { request, merchant, message, said };
    const unserved = await unservedIn(reading);
    const found = unserved === undefined ? await knowledgeFor(deps, reading, signal) : undefined;
    const { own, text } = leftToUnderstand(found, said, request.part === undefined ? whole : said);
    const apart = request.own === undefined ? distinguished(merchant.flows) : (request.own.apart ?? []);
    const expected = [...new Set(asks.flatMap(({ facts = [] }) => facts.filter(isFactKind)))];
    const { currency, ...hints } = entityHints(merchant.config, now());
    const from = { merchant: request.merchant, conversation };
    const [meaning, sent, seen, questions] = await Promise.all([
      understander.understand({ text, hidden, expected, from, apart, ...hints, ...partsOf(message) }, signal),
      store.outbox.sentTexts(request.merchant, conversation),
      seenBy(request, store.outbox),
      withMeant(asks, own, merchant, understander.likeness, signal),
    ]);
    const { carried, ...meant } = withoutCarried(withFlagsOf(meaning, found, said));
    const read = readFollowUp(own, meant, hints, { questions, today: hints.today, currency });
    const spoken = message.language ?? unchanged(own, request, unserved) ?? read.language ?? meaning.language;
    const accepts = request.offersPerson === true && yesOrNo(own) === 'yes';
    const meantFor = withPerson(read.understanding, asks, { isAsked: asksForPerson(own), accepts });
    const alone = judgeUnderstanding(merchant, meantFor, spoken);
    const { understanding, likely, ...judged } = await withUnclear(alone, read.followUp, {
      ...{ request, text, merchant, language: spoken, messages: store.messages },
      readAgain: (joined) =>
        understander.understand({ text: joined, from, apart, ...hints, ...partsOf(message) }, signal),
    });
    const answer = { text: own, understanding, today: hints.today, currency, followUp: read.followUp };
    const followUp = accepts ? undefined : (read.followUp ?? understoodSmallTalk(understanding));
    const begun = followUp === undefined ? begunBy(request, likely) : {};
    const asksAbout = askedAbout(own, understanding, merchant.config.languages);
    const chosen = clarifying && chosenIntents(own, understanding, clarifying);
    return {
      understanding: remembered(understanding, carried, apart),
      ...{ facts: boundFacts(factsOf(understanding.entities, sent)), ...judged, ...begun },
      ...withKnowledge(answersIn(questions, answer, understanding.flags), found, asks),
      ...presentFields({ followUp, asksAbout, chosen, unserved }),
      ...asking(own, { request, merchant, sent, spoken, wanted: begun.wanted ?? judged.wanted }),
      ...{ ...seen, language: spoken, ...writerOf(message), ...turnOf(message, own) },
    };
  };
}

/** The language of a customer's message, if the merchant does not serve it: it is not its own, and it has no texts in it. */
const unservedIn = async ({ request, merchant: { config, translations }, message, said }: Reading) =>
  request.own !== undefined || request.part !== undefined || message.startedBy !== undefined
    ? undefined
    : unservedLanguage(said, [config.language, ...Object.keys(translations)], config.language);

/** What the shop's knowledge answers; beside an open question only a message that says nothing else. */
async function knowledgeFor(
  { understander, now = Date.now }: UnderstandMessageDependencies,
  { request, merchant, message, said }: Reading,
  signal?: AbortSignal,
): Promise<KnowledgeFound | undefined> {
  // "Any news?" is about what is open, not about the shop.
  if (request.own !== undefined || isStatusQuestion(said, merchant.config.languages)) return undefined;
  const isAnswering =
    request.asks.length > 0 || request.clarifying !== undefined || request.unclear !== undefined;
  const language = message.language ?? unchanged(said, request);
  const found = await answerFromKnowledge(
    merchant,
    { text: said, isAnswering, language, now: now() },
    understander,
    signal,
  );
  return found?.rest !== undefined && request.asks.length > 0 ? undefined : found;
}

/** What the shop's knowledge answers is answered; the rest is understood by itself. */
const leftToUnderstand = (found: KnowledgeFound | undefined, said: string, whole: string) =>
  found?.rest === undefined ? { own: said, text: whole } : { own: found.rest, text: found.rest };

/** A message as it is read. */
interface Reading {
  request: UnderstandRequest;
  merchant: Merchant;
  message: Pick<StoredMessage, 'language' | 'startedBy'>;
  said: string;
}

/** Dangers count wherever they stand, also in the part that is answered already. */
const withFlagsOf = (
  meaning: Understanding,
  found: KnowledgeFound | undefined,
  said: string,
): Understanding =>
  found?.rest === undefined
    ? meaning
    : { ...meaning, flags: [...new Set([...meaning.flags, ...flagsOf(said)])] };

/** What is said to the open questions, with what is told: a question about the shop is no answer in free words. */
function withKnowledge(
  answers: ReturnType<typeof answersIn>,
  found: KnowledgeFound | undefined,
  asks: UnderstandRequest['asks'],
): ReturnType<typeof answersIn> & Pick<UnderstoodMessage, 'knowledge'> {
  if (found === undefined) return answers;
  const isFree = ({ run, key }: { run: string; key: string }): boolean =>
    asks.some((ask) => ask.run === run && ask.key === key && ask.kind === 'text');
  return { ...answers, fits: answers.fits.filter((fit) => !isFree(fit)), knowledge: found.given };
}

/** What a message asks: a part of one anything, or something beside what it is about, where it does nothing else. */
function asking(
  text: string,
  { request: { part, asks: open }, merchant, sent, spoken, wanted }: Asking,
): Pick<UnderstoodMessage, 'isQuestion' | 'sideQuestion'> {
  const asks = part !== undefined && text.includes('?') ? { isQuestion: true as const } : {};
  // "Is this a bot? I want staff" wants a person, and asks nothing beside.
  const wantsPerson = open.length > 0 && asksForPerson(text);
  if (wantsPerson || !isSideQuestion(text, spoken)) return asks;
  const consequences = intentsOf(merchant.flows);
  const ending = (consequence: string): string[] =>
    wanted.filter((intent) => consequences.get(intent) === consequence);
  const answer = answerAmong(sent, text);
  const sideQuestion = {
    ...(answer === undefined ? {} : { answer }),
    ...{ forPeople: ending('none'), reading: ending('read') },
  };
  return { ...asks, sideQuestion };
}

/** What is known where a message asks something: what was sent before, and what it seems to want. */
interface Asking {
  request: UnderstandRequest;
  merchant: Merchant;
  sent: readonly string[];
  spoken: string;
  wanted: readonly string[];
}

/** Beside an open question, or in answer to “A or B?”, nothing is begun that is not sure. */
const begunBy = (
  { asks, clarifying }: UnderstandRequest,
  likely: string | undefined,
): Partial<Pick<UnderstoodMessage, 'wanted'>> =>
  asks.length > 0 || clarifying !== undefined || likely === undefined ? {} : { wanted: [likely] };

/** Words of a message that do not change a conversation's language: "Datenschutz", "merci", "the red one". */
const fewWords = 3;

/** The conversation's language, where a message does not change it: by few words, or by a language that is not served. */
const unchanged = (
  own: string,
  { language }: UnderstandRequest,
  unserved?: UnservedLanguage,
): string | undefined =>
  unserved === undefined && own.trim().split(/\s+/u).length > fewWords
    ? undefined
    : (language ?? (unserved && ''));

/**
 * The understanding of a message at an open question: words that ask for a person do so there, whatever the model knows of them;
 * and without such words, whoever sends the facts that were asked for wants to go on.
 */
function withPerson(
  understanding: Understanding,
  asks: UnderstandRequest['asks'],
  { isAsked, accepts }: { isAsked: boolean; accepts: boolean },
): Understanding {
  const { flags, entities } = understanding;
  if (accepts) return { ...understanding, flags: [...new Set([...flags, 'wants_human' as const])] };
  if (asks.length === 0) return understanding;
  const goesOn = asks.some(({ kind, facts = [] }) => kind === 'facts' && hasFact(facts, entities));
  if (isAsked) return { ...understanding, flags: [...new Set([...flags, 'wants_human' as const])] };
  return goesOn ? { ...understanding, flags: flags.filter((flag) => flag !== 'wants_human') } : understanding;
}

/** What tells a loop: whether the same was said before, and whether it is a mail or comes from a ticket. */
function turnOf(
  { text, subject, ticket }: Pick<StoredMessage, 'text' | 'subject' | 'ticket'>,
  own: string,
): Pick<UnderstoodMessage, 'digest' | 'isMail'> {
  const said = [own, text].map(wordsOf).find((words) => words !== '') ?? text.trim();
  const isMail = subject !== undefined || ticket !== undefined;
  return {
    ...(said === '' ? {} : { digest: createHash('sha256').update(said).digest('hex').slice(0, 16) }),
    ...(isMail ? { isMail } : {}),
  };
}

/** Letters and digits: programs do not always break lines alike. */
const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Who wrote it, as far as the channel says so. */
const writerOf = ({
  startedBy,
  customer,
}: Pick<StoredMessage, 'startedBy' | 'customer'>): Pick<UnderstoodMessage, 'startedBy' | 'customer'> => ({
  ...(startedBy === undefined ? {} : { startedBy }),
  ...(customer === undefined ? {} : { customer }),
});

/** What a message says besides its text, without what it lacks. */
function partsOf({ subject, language }: Pick<StoredMessage, 'subject' | 'language'>) {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(language === undefined ? {} : { language }),
  };
}

/** What the conversation goes on with. */
function remembered(
  understanding: Understanding,
  carried: readonly Entity[],
  apart: readonly string[],
): Understanding {
  const entities = ownOrCarried([...understanding.entities, ...carried]);
  return boundUnderstanding({ ...understanding, entities, ...(apart.length === 0 ? {} : { apart }) });
}

/** The text to understand, and who wrote it: a flow's own, or the message's from the store. */
async function writtenIn(
  { merchant, conversation, messageId, own }: UnderstandRequest,
  messages: Pick<RunStore['messages'], 'get'>,
): Promise<Pick<StoredMessage, 'text' | 'subject' | 'ticket' | 'language' | 'startedBy' | 'customer'>> {
  if (own !== undefined) return own;
  const [message] = await messages.get(merchant, conversation, [messageId]);
  if (message === undefined) throw ApplicationFailure.nonRetryable('message_gone', 'message_gone');
  return message;
}
