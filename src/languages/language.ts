/** What the product needs of a language that it writes: its own sentences in each tone, and words for values. */
import type { EngineSentence } from '../contracts/engine-sentences.js';
import type { OutcomeName } from '../contracts/ir.js';

/** Sentences that a customer reads by themselves: of outcomes, of the engine, and of the conversation. */
export type SaidName =
  | OutcomeName
  | EngineSentence
  | 'talk_to_a_person'
  | 'unclear_message'
  | 'clarify'
  | 'several_intents'
  | 'queued'
  | 'with_people';

/** What customers call an intent: it stands in "Is it about …, or about …?", the same in every tone. */
type IntentName = `about_${
  | 'wismo'
  | 'refund'
  | 'cancel_order'
  | 'return'
  | 'replacement'
  | 'change_order'
  | 'change_address'
  | 'sub_cancel'
  | 'sub_pause'
  | 'sub_change'
  | 'sub_refund'
  | 'talk_to_a_person'}`;

/** Why a conversation was handed over, for the people who read it: the same in every tone. */
type SummaryName = 'summary_unclear' | 'summary_legal_threat' | 'summary_safety';

/** Names of the product's own sentences. */
export type SentenceName = SaidName | IntentName | SummaryName;

/** A text for each name. */
export type Sentences<Name extends string = SentenceName> = Readonly<Record<Name, string>>;

/** Words for values of enums, by the enum's name; a value without one is its own name without underscores. */
export type EnumWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A language that the product writes. */
export interface Language {
  /** How numbers, dates and lists are written where a customer's language names no region (BCP 47). */
  locale: string;
  /** The sentences in the neutral tone. */
  sentences: Sentences;
  /** What customers read in the other tones, by the tone's name. */
  tones: Readonly<Record<string, Sentences<SaidName>>>;
  words: EnumWords;
}

/** Languages by their code, without region. */
export type Languages = ReadonlyMap<string, Language>;
