/** How payloads and failures are written into histories: one data converter for worker, client and commands. */
import type { DataConverter } from '@temporalio/common';
import { failureConverterPath } from '../../platform/temporal/workflow-source.js';
import type { KeyRing } from './key-ring.js';
import { type Plaintext, plainCodec, SealingCodec } from './payload-codec.js';

/** The data converter of a process; without keys payloads stay in clear. */
export function dataConverterOf(keys?: KeyRing, plaintext: Plaintext = 'refused'): DataConverter {
  return {
    failureConverterPath,
    payloadCodecs: [keys === undefined ? plainCodec : new SealingCodec(keys, plaintext)],
  };
}
