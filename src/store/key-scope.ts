/** What a key is for, as a text that is authenticated, and as a workflow's id says it. */
import type { KeyScope } from './key-rows.js';

/** A scope as text: `conversation:<merchant>/<conversation>`, `intake:<merchant>`, `merchant:<merchant>`, `installation`. */
export function scopeText(scope: KeyScope): string {
  switch (scope.kind) {
    case 'installation':
      return scope.kind;
    case 'merchant':
    case 'intake':
      return `${scope.kind}:${scope.merchant}`;
    case 'conversation':
      return `${scope.kind}:${scope.merchant}/${scope.conversation}`;
  }
}

/** A conversation's scope. */
export const scopeOfConversation = (merchant: string, conversation: string): KeyScope => ({
  kind: 'conversation',
  merchant,
  conversation,
});

/** The scope of a workflow: ids of conversations and their runs begin with `<merchant>/<conversation>`, others belong to no merchant. */
export function scopeOfWorkflow(workflowId: string): KeyScope {
  const [merchant = '', conversation = ''] = workflowId.split('/', 2);
  if (merchant === '' || conversation === '') return { kind: 'installation' };
  return scopeOfConversation(merchant, conversation);
}
