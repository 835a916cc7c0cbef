// The card fields that stand in the document itself: they take keys before there is a form, and hand over what they took.
//
// What they hold is copied. Preact could adopt the very same inputs, but only while every tag on the way down to them
// equals the form's, which has fields and notices that no document can know before the session; where one differs,
// Preact makes new inputs without a word, and what was typed is gone. A copy needs three ids.

import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../clock.ts';
import { fieldId } from '../methods/card/card-fields.tsx';
import type { CardForm } from '../methods/card/card-form.ts';

/** theme/skeleton.html has these; what else a session may ask for is not known yet. */
const NAMES = ['number', 'expiry', 'securityCode'] as const;

export interface EarlyFields {
  /** An input method is composing in one of them: nothing may take their place until it has ended. */
  readonly isComposing: ReadonlySignal<boolean>;
  /** Whether something stands in them. */
  hasTyped(): boolean;
  /** They stand, and the rest of the skeleton with them. */
  show(): void;
  /**
   * Gives to the form, which is rendered already, what was typed, pasted or autofilled here, as if it had happened there,
   * with the caret and the focus; then all of this is gone.
   */
  handOver(form: CardForm): void;
  /** They are emptied and gone. */
  drop(): void;
}

export interface EarlyFieldsDeps {
  /** What holds them, and nothing else. */
  readonly skeleton: HTMLElement;
  /** Where the form is rendered. */
  readonly app: HTMLElement;
  /** Whether a composition was going on before anybody here could listen. */
  readonly isComposing: boolean;
  readonly clock: Clock;
}

/** @throws {Error} when the document has no such fields. */
export function createEarlyFields({ skeleton, app, clock, ...before }: EarlyFieldsDeps): EarlyFields {
  const content = [...skeleton.children];
  const fields = NAMES.map((name) => ({ name, early: inputOf(skeleton, fieldId(name)) }));
  const isComposing = signal(before.isComposing);
  let composing = before.isComposing;
  skeleton.addEventListener('compositionstart', () => {
    composing = true;
    isComposing.value = true;
  });
  skeleton.addEventListener('compositionend', () => {
    composing = false;
    // The key that ended the composition is still being dealt with, and belongs to this field.
    clock.after(0, () => {
      isComposing.value = composing;
    });
  });

  const drop = () => {
    for (const { early } of fields) early.value = '';
    // Out of the document, not just hidden: the form's own inputs have the same ids.
    skeleton.replaceChildren();
  };
  return {
    isComposing,
    drop,
    hasTyped: () => fields.some(({ early }) => early.isConnected && early.value !== ''),
    show: () => {
      if (!skeleton.hasChildNodes()) skeleton.append(...content);
    },
    handOver(form) {
      if (!skeleton.hasChildNodes()) return;
      // A document keeps its active element while the buyer is elsewhere on the page: they must not be pulled back.
      const focused = document.hasFocus() ? document.activeElement : null;
      if (app.querySelector(`#${fieldId('number')}`) === null) {
        const held = fields.find(({ early }) => early === focused);
        // It shows other things first, cards that are kept for instance: what was typed has it open the card's fields.
        for (const { name, early } of fields)
          form.input(name, { previous: '', raw: early.value, caret: early.value.length });
        drop();
        // To where the buyer was, if the form has it open by then; otherwise to what is chosen in its place.
        if (held !== undefined)
          clock.after(0, () =>
            (
              app.querySelector<HTMLElement>(`#${held.early.id}`) ??
              app.querySelector<HTMLElement>(':checked')
            )?.focus(),
          );
        return;
      }
      batch(() => {
        for (const { name, early } of fields) {
          const input = inputOf(app, early.id);
          const isFocused = early === focused;
          if (isFocused) input.focus({ preventScroll: true });
          if (early.value !== '') copy(early, input, isFocused, { form, name });
        }
      });
      drop();
    },
  };
}

interface Target {
  readonly form: CardForm;
  readonly name: (typeof NAMES)[number];
}

function copy(
  from: HTMLInputElement,
  to: HTMLInputElement,
  isFocused: boolean,
  { form, name }: Target,
): void {
  const raw = from.value;
  const type = (caret: number | null) => form.input(name, { previous: '', raw, caret: caret ?? raw.length });
  const start = type(from.selectionStart).caret;
  const end = type(from.selectionEnd).caret;
  if (!isFocused) form.blur(name);
  // Written before Preact renders, so that it finds nothing to change and leaves the caret alone.
  to.value = form.fields[name].value.peek();
  if (isFocused) to.setSelectionRange(start, end, from.selectionDirection ?? 'none');
}

function inputOf(parent: Element, id: string): HTMLInputElement {
  const input = parent.querySelector(`#${id}`);
  if (input instanceof HTMLInputElement) return input;
  throw new Error(`The element #${parent.id} has no input #${id}.`);
}
