/** What a run leaves for whoever counts runs: which steps it took, where it waits, how it ended; nothing of it is of a person. */

/** For whom or what a run waits at a step. */
export type WaitsFor = 'customer' | 'approval' | 'event' | 'timer' | 'flow';

/** Where a run stands that waits or has ended; a later one of the same run says more. */
export interface RunNote {
  merchant: string;
  /** The run's workflow id; of an inlined sub-flow, the id that it would have. */
  run: string;
  flow: string;
  hash: string;
  /** Workflow time, epoch ms: of two notes of a run, the one with the greater counts. */
  at: number;
  /** The steps that it has entered, with the word for how each last ended; empty while it has not. */
  steps: readonly { step: string; outcome: string }[];
  /** Where it waits; nowhere once it has ended. */
  waits: readonly { step: string; for: WaitsFor }[];
  /** How it ended: with a result of its flow, or an error's code. */
  end?: { result: string } | { code: string };
}

/** Where workflows leave notes, outside of their histories: a note may come twice, after a crash. */
export type RunSinks = { runs: { note(note: RunNote): void } };
