// For tests: the locks of one origin, as far as they are used here.

import type { Locks } from './slots.ts';

export function createFakeLocks(): Locks & { readonly held: ReadonlySet<string> } {
  const held = new Set<string>();
  const request = async (
    name: string,
    _options: LockOptions,
    act: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    if (held.has(name)) return act(null);
    held.add(name);
    const result = await act({ name, mode: 'exclusive' });
    held.delete(name);
    return result;
  };
  return { held, request: request as LockManager['request'] };
}
