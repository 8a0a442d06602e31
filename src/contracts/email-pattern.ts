/** How an e-mail address stands in a text. */

/** Matches only at the start of a run of its characters: linear time. RE2 would take a sixth of the cold start. */
export const emailPattern =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
