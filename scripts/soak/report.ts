// What a soak found, as a table, and the one line that says it all.

import type { Plan } from './plan.ts';
import type { Truth } from './truth.ts';
import type { Findings } from './verdict.ts';

export interface Report {
  /** Without a truth the payment is gone from the store. */
  add(id: string, plan: Plan, truth: Truth | null, findings: Findings | null): void;
  countWrongDeliveries(wrong: readonly string[]): void;
  print(say: (line: string) => void, facts: RunFacts): void;
  isClean(): boolean;
  /** `N payments, N double, N lost, N false` */
  lastLine(): string;
}

export interface RunFacts {
  readonly seconds: number;
  readonly kills: number;
  readonly deliveries: number;
  /** Of browsers. */
  readonly requests: number;
}

const EXAMPLES_MAX = 20;

export function createReport(): Report {
  const wrong = { double: 0, lost: 0, false: 0 };
  const ends = new Map<string, number>();
  const words: string[] = [];
  let payments = 0;
  let charges = 0;
  return {
    add(id, plan, truth, findings) {
      payments += 1;
      const end = truth?.intent ?? 'gone';
      ends.set(end, (ends.get(end) ?? 0) + 1);
      charges += truth?.charges.length ?? 0;
      const found: Findings = findings ?? { double: [], lost: ['the session is gone'], false: [] };
      for (const kind of ['double', 'lost', 'false'] as const) {
        if (found[kind].length === 0) continue;
        wrong[kind] += 1;
        words.push(`${kind.toUpperCase()} ${id}: ${found[kind].join('; ')}\n    ${JSON.stringify(plan)}`);
      }
    },
    countWrongDeliveries(deliveries) {
      wrong.false += deliveries.length;
      words.push(...deliveries.map((delivery) => `FALSE webhook: ${delivery}`));
    },
    print(say, { seconds, kills, deliveries, requests }) {
      const rows: readonly (readonly [string, number | string])[] = [
        ['payments', payments],
        ...[...ends].sort().map(([end, count]) => [`  ended ${end}`, count] as const),
        ['attempts (charges)', charges],
        ['browser requests', requests],
        ['webhook deliveries', deliveries],
        ['sandbox killed', kills],
        ['seconds', Math.round(seconds)],
      ];
      for (const [name, value] of rows) say(`  ${name.padEnd(34)}${String(value).padStart(8)}`);
      for (const line of words.slice(0, EXAMPLES_MAX)) say(line);
      if (words.length > EXAMPLES_MAX) say(`… and ${words.length - EXAMPLES_MAX} more`);
    },
    isClean: () => wrong.double + wrong.lost + wrong.false === 0,
    lastLine: () => `${payments} payments, ${wrong.double} double, ${wrong.lost} lost, ${wrong.false} false`,
  };
}
