/** The carrier's states of a search for a parcel. */

/** In the order in which they come; the last three end it. */
export const searchStates = ['OFFEN', 'IN_ARBEIT', 'GEFUNDEN', 'VERLOREN', 'ABGELEHNT'] as const;
