// Turns the readings into medians, a table and a verdict against the bars.

import type { Reading } from './measure.ts';

export interface Series {
  readonly conditions: string;
  readonly contender: string;
  readonly readings: readonly Reading[];
}

export interface Bar {
  readonly what: string;
  readonly ratio: number;
  readonly limit: number;
}

/** The middle one of an odd number of readings, for each quantity by itself. */
export function medianOf(readings: readonly Reading[]): Reading {
  const middle = (pick: (reading: Reading) => number): number => {
    const sorted = readings.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    readyMs: middle((reading) => reading.readyMs),
    ownReadyMs: middle((reading) => reading.ownReadyMs),
    readyBytes: middle((reading) => reading.readyBytes),
    bytes: middle((reading) => reading.bytes),
    requests: middle((reading) => reading.requests),
    mainThreadMs: middle((reading) => reading.mainThreadMs),
    layoutShift: middle((reading) => reading.layoutShift),
  };
}

/** One line for every series, aligned. */
export function tableOf(series: readonly Series[]): string {
  const head = [
    '',
    '',
    'ready ms',
    '(range)',
    'of which frame',
    'bytes by then',
    'bytes',
    'requests',
    'main thread ms',
    'layout shift',
  ];
  const rows = series.map(({ conditions, contender, readings }) => {
    const median = medianOf(readings);
    const times = readings.map(({ readyMs }) => Math.round(readyMs));
    return [
      conditions,
      contender,
      String(Math.round(median.readyMs)),
      `${Math.min(...times)}–${Math.max(...times)}`,
      median.ownReadyMs === median.readyMs ? '' : String(Math.round(median.ownReadyMs)),
      String(median.readyBytes),
      String(median.bytes),
      String(median.requests),
      String(Math.round(median.mainThreadMs)),
      median.layoutShift.toFixed(3),
    ];
  });
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
