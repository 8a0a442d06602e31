/** Edits of a recorded history that leave it well formed: events stay numbered, and what referred to one still does. */
import type { HistoryEvent } from './fixtures.js';

/** Attributes of an event. */
export type Attributes = Record<string, unknown>;

/** Whether an event is of a type, written as in `TimerStarted`. */
export const is = (event: HistoryEvent, type: string): boolean => event.eventType === eventTypeOf(type);

/** An event of a type with attributes, in the place of another one. */
export function eventOf(type: string, attributes: Attributes, place: HistoryEvent): HistoryEvent {
  const { eventId, eventTime, taskId } = place;
  const { workflowTaskCompletedEventId } = attributesOf(place);
  const all = { ...attributes, workflowTaskCompletedEventId };
  return { eventId, eventTime, taskId, eventType: eventTypeOf(type), [attributesKeyOf(type)]: all };
}

/** An event with other attributes. */
export function withAttributes(
  event: HistoryEvent,
  change: (before: Attributes) => Attributes,
): HistoryEvent {
  const key = keyOf(event);
  return { ...event, [key]: change(event[key] as Attributes) };
}

/** Attributes of an event, whatever its type. */
export const attributesOf = (event: HistoryEvent): Attributes => event[keyOf(event)] as Attributes;

/** Whether an event tells what became of another one. */
export function follows(event: HistoryEvent, first: HistoryEvent): boolean {
  const { scheduledEventId, startedEventId, initiatedEventId } = attributesOf(event);
  return [scheduledEventId, startedEventId, initiatedEventId].includes(first.eventId);
}

/** The events numbered anew in the order given; one that was not there before has a number that nothing refers to. */
export function renumber(events: readonly HistoryEvent[]): HistoryEvent[] {
  const numbers = new Map(events.map(({ eventId }, index) => [eventId, String(index + 1)]));
  return events.map((event, index) => {
    const renumbered = withAttributes(event, (before) =>
      Object.fromEntries(
        Object.entries(before).map(([name, value]) => [
          name,
          name.endsWith('EventId') && typeof value === 'string' ? (numbers.get(value) ?? value) : value,
        ]),
      ),
    );
    return { ...renumbered, eventId: String(index + 1) };
  });
}

const eventTypeOf = (type: string): string => `EVENT_TYPE${type.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;
const attributesKeyOf = (type: string): string =>
  `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
const keyOf = (event: HistoryEvent): string =>
  Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '';
