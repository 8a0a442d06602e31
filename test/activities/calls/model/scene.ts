/** What is the same all through one schedule: how the shop can be asked again, and what it says of refusals. */
import type { Idempotency } from '../../../../src/connectors/connector.js';

/** Of one whole request, ms. */
export const TIMEOUT_MS = 20_000;
/** How long the shop knows a key, ms. */
export const WINDOW_MS = 3_600_000;
/** How long the shop may still be at work on what was sent, ms (DESIGN §5: 5 min). */
export const SETTLE_MS = 300_000;
/** How long an attempt may send from when it became the sender, ms. */
export const SEND_MS = 120_000;
/** What was charged for the order. */
export const CHARGED = 4000;

/** A random number from 0 to below 1. */
export type Random = () => number;

/** One of some things. */
export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** The scene of a schedule. */
export interface Scene {
  idempotency: Idempotency;
  effect: 'write' | 'money';
  /** The shop only accepts, and tells later. */
  accepts: boolean;
  /** The connection says that refusals mean that nothing happened. */
  proves: boolean;
  /** The shop refuses to pay back more than was charged. */
  checks: boolean;
  /** The shop names what it has booked. */
  references: boolean;
  minor: number;
}

const kinds: readonly Idempotency[] = [
  { kind: 'key', windowMs: WINDOW_MS },
  { kind: 'natural' },
  { kind: 'lookup', operation: 'model.happened' },
  { kind: 'none' },
];

/** Draws a scene; `natural` sets a state and moves no money. */
export function drawScene(random: Random): Scene {
  const idempotency = pick(random, kinds);
  const natural = idempotency.kind === 'natural';
  return {
    idempotency,
    effect: natural || random() < 0.2 ? 'write' : 'money',
    accepts: !natural && random() < 0.25,
    proves: random() < 0.3,
    checks: !natural && random() < 0.5,
    references: random() < 0.7,
    minor: random() < 0.7 ? CHARGED : 1500,
  };
}
