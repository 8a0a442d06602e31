/** The one error type of the product, and how a message is written: what is wrong, where, what to do. */
import { type ErrorCode, errorCatalogue } from './catalogue.js';

/** The place of a mistake. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  /** Path inside the document, e.g. `steps[2].cases.found`. */
  path?: string;
}

/** An error that its reader can act on; `message` never contains a secret or customer data. */
export class OrderlyError extends Error {
  override readonly name = 'OrderlyError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly place: Place | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; place?: Place; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? errorCatalogue[code].hint;
    this.place = options.place;
  }
}
