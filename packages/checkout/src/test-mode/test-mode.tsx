// The badge that says that no money moves; it opens the test cards, which are fetched only then.

import type { ComponentType } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import { ChevronIcon } from '../ui/icon.tsx';
import type { TestMenuProps } from './test-menu.tsx';
import './test-mode.css';

export interface TestModeProps {
  readonly form: CardForm;
  readonly i18n: I18n;
  /** The server was told to fail: nobody is to be fooled by it. */
  readonly faults?: boolean | undefined;
  /** A card is about to be filled in. */
  readonly onFill?: (() => void) | undefined;
}

/** Render it only where the session's `livemode` is false. */
export function TestMode({ form, i18n, faults = false, onFill }: TestModeProps) {
  // In an object, since a function given to a state setter would be called.
  const [menu, setMenu] = useState<{ readonly Content: ComponentType<TestMenuProps> } | null>(null);
  const badge = useRef<HTMLButtonElement>(null);
  const toggle = async () => {
    if (menu) return setMenu(null);
    const [{ TestMenu }, isWorded] = await Promise.all([import('./test-menu.tsx'), i18n.need('testCards')]);
    if (isWorded) setMenu({ Content: TestMenu });
  };
  const close = () => {
    setMenu(null);
    badge.current?.focus();
  };
  return (
    <div class="xp-test">
      <button
        class="xp-test__badge"
        type="button"
        ref={badge}
        aria-expanded={menu !== null}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || menu === null) return;
          // It is taken: it must not close what the checkout lies in as well.
          event.preventDefault();
          close();
        }}
      >
        {i18n.t('testMode.badge')}
        {faults && i18n.has('live') && ` · ${i18n.t('live.faults')}`}
        <ChevronIcon />
      </button>
      {menu && <menu.Content form={form} i18n={i18n} onDone={close} onFill={onFill} />}
    </div>
  );
}
