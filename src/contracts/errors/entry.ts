/** The shape of an entry of the error catalogue. */

/** `retry` says whether the same thing can work later; `hint` says what to do. */
export interface ErrorEntry {
  retry: 'never' | 'later';
  title: string;
  hint: string;
}

/** An entry for a mistake that stays one until somebody changes something. */
export const never = (title: string, hint: string): ErrorEntry => ({ retry: 'never', title, hint });

/** An entry for a failure that may pass by itself. */
export const later = (title: string, hint: string): ErrorEntry => ({ retry: 'later', title, hint });
