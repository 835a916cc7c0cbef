// What went wrong outside of React's drawing, brought to where an error boundary gets it.

import { useState } from 'react';

/** A function that throws what it is given in the next drawing of the component. */
export function useRaise(): (refusal: unknown) => void {
  const [, setState] = useState<never>();
  return (refusal) =>
    setState(() => {
      throw refusal;
    });
}
