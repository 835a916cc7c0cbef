// What a stream of events tells, however it is cut into pieces.

import { expect, it } from 'vitest';
import { createEventReader } from './event-lines.ts';

const STREAM = 'id: 3\nevent: version\ndata: {"version":3}\n\n: \n\ndata: {"version":4}\r\n\r\n';

it('tells the same versions however the stream is cut', () => {
  for (let at = 0; at <= STREAM.length; at += 1) {
    const read = createEventReader();
    expect([...read(STREAM.slice(0, at)), ...read(STREAM.slice(at))]).toEqual([3, 4]);
  }
});

it.each([
  'data: {"version":"3"}\n',
  'data: {"version":\n',
  'data: null\n',
  'data: []\n',
  'version: 3\n',
  ': {"version":3}\n',
  '<h1>Sign in</h1>\n',
])('takes no version from %j', (text) => {
  expect(createEventReader()(text)).toEqual([]);
});
