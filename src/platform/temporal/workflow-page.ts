/** The page of a workflow in Temporal's UI: of its newest run, at the address of the UI. */
const workflowPage = (ui: string, namespace: string, workflowId: string): string =>
  `${ui.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;

/** Leads from workflows to their pages, where the address of the UI is set. */
export const linkIn =
  (ui: string | undefined, { namespace }: { namespace: string }) =>
  (workflowId: string): string | undefined =>
    ui && workflowPage(ui, namespace, workflowId);
