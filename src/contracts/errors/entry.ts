/** The shape of an entry of the error catalogue. */

/** `retry` says whether the same attempt can work later; `hint` says what to do. */
export interface ErrorEntry {
  retry: 'never' | 'later';
  title: string;
  hint: string;
}

/** An entry for a mistake that stays until somebody changes something. */
export const never = (title: string, hint: string): ErrorEntry => ({ retry: 'never', title, hint });

/** An entry for a failure that may resolve itself. */
export const later = (title: string, hint: string): ErrorEntry => ({ retry: 'later', title, hint });
