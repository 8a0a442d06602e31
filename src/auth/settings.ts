/** Schemas of settings that several schemes share; YAML gives texts only. */
import { z } from 'zod';
import { durationLike } from './durations.js';

/** A duration such as `90s`, `5min`, `24h`, converted to milliseconds. */
export const Duration = durationLike(/^\d{1,6} ?(s|min|h|d)$/, 'A time is written as 30s, 5min, 24h or 7d.');

/** A lifetime such as `30s`, `4h`, never zero, converted to milliseconds. */
export const Lifetime = durationLike(
  /^[1-9]\d{0,5} ?(ms|s|min|h|d)$/,
  'A time is written as 30s, 20min, 4h or 7d.',
);

/** `true` or `false`, converted to a boolean. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Text of a header: visible ASCII and blanks, so no line break that would start another header. */
export const HeaderText = z
  .string()
  .regex(/^[\x20-\x7e]*$/, 'Only visible ASCII characters can stand in a header.');

/** Name of a header (RFC 9110 §5.1, without characters that nobody uses). */
export const HeaderName = z.string().regex(/^[A-Za-z0-9_-]+$/, 'This is no name of a header.');
