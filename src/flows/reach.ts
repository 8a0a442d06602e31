/** What a compiled flow can do, itself or through its sub-flows. */
export interface Reach {
  /** A step asks the customer; the engine's own questions are not counted. */
  asks: boolean;
  /** A step asks the customer for a yes or no. */
  confirms: boolean;
  /** Changes something; moving money counts. */
  writes: boolean;
  money: boolean;
}

/** What reaches nothing. */
export const noReach: Reach = { asks: false, confirms: false, writes: false, money: false };
