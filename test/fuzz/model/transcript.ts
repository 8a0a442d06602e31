/** What a command and the activity that carries it out have in common. */
import type { Activities, UnderstandRequest } from '../../../src/contracts/activities.js';
import type { CallRequest } from '../../../src/contracts/call-request.js';
import type { CallCommand, Command } from '../../../src/contracts/interpreter-command.js';
import type { Json } from '../../../src/contracts/json.js';

/** The activity that carries a command out and whose answer is an event. */
export function activityOf({ do: what }: Command): keyof Activities | undefined {
  switch (what) {
    case 'understand':
      return 'understandMessage';
    case 'call':
      return 'callOperation';
    case 'ask':
      return 'askCustomer';
    case 'say':
      return 'deliverReply';
    case 'handover':
      return 'handOver';
    default:
      return undefined;
  }
}

/** What the workflow must ask for. */
export function expected(command: Command): Json {
  switch (command.do) {
    case 'understand':
      return plain({ text: command.text });
    case 'call':
      return plain(withoutTime(command));
    case 'ask':
      return plain(command);
    case 'say':
      return plain({ text: command.text, notBefore: command.notBefore });
    case 'handover':
      return plain({ queue: command.queue, summary: command.reason, notBefore: command.notBefore });
    default:
      return null;
  }
}

/** The same, out of an activity's request. */
export function asAsked(activity: keyof Activities, request: Json): Json {
  // The script has kept what the workflow gave, by the activity's own type.
  const asked = request as unknown as Readonly<Record<string, Json>>;
  switch (activity) {
    case 'understandMessage':
      return plain({ text: (request as unknown as UnderstandRequest).own?.text });
    case 'callOperation':
      return plain(withoutTime((request as unknown as CallRequest).call));
    case 'askCustomer':
      return plain(asked['ask']);
    case 'deliverReply':
      return plain({ text: asked['text'], notBefore: asked['notBefore'] });
    default:
      return plain({ queue: asked['queue'], summary: asked['summary'], notBefore: asked['notBefore'] });
  }
}

// When a decision entered the history is for the workflow alone to know.
function withoutTime(call: CallCommand): object {
  const { decision, ...rest } = call;
  return { ...rest, ...(decision && { decision: { ...decision, decidedAt: 0, escalated: false } }) };
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
