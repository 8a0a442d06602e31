/** Faults that a server can be told to have. */
import { z } from 'zod';
import type { ApiRequest } from './api.js';

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
};

/** A fault and the requests that meet it; README.md says what each kind does. */
export const Fault = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A part of path and query, or a regular expression for it. */
      path: z.string().refine(isPattern, 'is no regular expression').optional(),
      /** A part of the body: the operation that a SOAP or GraphQL request asks for. */
      body: z.string().optional(),
    })
    .default({}),
  /** How many requests meet it; without it, all until the reset. */
  times: z.number().int().positive().optional(),
  kind: z.enum(['delay', 'silence', 'act_and_lose', 'status', 'throttled', 'html', 'half_body', 'empty']),
  /** How long a `delay` is, in milliseconds. */
  ms: z.number().int().nonnegative().default(1000),
  /** A `delay` that comes before the shop acts, not after it. */
  before: z.boolean().default(false),
  /** Whether `status`, `html` and `empty` act before they answer so. */
  act: z.boolean().default(false),
  /** The status of `status` (503 by default), `html` and `empty` (200 by default). */
  status: z.number().int().min(200).max(599).optional(),
  /** The `Retry-After` of `status` and `throttled`, in seconds. */
  retryAfter: z.number().int().nonnegative().optional(),
});

/** A fault with its defaults filled in. */
export type Fault = z.output<typeof Fault>;

/** A fault as it is told. */
export type FaultInput = z.input<typeof Fault>;

/** The faults that are waiting for requests; the first that fits a request is the one it meets. */
export class Faults {
  #waiting: Fault[] = [];

  /** How many are waiting. */
  get size(): number {
    return this.#waiting.length;
  }

  add(fault: Fault): void {
    this.#waiting.push(fault);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that this request meets, which is then counted. */
  take(request: ApiRequest): Fault | undefined {
    const index = this.#waiting.findIndex((fault) => fits(fault, request));
    const fault = this.#waiting[index];
    if (fault?.times === undefined) return fault;
    const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
    this.#waiting.splice(index, 1, ...rest);
    return fault;
  }
}

function fits({ match: { method, path, body } }: Fault, request: ApiRequest): boolean {
  if (body !== undefined && !request.body.includes(body)) return false;
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  return path === undefined || request.target.includes(path) || new RegExp(path).test(request.target);
}
