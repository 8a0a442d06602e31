/** Times as they stand in the settings of a scheme. */
import { z } from 'zod';

const UNITS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `4h`: a time in ms. */
export const Duration = z
  .string()
  .regex(/^[1-9]\d{0,5} ?(ms|s|min|h|d)$/, 'A time is written as 30s, 20min, 4h or 7d.')
  .transform((text) => Number.parseInt(text, 10) * UNITS[text.replace(/^[\d ]+/, '') as keyof typeof UNITS]); // the regex names them
