/** A value of a call cannot stand where it belongs: the request is not sent. */

/** Thrown while a request is written; the message never holds the value. */
export class UnusableValue extends Error {}
