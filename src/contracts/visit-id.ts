/** How a visit of a step is named for good: `<workflow id>#<step>#<visit>`; a request for an approval and a write have this id. */

interface Visit {
  workflowId: string;
  step: string;
  visit: number;
}

/** Its id. */
export const visitId = ({ workflowId, step, visit }: Visit): string => `${workflowId}#${step}#${visit}`;

/** What an id names; undefined for any other text. */
export function visitNamed(id: string): Visit | undefined {
  const [, workflowId, step, visit] = /^(.+)#([^#]+)#(\d{1,9})$/s.exec(id) ?? [];
  return workflowId === undefined || step === undefined
    ? undefined
    : { workflowId, step, visit: Number(visit) };
}

/** The merchant of an id that begins with a run's: that begins with its merchant's name, which holds no slash. */
export const ownerOf = (id: string): string => id.split('/', 1)[0] ?? '';
