/** Schemas of settings that several schemes share; YAML gives texts only. */
import { z } from 'zod';
import { durationLike } from './durations.js';

/** A duration such as `90s`, `5min`, `24h`, as milliseconds. */
export const Duration = durationLike(/^\d{1,6} ?(s|min|h|d)$/, 'Write a time such as 30s, 5min, 24h or 7d.');

/** How long something kept stays valid: `30s`, `4h`, never zero; as milliseconds. */
export const Lifetime = durationLike(
  /^[1-9]\d{0,5} ?(ms|s|min|h|d)$/,
  'Write a time such as 30s, 20min, 4h or 7d.',
);

/** `true` or `false`, as a boolean. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** What a header may contain: visible ASCII and spaces, so no line break that would start another one. */
export const HeaderText = z
  .string()
  .regex(/^[\x20-\x7e]*$/, 'A header can only contain visible ASCII characters.');

/** A header name (RFC 9110 §5.1, without the characters that nobody uses). */
export const HeaderName = z.string().regex(/^[A-Za-z0-9_-]+$/, 'This is not a valid header name.');
