/** The activity understand-message: what a message says, its facts, and the open questions it answers. */
import { createHash } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { boundFacts, boundUnderstanding } from '../conversation/bounds.js';
import { entityHints } from '../merchants/entity-hints.js';
import { toldApart } from '../merchants/intents.js';
import type { Merchants } from '../merchants/merchant.js';
import type { Store, StoredMessage } from '../store/store.js';
import { askedAbout } from '../understanding/asked-about.js';
import { isFactKind } from '../understanding/answers/answers.js';
import { chosenIntents } from '../understanding/answers/chosen-intents.js';
import { withoutFiles } from '../understanding/fragments/attached-file.js';
import { readFragment, understoodCourtesy } from '../understanding/fragments/fragment.js';
import { ownOrCarried, withoutCarried } from '../understanding/entities/background.js';
import { factsOf } from '../understanding/facts.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import { visibleText } from '../understanding/visible-text.js';
import type { UnderstandRequest, UnderstoodMessage } from '../contracts/activities.js';
import type { Entity, Understanding } from '../contracts/understanding.js';
import { answersIn, partOf, seenBy } from './answers-in.js';
import { judgeUnderstanding } from './judge-understanding.js';
import { merchantOf } from './merchant-of.js';

/** What the activity needs: a provider, the merchants, what we said in the conversation, a clock (epoch ms). */
export interface UnderstandMessageDependencies {
  merchants: Merchants;
  understander: MessageUnderstander;
  store: {
    messages: Pick<Store['messages'], 'get'>;
    outbox: Pick<Store['outbox'], 'sentTexts' | 'readable'>;
  };
  now?: () => number;
}

/** Makes the activity; a message's text is never logged. */
export function understandMessage({
  understander,
  merchants,
  store,
  now = Date.now,
}: UnderstandMessageDependencies) {
  return async (request: UnderstandRequest, signal?: AbortSignal): Promise<UnderstoodMessage> => {
    const { asks, clarifying, conversation } = request;
    const merchant = merchantOf(merchants, request.merchant);
    const message = await writtenIn(request, store.messages);
    const { language, startedBy, customer } = message;
    const { text: whole, hidden } = visibleText(withoutFiles(message.text));
    const own = partOf(stripQuotedText(whole), request);
    const text = request.part === undefined ? whole : own;
    const apart = request.own === undefined ? toldApart(merchant.flows) : (request.own.apart ?? []);
    const expected = [...new Set(asks.flatMap(({ facts = [] }) => facts.filter(isFactKind)))];
    const { currency, ...hints } = entityHints(merchant.config, now());
    const from = { merchant: request.merchant, conversation };
    const [meaning, told, seen] = await Promise.all([
      understander.understand({ text, hidden, expected, from, apart, ...hints, ...partsOf(message) }, signal),
      store.outbox.sentTexts(request.merchant, conversation),
      seenBy(request, store.outbox),
    ]);
    const { carried, ...meant } = withoutCarried(meaning);
    const { today } = hints;
    const read = readFragment(own, meant, hints, { questions: asks, today, currency });
    const spoken = language ?? read.language ?? meaning.language;
    const { understanding, ...judged } = judgeUnderstanding(merchant, read.understanding, spoken);
    const answer = { text: own, understanding, today, currency, fragment: read.fragment };
    const fragment = read.fragment ?? understoodCourtesy(understanding);
    const asksAbout = askedAbout(own, understanding, merchant.config.languages);
    const chosen = clarifying && chosenIntents(own, understanding, clarifying);
    return {
      understanding: remembered(understanding, carried, apart),
      facts: boundFacts(factsOf(understanding.entities, told)),
      ...{ ...judged, ...answersIn(asks, answer, understanding.flags), ...seen, language: spoken },
      ...(request.part !== undefined && own.includes('?') ? { isQuestion: true } : {}),
      ...(fragment === undefined ? {} : { fragment }),
      ...(asksAbout === undefined ? {} : { asksAbout }),
      ...(chosen === undefined ? {} : { chosen }),
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(customer === undefined ? {} : { customer }),
      ...turnOf(message, own),
    };
  };
}

/** What tells a loop: whether the same was said before, and whether it is a mail or comes from a ticket. */
function turnOf(
  { text, subject, thread }: Pick<StoredMessage, 'text' | 'subject' | 'thread'>,
  own: string,
): Pick<UnderstoodMessage, 'digest' | 'isMail'> {
  const said = [own, text].map(wordsOf).find((words) => words !== '') ?? text.trim();
  const isMail = subject !== undefined || thread !== undefined;
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
  messages: Pick<Store['messages'], 'get'>,
): Promise<Pick<StoredMessage, 'text' | 'subject' | 'thread' | 'language' | 'startedBy' | 'customer'>> {
  if (own !== undefined) return own;
  const [message] = await messages.get(merchant, conversation, [messageId]);
  if (message === undefined) throw ApplicationFailure.nonRetryable('message_gone', 'message_gone');
  return message;
}
