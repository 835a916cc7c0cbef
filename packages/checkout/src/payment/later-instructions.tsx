// How the buyer sends the money themselves: fetched where a transfer is waited for, after a reload too.

import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { InstructionsProps } from '../methods/bank-transfer/instructions.tsx';

export interface LaterInstructionsProps extends InstructionsProps {
  readonly before: ComponentChildren;
  /** In place of it when it cannot be had. */
  readonly lost: (retry: () => void) => ComponentChildren;
}

export function LaterInstructions({ before, lost, ...props }: LaterInstructionsProps) {
  // In an object, since a function given to a state setter would be called.
  const [code, setCode] = useState<{ readonly Content?: ComponentType<InstructionsProps> } | null>(null);
  useEffect(() => {
    if (code !== null) return;
    const load = async () => {
      const [{ Instructions }, isWorded] = await Promise.all([
        import('../methods/bank-transfer/instructions.tsx'),
        props.i18n.need('methods'),
      ]);
      setCode(isWorded ? { Content: Instructions } : {});
    };
    load().catch(() => setCode({}));
  }, [code]);
  if (code === null) return before;
  return code.Content ? <code.Content {...props} /> : lost(() => setCode(null));
}
