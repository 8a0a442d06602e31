/** An issue in a file written by a person: flow, connection, merchant or texts. */
import type { ErrorCode } from './errors/catalogue.js';

/** One thing that is wrong, where, and what to do; line and column count from 1. */
export interface Issue {
  file: string;
  line: number;
  column: number;
  code: ErrorCode;
  message: string;
  hint: string;
  /** Path inside the document, e.g. `steps[2].cases.found`. */
  path: string;
  /** The line of the file, for the caret. */
  source?: string;
  /** What is probably wrong but may be meant: it keeps no merchant from being served. */
  level?: 'warning';
}
