// What a person does may be refused, or reach nobody: then the view says so in place of nothing.

import { useState } from 'preact/hooks';
import { t } from '../texts/texts.ts';

export interface Acting {
  /** Does it, and `then` in any case: what is shown may be out of date. */
  readonly act: (work: () => Promise<unknown>) => Promise<void>;
  /** Why the latest did not work; empty when it did. */
  readonly problem: string;
}

export function useAct(then: () => void = () => {}): Acting {
  const [problem, setProblem] = useState('');
  const act: Acting['act'] = async (work) => {
    setProblem('');
    try {
      await work();
    } catch (cause) {
      setProblem(cause instanceof Error && !(cause instanceof TypeError) ? cause.message : t('failed'));
    }
    then();
  };
  return { act, problem };
}
