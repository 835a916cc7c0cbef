// A group of controls that opens and closes, and says in a few words what is chosen in it.

import type { ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { View } from '../view-state.ts';
import { Icon, type IconName } from './icon.tsx';

interface GroupProps {
  /** Its drawing, by which it is known. */
  readonly icon: IconName;
  readonly name: string;
  /** What is chosen in it, in a few words, for when it is closed. */
  readonly digest: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

export function Group({ icon, name, digest, isOpen = false, children }: GroupProps) {
  const view = useContext(View);
  const [isOpenAtFirst] = useState(() => view.isOpen(icon, isOpen));
  return (
    <details
      class="pv-group"
      open={isOpenAtFirst}
      onToggle={(event) => view.setOpen(icon, event.currentTarget.open)}
    >
      <summary class="pv-group__summary">
        <Icon name={icon} />
        <h3 class="pv-group__name">{name}</h3>
        <span class="pv-group__digest" dir="auto">
          {digest}
        </span>
        <span class="pv-group__chevron">
          <Icon name="chevron" />
        </span>
      </summary>
      <div class="pv-group__body">{children}</div>
    </details>
  );
}
