/** The error for a value that cannot be written into a request, which is then not sent. */

/** Thrown while a request is written; the message never holds the value. */
export class UnusableValue extends Error {}
