/**
 * What each column of the store holds of persons, declared once: either it is sealed, or it says why it may stand in clear.
 * Numbers, times and booleans need no word. `test/store/column-classes.test.ts` holds the schema to it.
 */

/** Columns whose cells are sealed (`cells.ts`), as `<table>.<column>`; they are `bytea`, and no other column is. */
export const sealedColumns = [
  'approval_requests.comment',
  'approval_requests.request',
  'documents.content',
  'documents.name',
  'effects.answer',
  'effects.request',
  'messages.customer',
  'messages.mail',
  'messages.text',
  'outbox.body',
  'received_events.body',
  'received_events.fields',
] as const;

/** See `sealedColumns`. */
export type SealedColumn = (typeof sealedColumns)[number];

/** Why columns of a name stand in clear in whichever table. */
export const plainNames: Readonly<Record<string, string>> = {
  connection: 'a name of merchant.yaml',
  conversation: 'an id that the channel gives: it names nobody (docs/operating/privacy.md)',
  flow: 'a name of the merchant’s files',
  key: 'a keyed hash',
  kind: 'one of a few words',
  merchant: 'a name of the installation',
  operation: 'a name of the catalogue',
  state: 'one of a few words',
  step: 'a name of a flow’s file',
  workflow_id: 'the conversation’s id, and names of flows and steps',
};

/** Why single columns stand in clear, as `<table>.<column>`. */
export const plainColumns: Readonly<Record<string, string>> = {
  'approval_notices.target': 'a name of merchant.yaml',
  'approval_requests.decided_by': 'a name of merchant.yaml: who is answerable for it',
  'approval_requests.message_ids': 'ids that the channel gives',
  'approval_requests.request_id': 'the run’s id, and a name of its flow’s file',
  'approval_requests.run_id': 'an id of Temporal’s',
  'approval_requests.zone': 'a time zone of merchant.yaml',
  'audit_trail.action': 'one of a few words',
  'audit_trail.actor': 'who of the staff: who is answerable for it',
  'audit_trail.details': 'digests, names of operations, counts',
  'audit_trail.outcome': 'one of a few words',
  'audit_trail.subject': 'an id of a request or a conversation, or what was stopped',
  'conversations.channel': 'a name of merchant.yaml',
  'conversations.people': 'a queue, or who of the staff has it, by names of merchant.yaml',
  'customer_hashes.hash': 'a keyed hash',
  'document_links.document': 'an id at random',
  'document_links.hash': 'a hash of a token at random',
  'documents.id': 'an id at random',
  'documents.media_type': 'one of a few words',
  'documents.sha256': 'SHA-256 of a whole paper; it goes with it',
  'effects.digest': 'SHA-256 of what was sent, with the order’s and the run’s ids in it',
  'effects.effect': 'one of a few words',
  'effects.passed_gate': 'ids of attempts, and when',
  'effects.reference': 'the system’s id of what was done: without it nobody can prove a payment',
  'effects.sender': 'an id of an attempt',
  'effects.settled_by': 'an id of an attempt',
  'event_starts.fact': 'a business event, and a keyed hash',
  'event_waits.ref': 'a system’s id of a record, or a tracking number, which an event must find',
  'failed_attempts.number': 'a keyed hash',
  'failed_attempts.set': 'a keyed hash',
  'flow_versions.hash': 'a hash of a flow',
  'flow_versions.ir': 'a flow',
  'keys.id': 'an id at random',
  'keys.wrapped': 'a key, wrapped',
  'keys.wrapper': 'an id at random',
  'messages.language': 'a language',
  'messages.message_id': 'an id that the channel gives',
  'messages.sent_at': 'a time',
  'messages.started_by': 'a channel or an agent, by a name of merchant.yaml',
  'received_events.event_id': 'a system’s id of an event',
  'received_events.outcome': 'one of a few words',
  'received_events.ref': 'a system’s id of a record, or a tracking number, which a run must find',
  'reply_deliveries.channel': 'a name of merchant.yaml',
  'reservations.currency': 'a currency',
  'reservations.customers': 'keyed hashes',
  'reservations.effect': 'one of a few words',
  'reservations.subject': 'a system’s id of an order or a contract, which a later write must find',
  'schema_versions.name': 'a name of a migration',
  'stops.by': 'who of the staff: who is answerable for it',
  'stops.scope': 'a name of merchant.yaml',
  'token_leases.holder': 'an id of a worker',
  'quotas.used': 'counts and moments',
  'tokens.token': 'sealed by ORDERLY_SECRET (src/auth)',
  'verifications.number': 'an order’s or a subscription’s number; it goes with the conversation',
  'verifications.scope': 'the conversation’s id, or a keyed hash',
  'verifications.subject': 'a system’s id of an order or a subscription; it goes with the conversation',
  'webhook_channels.channel': 'a name of merchant.yaml',
  'workers.version': 'a hash of a merchant’s files',
  'workers.worker': 'an id of a worker',
};
