/** A flow's version: the SHA-256 of its canonical text. */
import { createHash } from 'node:crypto';
import type { FlowIr } from '../contracts/ir.js';
import { canonicalJson, type Json } from '../contracts/json.js';

/** The canonical text of the IR, which is hashed and measured. */
export const canonicalFlow = (ir: FlowIr): string =>
  // An IR is JSON by construction; its interfaces only lack the index signature of `Json`.
  canonicalJson(ir as unknown as Json);

/** SHA-256 of a canonical text, hexadecimal. */
export const hashOfText = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');

/** SHA-256 of the IR's canonical text, hexadecimal. */
export const hashOf = (ir: FlowIr): string => hashOfText(canonicalFlow(ir));
