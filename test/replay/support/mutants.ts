/** Histories as other code would have recorded them: one command differs from what the present code gives. */
import type { Fixture, HistoryEvent } from './fixtures.js';
import {
  type Attributes,
  attributesOf,
  eventOf,
  follows,
  is,
  renumber,
  withAttributes,
} from './history-edits.js';

/** A change of one command; undefined where a history has none such. */
type Mutation = (events: readonly HistoryEvent[]) => HistoryEvent[] | undefined;

const renamed = { name: 'renamed' };

/**
 * Changes of a command, by what they change. Those that the SDK does not compare are not among them: an activity's or
 * child's input, a timer's length and id, a signal's name and receiver.
 */
export const mutations: Readonly<Record<string, Mutation>> = {
  "an activity's type": changed('ActivityTaskScheduled', { activityType: renamed }),
  "an activity's id": changed('ActivityTaskScheduled', { activityId: '99' }),
  "a local activity's type": at('MarkerRecorded', (event) => [withAttributes(event, renamedLocalActivity)]),
  "a child's type": changed('StartChildWorkflowExecutionInitiated', { workflowType: renamed }),
  "a child's id": changed('StartChildWorkflowExecutionInitiated', { workflowId: 'another' }),
  'a timer where an activity was': at('ActivityTaskScheduled', (event) => [
    eventOf('TimerStarted', { timerId: '1' }, event),
  ]),
  'an activity where a timer was': at('TimerStarted', (event) => [activity(event)]),
  'an activity where a child was': at('StartChildWorkflowExecutionInitiated', (event) => [activity(event)]),
  'an activity where an upsert was': at('UpsertWorkflowSearchAttributes', (event) => [activity(event)]),
  'an activity dropped': at('ActivityTaskScheduled', () => []),
  'a child dropped': at('StartChildWorkflowExecutionInitiated', () => []),
  'a timer dropped': at('TimerStarted', () => [], withMore),
  'an upsert dropped': at('UpsertWorkflowSearchAttributes', () => []),
  'a signal dropped': signalDropped,
  'an activity added': at('TimerStarted', (event) => [{ ...activity(event), eventId: 'added' }, event]),
  'a timer added': at('ActivityTaskScheduled', (event) => [
    { ...eventOf('TimerStarted', { timerId: '99' }, event), eventId: 'added' },
    event,
  ]),
  'two commands swapped': swapped,
  'an end before the last command': endsEarly,
};

/** Of a signal that no other command comes after, the SDK does not tell. */
function signalDropped(events: readonly HistoryEvent[]): HistoryEvent[] | undefined {
  const type = 'SignalExternalWorkflowExecutionInitiated';
  return events.filter((event) => is(event, type)).length > 1 ? at(type, () => [])(events) : undefined;
}

/** Each change, in the first of the histories that has such a command. */
export function mutants(recorded: readonly Fixture[]): Fixture[] {
  return Object.entries(mutations).map(([kind, mutate]) => {
    for (const { events } of recorded) {
      const mutated = mutate(events);
      if (mutated !== undefined) return { name: kind, events: mutated };
    }
    throw new Error(`No history has a command for: ${kind}.`);
  });
}

/** Puts events in the place of the first of a type; what became of it goes with it, if it goes. */
function at(
  type: string,
  replacement: (event: HistoryEvent) => HistoryEvent[],
  where: (event: HistoryEvent, next: HistoryEvent | undefined) => boolean = () => true,
): Mutation {
  return (events) => {
    const found = events.find((event, index) => is(event, type) && where(event, events[index + 1]));
    if (found === undefined) return undefined;
    const stays = replacement(found);
    const kept = stays.some((event) => event.eventType === found.eventType);
    return renumber(
      events.flatMap((event) => {
        if (event === found) return stays;
        return !kept && follows(event, found) ? [] : [event];
      }),
    );
  };
}

function changed(type: string, attributes: Attributes): Mutation {
  return at(type, (event) => [withAttributes(event, (before) => ({ ...before, ...attributes }))]);
}

const activity = (place: HistoryEvent): HistoryEvent =>
  eventOf('ActivityTaskScheduled', { activityId: '99', activityType: renamed }, place);

function renamedLocalActivity(marker: Attributes): Attributes {
  const details = marker['details'] as { data: { payloads: [{ metadata: object; data: string }] } };
  const [{ metadata, data }] = details.data.payloads;
  const recorded = JSON.parse(Buffer.from(data, 'base64').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...recorded, activity_type: 'renamed' })).toString('base64');
  return { ...marker, details: { ...details, data: { payloads: [{ metadata, data: changed }] } } };
}

/** Whether the next event is a command of the same workflow task. */
function withMore(event: HistoryEvent, next: HistoryEvent | undefined): boolean {
  const { workflowTaskCompletedEventId: task } = attributesOf(event);
  return (
    next !== undefined && task !== undefined && attributesOf(next)['workflowTaskCompletedEventId'] === task
  );
}

/** A command and one of another kind after it; where a local activity is marked, the SDK does not tell. */
function swapped(events: readonly HistoryEvent[]): HistoryEvent[] | undefined {
  const index = events.findIndex((event, place) => {
    const next = events[place + 1];
    const isMarked = [event, next].some((each) => each !== undefined && is(each, 'MarkerRecorded'));
    return !isMarked && next?.eventType !== event.eventType && withMore(event, next);
  });
  const [first, second] = events.slice(index, index + 2);
  if (index === -1 || first === undefined || second === undefined) return undefined;
  return renumber([...events.slice(0, index), second, first, ...events.slice(index + 2)]);
}

function endsEarly(events: readonly HistoryEvent[]): HistoryEvent[] | undefined {
  const index = events.findIndex((event) => is(event, 'ActivityTaskScheduled'));
  const place = events[index];
  if (place === undefined) return undefined;
  return [...events.slice(0, index), eventOf('WorkflowExecutionCompleted', {}, place)];
}
