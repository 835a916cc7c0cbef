// What sets an answer that goes on for minutes apart from all others.

export const EVENT_STREAM = 'text/event-stream';

/** Whether an answer is a stream of events, which nobody may wait for the end of. */
export function isEventStream({ headers }: Response): boolean {
  return headers.get('Content-Type')?.startsWith(EVENT_STREAM) === true;
}
