// A button that copies one text; where the browser refuses, the text is selected instead, so that the buyer can copy it.

import { useRef, useState } from 'preact/hooks';
import type { I18n } from '../../i18n/i18n.ts';
import { Announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, said after the button's word. */
  readonly label: string;
  readonly i18n: I18n;
}

/** Stands beside the text, which is in a `bdi` of the same element. What came of the press is shown, and said (WCAG 4.1.3). */
export function CopyButton({ text, label, i18n }: CopyButtonProps) {
  const [done, setDone] = useState<'copied' | 'selected' | null>(null);
  const around = useRef<HTMLSpanElement>(null);
  const copy = async () => {
    const shown = around.current?.parentElement?.querySelector('bdi') ?? null;
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    const isCopied = copyNow(text) || (await copyByPermission(text));
    if (isCopied) getSelection()?.removeAllRanges();
    setDone(isCopied ? 'copied' : 'selected');
  };
  const word = i18n.t(`methods.transfer.${done ?? 'copy'}`);
  return (
    <span class="xp-copy" ref={around}>
      <Button look="quiet" onClick={() => void copy()}>
        <span>
          {word}
          <span class="xp-hidden"> {label}</span>
        </span>
      </Button>
      <Announce locale={i18n.locale.value} message={done === null ? '' : `${label}: ${word}`} />
    </span>
  );
}

/** In the press itself, which is all that a frame needs: the way below is closed to it without the host page's leave. */
function copyNow(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', put, { once: true });
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', put);
  }
}

async function copyByPermission(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
