/** The log as every room writes to it. */

/** Structured log, as pino has it: fields first, then the sentence. Fields hold no customer's values. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
