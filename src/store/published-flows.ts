/** What the store keeps of published flows. */
import type { FlowIr } from '../contracts/ir.js';

/** A version of a flow, and when it was published (epoch ms). */
export interface FlowVersion {
  hash: string;
  at: number;
}

/** Append-only table of published flows; "current" is the last published for (merchant, flow). */
export interface FlowVersions {
  /** Makes a version the current one; one that was current before only with `back`. */
  publish(
    version: { merchant: string; flow: string; hash: string; ir: FlowIr },
    options?: { back?: boolean },
  ): Promise<void>;
  get(merchant: string, hash: string): Promise<FlowIr | undefined>;
  current(merchant: string, flow: string): Promise<{ hash: string; ir: FlowIr } | undefined>;
  /** The current version of each flow of a merchant. */
  all(merchant: string): Promise<FlowIr[]>;
  /** Versions of a flow, the last published first, at most 100. */
  versions(merchant: string, flow: string): Promise<FlowVersion[]>;
  /** Merchants with at least one published flow. */
  merchants(): Promise<string[]>;
}
