/** The time zone in which a merchant's times are printed. */
import { mainFlow } from '../contracts/main-flow.js';
import type { FlowVersions } from '../store/store.js';

/** As its published flows have it; undefined before a worker has published any. */
export const zoneOf = async (
  versions: Pick<FlowVersions, 'current'>,
  merchant: string,
): Promise<string | undefined> => (await versions.current(merchant, mainFlow))?.ir.merchant.zone;
