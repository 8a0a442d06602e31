/** Ids that begin with a run's id: of its sub-flows, requests and replies. */

/** The pattern of ids that are this one and a sign, and whatever follows; for `like`. */
export const idsBelow = (workflowId: string, sign: '/' | '#'): string =>
  `${workflowId.replaceAll(/[\\%_]/g, '\\$&')}${sign}%`;
