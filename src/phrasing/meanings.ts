/** What words mean, as names of groups: `?` stands before one that they say only vaguely. */

/** A group that is meant, whether vaguely or not. */
export const firm = (meaning: string): string => meaning.replace(/^\?/u, '');

/** Whether a group is meant as such, not only vaguely. */
export const isFirm = (meaning: string): boolean => !meaning.startsWith('?');
