/** The error that ends a run: only a code, so that it can never contain a customer's values. */
import type { RunErrorCode } from '../../contracts/errors/runs.js';

/** Thrown inside the interpreter, and always caught by it: it becomes the command `fail`. */
export class RunError extends Error {
  override readonly name = 'RunError';

  constructor(readonly code: RunErrorCode) {
    super(code);
  }
}

/** The code of whatever was thrown; a stack overflow means nesting too deep, anything else is our own fault. */
export function codeOf(error: unknown): RunErrorCode {
  if (error instanceof RunError) return error.code;
  return error instanceof RangeError ? 'depth_exceeded' : 'internal';
}
