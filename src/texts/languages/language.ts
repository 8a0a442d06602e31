/** What the product needs from each of its languages: its own sentences in each style, and words for values. */
import type { EngineSentence } from '../../contracts/engine-sentences.js';
import type { OutcomeName } from '../../contracts/ir.js';
import type { GraveFlag } from '../../contracts/understanding.js';
import type { SmallTalk } from '../../understanding/intents/small-talk.js';
import type { AnswerWords } from './answer-words.js';
import type { HandoverWords } from './handover-words.js';
import type { Phrases } from './phrases.js';

/** Sentences that customers read on their own: for outcomes, from the engine, and from the conversation. */
export type SaidName =
  | OutcomeName
  | EngineSentence
  | SmallTalk
  | 'not_offered'
  | 'talk_to_a_person'
  | 'passed_on'
  | 'there'
  | 'unclear_message'
  | 'unclear_again'
  | 'unclear_order'
  | 'question_open'
  | 'side_question_open'
  | 'side_question'
  | 'yes_or_no'
  | 'again_choice'
  | 'again_number'
  | 'again_date'
  | 'again_amount'
  | 'again_text'
  | 'plainly'
  | 'unknown_choice'
  | 'unknown_answer'
  | 'backed_out'
  | 'under_way'
  | 'which_question'
  | 'not_done_yet'
  | 'answered_too_late'
  | 'remark'
  | 'clarify'
  | 'several_intents'
  | 'queued'
  | 'still_checked'
  | 'still_open'
  | 'still_open_until'
  | 'with_people'
  | 'unserved_language';

/** Why a conversation was handed over, for the people who read it: the same in every style. */
type SummaryName =
  | 'summary_unclear'
  | 'summary_unread'
  | 'summary_unknowing'
  | `summary_${GraveFlag}`
  | 'summary_flood'
  | 'summary_author'
  | 'summary_automatic'
  | 'summary_no_text'
  | 'summary_repeated'
  | 'summary_hurried'
  | 'summary_unserved_language'
  | 'summary_unknown_language';

/** What customers read where a person must see what they wrote: the same in every style. */
type ToPeopleName = `to_people_${GraveFlag}`;

/** Labels of a yes-or-no question, the same in every style. */
type LabelName = 'answer_yes' | 'answer_no';

/** Names of the product's own sentences, apart from those that intents bring. */
type SentenceName = SaidName | SummaryName | ToPeopleName | LabelName;

/** A text for each name. */
export type Sentences<Name extends string = SentenceName> = Readonly<Record<Name, string>>;

/** Words for enum values, by enum name: every value of the catalogue has its own, so that no customer reads a code. */
export type EnumWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Questions such as “any news?”, and words in and around them that change nothing and are left out of the phrases. */
export interface StatusQuestions {
  phrases: readonly string[];
  fillers: readonly string[];
  /** What is one with a question mark only: “and?”. */
  withMark: readonly string[];
}

/** What a question beside a matter may be about. */
export type SideAspect = 'money_back' | 'label' | 'place' | 'cost' | 'time';

/** Questions beside what is open or has just been done: “who pays the postage?”. Patterns are for words in lower case with spaces around. */
export interface SideQuestions {
  /** Begins one that lacks its mark: “how long”. */
  begins: RegExp;
  /** Asks that something be done: “can you cancel”. */
  orders: RegExp;
  /** Says that another thing is meant: “also”, “the other one”. */
  another: RegExp;
  /** By what it is about: how it is asked, and how a sentence reads that answers it. */
  aspects: Readonly<Record<SideAspect, { asked: RegExp; answer: RegExp }>>;
}

/** A language of the product. */
export interface Language {
  /** BCP 47 locale for numbers, dates and lists if a customer's language names no region. */
  locale: string;
  /** The sentences in the neutral style. */
  sentences: Sentences;
  /** Customer-facing sentences in the other styles, by style name. */
  styles: Readonly<Record<string, Sentences<SaidName>>>;
  words: EnumWords;
  /** By which messages are recognised that name no matter of their own. */
  phrases: Phrases;
  /** By which a yes and a no are read. */
  answers: AnswerWords;
  /** Whole messages that ask how an open matter stands without naming it, in lower case and without punctuation. */
  statusQuestions: StatusQuestions;
  /** How questions beside a matter are asked, and what answers them. */
  sideQuestions: SideQuestions;
  /** Says that something of the customer's own is meant, or is to be done: for words in lower case with spaces around. */
  requests: RegExp;
  /** What people read who take a conversation over. */
  handover: HandoverWords;
  /** Sentences of intents whose files lack them in this language, by name: `about_refund`, `summary_refund`. */
  intentSentences?: Readonly<Record<string, string>>;
}

/** Languages by their code, without region. */
export type Languages = ReadonlyMap<string, Language>;
