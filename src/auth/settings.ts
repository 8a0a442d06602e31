/** Forms of settings that several schemes share; YAML gives texts only. */
import { z } from 'zod';

const UNITS = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A time such as `90s`, `5min`, `24h`; becomes milliseconds. */
export const Duration = z
  .string()
  .regex(/^\d{1,6} ?(s|min|h|d)$/, 'A time is written as 30s, 5min, 24h or 7d.')
  .transform((text) => Number.parseInt(text, 10) * UNITS[text.replace(/^[\d ]+/, '') as keyof typeof UNITS]); // the regex names the units

/** `true` or `false`; becomes a boolean. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** What may stand in a header: visible ASCII and blanks, so no line break that would start another one. */
export const HeaderText = z
  .string()
  .regex(/^[\x20-\x7e]*$/, 'Only visible ASCII characters can stand in a header.');

/** Name of a header (RFC 9110 §5.1, without the signs that nobody uses). */
export const HeaderName = z.string().regex(/^[A-Za-z0-9_-]+$/, 'This is no name of a header.');
