/** Durations as settings and connection files write them: the only place that defines the units. */
import { z } from 'zod';

/** Milliseconds of each unit. */
export const UNIT_MS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A unit of time. */
export type TimeUnit = keyof typeof UNIT_MS;

/** A whole number with a unit, matching the pattern, as milliseconds; the pattern names only these units. */
export const durationLike = (form: RegExp, message: string) =>
  z
    .string()
    .regex(form, message)
    .transform((text) => Number.parseInt(text, 10) * UNIT_MS[text.replace(/^[\d ]+/, '') as TimeUnit]);
