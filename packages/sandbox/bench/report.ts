// What was measured as a table, and whether it is enough.

export interface Measured {
  readonly perSecond: number;
  /** Processor time of the server for each, in microseconds. */
  readonly cpuUs: number;
}

/** Measured one after another. */
export interface Round {
  readonly bare: Measured;
  readonly sessions: Measured;
  readonly payments: Measured;
}

/** What the sandbox has to come to, of what a bare route does. */
export const LEAST_SHARE = 0.3;

/** The table with its verdict. A share is the median of each round's own, so that a busy moment counts once. */
export function reportOf(rounds: readonly Round[]): { readonly text: string; readonly isGood: boolean } {
  const share = (name: keyof Round) =>
    medianOf(rounds.map((round) => round[name].perSecond / round.bare.perSecond));
  const line = (what: string, name: keyof Round) => {
    const rates = rounds.map((round) => round[name].perSecond);
    const range = `${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))}`;
    const cpuMs = medianOf(rounds.map((round) => round[name].cpuUs)) / 1000;
    const percent = `${Math.round(share(name) * 100)} %`;
    return [what, String(Math.round(medianOf(rates))), range, percent, `${cpuMs.toFixed(2)} ms`];
  };
  const rows = [
    ['', 'per second', 'range', 'of the bare route', 'processor, each'],
    line('bare Hono route, one insert', 'bare'),
    line('sessions created', 'sessions'),
    line('payments completed', 'payments'),
  ];
  const isGood = share('sessions') >= LEAST_SHARE && share('payments') >= LEAST_SHARE;
  const least = `${Math.round(LEAST_SHARE * 100)} %`;
  const verdict = isGood
    ? `Both are at least ${least} of the bare route.`
    : `FAILED: both have to be at least ${least} of the bare route.`;
  return { text: `${tableOf(rows)}\n\n${verdict}\n`, isGood };
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
