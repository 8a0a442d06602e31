/** How payloads are written into histories: one data converter for worker and client alike. */
import type { DataConverter } from '@temporalio/common';

/**
 * The data converter of every process. A payload codec stands in `payloadCodecs`; all readers of a history must then
 * have its keys, so it is set here and nowhere else.
 */
export const dataConverter: DataConverter = { payloadCodecs: [] };
