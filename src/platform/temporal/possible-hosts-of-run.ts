/** Where a run is to be found, of which only the id is known: an inlined one has no workflow of its own. */

/** `/<step>/<visit>` at the end of a sub-flow's id. */
const subflow = /\/[^/]+\/\d+$/;

/**
 * The workflows in which a run may be, the likeliest first: its own, otherwise its caller's, and so on up to that of
 * the run that the conversation started. The first of them that exists is the one.
 */
export function hostsOf(run: string): readonly string[] {
  const hosts = [run];
  for (let id = run; subflow.test(id); hosts.push(id)) id = id.replace(subflow, '');
  return hosts;
}
