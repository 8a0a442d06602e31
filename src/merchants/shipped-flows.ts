/** Where the flows that the product ships lie. */
import { fileURLToPath } from 'node:url';

/** Folder of the shipped flows, with `texts/`: beside `src`, in the sources as in what was built of them. */
export const shippedFlows = fileURLToPath(new URL('../../flows', import.meta.url));
