/** How intents are called in evaluations: a request for people is none, as no flow answers it. */
import { intentOf } from '../../src/contracts/intent-name.js';
import { intentNamed, noIntent } from '../../src/understanding/intents/index.js';

/** The name of a label or an intent in evaluations. */
export function publicIntentOf(label: string): string {
  const intent = intentOf(label);
  return intentNamed(intent)?.wants === 'people' ? noIntent : intent;
}
