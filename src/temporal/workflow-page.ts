/** The page of a workflow in Temporal's UI: of its newest run, at the address of the UI. */
export const workflowPage = (ui: string, namespace: string, workflowId: string): string =>
  `${ui.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
