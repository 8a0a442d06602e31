/** What the script's answers say beside the call that they are for: what became of it, and which records they list. */
import type { Attempt } from '../connectors/connector.js';
import type { Json } from '../contracts/json.js';
import { addDuration } from '../merchants/calendar.js';
import type { MerchantConfig } from '../merchants/merchant.js';
import type { SubjectKind } from '../commerce/subject.js';
import type { ScriptedAnswer } from './flow-test.js';

type Gives = ScriptedAnswer['gives'] | undefined;

const pending: Attempt = { is: 'done', result: 'pending', outputs: {} };

/** What a system says at a moment of a write that it has accepted (epoch ms). */
export function settledBy(gives: Gives, acceptedAt: number, now: number, config: MerchantConfig): Attempt {
  if (gives?.is !== 'accepted' || now < addDuration(config, acceptedAt, gives.after)) return pending;
  const { then } = gives;
  switch (then.is) {
    case 'pending':
      return pending;
    case 'done':
      return { ...then, result: 'done' };
    case 'refused':
      return { is: 'done', result: 'refused', outputs: { code: then.code } };
  }
}

/** The record of that number in a list that an answer gives. */
export function listedIn(gives: Gives, about: SubjectKind, number: Json | undefined): Json | undefined {
  const listed = gives?.is === 'done' ? gives.outputs[about.list] : undefined;
  return isList(listed) ? listed.find((each) => about.read(each)?.number === number) : undefined;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
