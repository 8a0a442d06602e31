/** Events of returns. */
import type { BusinessEvent } from '../business-event.js';
import { moment, text } from '../field.js';

/** What was sent back has arrived. */
export const returnsReceived: BusinessEvent = {
  name: 'returns.received',
  title: 'A return has arrived',
  about: 'return',
  fields: { number: text().optional(), at: moment().optional() },
};

/** What was sent back has been looked at. */
export const returnsInspected: BusinessEvent = {
  name: 'returns.inspected',
  title: 'A return has been inspected',
  about: 'return',
  fields: { number: text().optional(), at: moment().optional(), finding: text().optional() },
};
