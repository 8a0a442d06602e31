/** shim */
import { z } from 'zod';
/** shim */
export const AnswerFormat = z.strictObject({});
/** shim */
export type AnswerFormatRules = z.infer<typeof AnswerFormat>;
