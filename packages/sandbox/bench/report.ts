// What was measured as a table, and whether it is enough.

/** So many a second, measured one after another. */
export interface Rates {
  readonly bare: number;
  readonly sessions: number;
  readonly payments: number;
}

/** What the sandbox has to come to, of what a bare route does. */
export const LEAST_SHARE = 0.3;

/** The table with its verdict. A share is the median of each round's own, so that a busy moment counts once. */
export function reportOf(rounds: readonly Rates[]): { readonly text: string; readonly isGood: boolean } {
  const share = (name: keyof Rates) => median(rounds.map((round) => round[name] / round.bare));
  const line = (what: string, name: keyof Rates) => {
    const rates = rounds.map((round) => round[name]);
    const range = `${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))}`;
    return [what, String(Math.round(median(rates))), range, `${Math.round(share(name) * 100)} %`];
  };
  const rows = [
    ['', 'per second', 'range', 'of the bare route'],
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
