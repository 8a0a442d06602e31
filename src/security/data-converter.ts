/** How payloads are written into histories: one data converter for worker and client alike. */
import type { DataConverter } from '@temporalio/common';

/**
 * The data converter of every process. A payload codec goes into `payloadCodecs`; all readers of a history then
 * need its keys, so it is set here and nowhere else.
 */
export const dataConverter: DataConverter = { payloadCodecs: [] };
