/** What the worker and the embedded model's thread send each other. */
import type { Understanding } from '../../contracts/understanding.js';
import type { MessageToUnderstand } from '../understander.js';
import type { OwnIntent } from './own-intents.js';

/** A message to understand, or a merchant's own intents to learn. */
export type ToThread =
  | { id: number; message: MessageToUnderstand }
  | { id: number; merchant: string; intents: readonly OwnIntent[] };

/** First the version, once the model is loaded; then an answer per message, or that the intents are learnt. */
export type FromThread =
  | { ready: string }
  | { id: number; meaning: Omit<Understanding, 'provider'> }
  | { id: number; learnt: true }
  | { id: number; error: string };
