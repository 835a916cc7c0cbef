// The question before a checkout is closed that would lose something. Fetched when it is first asked.

import { render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { textOf } from './closing.ts';
import styles from './leave-dialog.css?inline';
import type { Stake } from './stake.ts';

// The document's policy admits its own sheet only, and this one is not needed before; sheets made by scripts are not asked.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

export interface LeaveQuestion {
  /** Reads signals: when nothing is at stake any more, the question has gone. */
  readonly stake: () => Stake;
  readonly i18n: I18n;
  readonly onLeave: () => void;
  /** The dialog has closed, whatever was answered; the focus is back where it was. */
  readonly onDone: () => void;
}

/** Asks over everything else in the frame, until the buyer answers or the question has gone. */
export function askToLeave({ onLeave, onDone, ...question }: LeaveQuestion): void {
  const place = document.createElement('div');
  const end = () => {
    // The closed dialog says so once more, later.
    if (!place.isConnected) return;
    render(null, place);
    place.remove();
    onDone();
  };
  const leave = () => {
    end();
    onLeave();
  };
  document.body.append(place);
  render(<LeaveDialog {...question} onLeave={leave} onStay={end} />, place);
}

interface LeaveDialogProps extends Pick<LeaveQuestion, 'stake' | 'i18n' | 'onLeave'> {
  readonly onStay: () => void;
}

function LeaveDialog({ stake, i18n, onLeave, onStay }: LeaveDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const now = stake();
  useLayoutEffect(() => {
    const element = dialog.current;
    // Focuses the first button, the one that loses nothing, also when Escape was pressed outside of the frame.
    element?.showModal();
    element?.querySelector('button')?.focus();
    // Closed before it is gone: only then the browser gives the focus back.
    return () => element?.close();
  }, []);
  useLayoutEffect(() => {
    if (now === null) onStay();
  }, [now]);
  return (
    <dialog
      class="xp-leave"
      ref={dialog}
      aria-labelledby="xp-leave-title"
      aria-describedby="xp-leave-text"
      onCancel={(event) => {
        event.preventDefault();
        onStay();
      }}
      onClose={onStay}
    >
      <h2 class="xp-leave__title" id="xp-leave-title">
        {i18n.t('overlay.leave.title')}
      </h2>
      <p class="xp-leave__text" id="xp-leave-text">
        {now !== null && i18n.t(textOf(now))}
      </p>
      <Button onClick={onStay}>{i18n.t('overlay.leave.stay')}</Button>
      <Button look="quiet" onClick={onLeave}>
        {i18n.t('overlay.leave.leave')}
      </Button>
    </dialog>
  );
}
