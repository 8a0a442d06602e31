/** Replies that channels have yet to get; the table is in `reply-deliveries.ts`. */

/** A channel with a webhook, or a help desk. */
export interface DeliveredChannel {
  merchant: string;
  channel: string;
}

/** A conversation whose next reply is due, taken by one worker. */
export interface ClaimedReplies extends DeliveredChannel {
  conversation: string;
  /** The last position that was delivered or given up; the next one is due. */
  after: number;
  /** This attempt's number since something was delivered, from 1. */
  attempt: number;
  /** When it was taken, by the database's clock, epoch ms: that reply was due then. */
  takenAt: number;
  /** Until when it is this worker's, by the same clock; it stays so only while the row says the same. */
  until: number;
}

/** Positions of the outbox that channels have yet to get, in order for each conversation. */
export interface ReplyDeliveries {
  /** Begins to deliver what is written for these channels from now on. */
  begin(channels: readonly DeliveredChannel[]): Promise<void>;
  /** Takes conversations that are due, as many of each channel; nobody else gets them for so long (ms). */
  claim(
    channels: readonly (DeliveredChannel & { most: number })[],
    leaseMs: number,
  ): Promise<ClaimedReplies[]>;
  /**
   * Notes that a conversation's replies up to a position are delivered, or given up. It stays taken if it `goesOn`, and is given
   * up for others otherwise; false if it was not this worker's any more, or if nothing is left: then nothing may go on.
   */
  passed(claimed: ClaimedReplies, position: number, goesOn: boolean): Promise<boolean>;
  /** The next attempt is due in so many ms, unless it was not this worker's any more. */
  retry(claimed: ClaimedReplies, inMs: number): Promise<void>;
}
