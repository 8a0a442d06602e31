/** Times as programs print them, which without a zone are another time to whoever reads them elsewhere. */

// With a space between day and time as people read it, with `T` as programs do.
const moments = /\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?<rest>[^\n]{0,7})/g;
const zone = /^(?:Z|[+-]\d\d:?\d\d| [A-Z]{3,5}\b| UTC[+-]\d\d)/;
// Epoch milliseconds of 2017 to 2033.
const epoch = /(?<![\w.-])1[5-9]\d{11}(?![\w.-])/g;

/** The times in a text that do not say in which zone they are. */
export function timesWithoutZone(text: string): string[] {
  const bare = [...text.matchAll(moments)].filter(({ groups }) => !zone.test(groups?.['rest'] ?? ''));
  return [...bare.map(([moment]) => moment), ...(text.match(epoch) ?? [])];
}
