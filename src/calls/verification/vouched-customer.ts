/** A customer for whom the channel vouches, as verification sees them. */
import type { SubjectRecord } from '../../operations/subject.js';

/** A customer with a voucher of this merchant and conversation. */
export interface Vouched {
  /** By which their records are listed: the vouched one, never a typed one. */
  email?: string;
  /** Whether a record is theirs. */
  owns(record: SubjectRecord): boolean;
  /** False once the voucher has expired: it opens no further record, what it has opened stays so for its time. */
  current: boolean;
  /** Under which the records that it opened are noted: another customer in the same conversation has another. */
  scope: string;
}
