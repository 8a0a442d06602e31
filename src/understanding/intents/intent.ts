/** What an intent is: all that the product knows of one thing that a message can want. */
import type { SmallTalk } from './small-talk.js';

/** What acting on a misunderstood message costs, from a person's time to what cannot be undone. */
export type IntentRisk = 'harmless' | 'reading' | 'reversible' | 'final';

/** Texts by the code of their language. */
type ByLanguage = Readonly<Record<string, string>>;

/** A finer distinction within an intent; understanding tells these apart. */
export interface FineIntent {
  /** The intent's name, or `<intent>.<part>`. */
  id: string;
  definition: string;
  /** Messages that mean it; `{i}` stands for an item, `{o}` for an order's number. */
  examples: readonly string[];
  /** Similar messages that mean another fine intent, by text. */
  nearMisses: Readonly<Record<string, string>>;
  /** It wants nothing: this sentence answers it. */
  smallTalk?: SmallTalk | undefined;
  /** The intent of the matters whose status it asks about. */
  asksAbout?: string;
  /** The flow that answers it, if that is not the intent's. */
  flow?: IntentFlow;
  /** People answer it, whatever answers the intent: the queue where a merchant has one of that name. */
  queue?: string;
  /** It cannot wait for its turn. */
  priority?: 'high';
  /** What customers call it, and what people read about it, where that differs from the intent. */
  names?: ByLanguage;
  summary?: ByLanguage;
}

/** An input of the flow that answers an intent: a fixed value, or what the message names, else `orValue`. */
export type IntentInput = { value: string } | { entity: string; orValue?: string };

/** A flow that answers an intent, with its inputs. */
interface IntentFlow {
  name: string;
  inputs: Readonly<Record<string, IntentInput>>;
}

/** An intent, as its file has it. */
export interface Intent {
  /** snake_case. */
  name: string;
  /** Set for the two intents that are no matter of their own: people are wanted, and nothing that we know is. */
  wants?: 'people' | 'nothing_known';
  risk: IntentRisk;
  /** The flow that answers it, with its inputs. */
  flow?: IntentFlow;
  /** Where people answer it: the queue of this name, where a merchant has one. */
  queue?: string;
  /** It cannot wait for its turn. */
  priority?: 'high';
  /** The merchant's sentence that customers hear if no flow answers it. */
  reply: string;
  /** What customers call it, as in "Is it about …?". */
  names: ByLanguage;
  /** What people read about the customer if no flow answers it. */
  summary: ByLanguage;
  fine: readonly FineIntent[];
}
