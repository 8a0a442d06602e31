/** The log as every package writes to it. */

/** Structured log in pino's style: fields first, then the sentence. Fields contain no customer values. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
