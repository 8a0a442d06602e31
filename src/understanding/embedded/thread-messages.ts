/** What the worker and the embedded model's thread send each other. */
import type { Understanding } from '../../contracts/understanding.js';
import type { Compared, MessageToUnderstand } from '../understander.js';
import type { OwnIntent } from './own-intents.js';

/** A message to understand, a text to compare with phrases, one whose state is wanted, or a merchant's own intents to learn. */
export type ToThread =
  | { id: number; message: MessageToUnderstand }
  | { id: number; compared: Omit<Compared, 'merchant'> }
  | { id: number; stateOf: string }
  | { id: number; merchant: string; intents: readonly OwnIntent[] };

/** First the version, once the model is loaded; then an answer per message, or that the intents are learnt. */
export type FromThread =
  | { ready: string }
  | { id: number; meaning: Omit<Understanding, 'provider'> }
  | { id: number; likeness: readonly number[] }
  | { id: number; state: Float32Array }
  | { id: number; learnt: true }
  | { id: number; error: string };
