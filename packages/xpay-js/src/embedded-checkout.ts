// One checkout on the shop's page: a part of it, or an overlay that opens over it and closes again.

import { XPayError } from '@xpay/protocol/errors';
import { createSecretSource, type SecretSource } from './client-secret.ts';
import { createEmitter, type Emitter } from './emitter.ts';
import { type CheckoutEventName, type CheckoutListener, EVENT_NAMES, type InnerEvents } from './events.ts';
import type { Look } from './look.ts';
import { type MountedFrame, mountFrame, type Owner } from './mounted-frame.ts';
import { type Begin, createOpening } from './opening.ts';
import type { CheckoutCallbacks, CheckoutUpdate } from './options.ts';
import { checkListener, type FormSettings, parseUpdateOptions, toCallbackName } from './parse-options.ts';
import { ignore } from './parts.ts';
import { type Place, takeTarget } from './place.ts';
import type { Returning } from './returning.ts';
import { whenShown } from './when-shown.ts';

/** A checkout on the shop's page. Several may live on one page. Every call after `destroy()` throws `destroyed`. */
export interface EmbeddedCheckout {
  /**
   * Puts the form into the page, as the last child of the target. It takes the target's width and its own height.
   * It throws `target_not_found`, `target_in_use`, `already_mounted`, or `wrong_mode` for an overlay, at once; what goes
   * wrong later arrives as an `error` event.
   *
   * @example
   * checkout.mount('#checkout');
   */
  mount(target: string | Element): void;

  /**
   * Takes the form out of the page. `mount()` then starts with a new form: what the buyer typed is gone, and
   * `fetchClientSecret` is asked again. Does nothing while the checkout is not mounted.
   *
   * @example
   * checkout.unmount();
   */
  unmount(): void;

  /**
   * Shows an overlay: a dialog over the page, which can be neither used nor scrolled until it is closed. `fetchClientSecret` is
   * asked each time. For a buyer who comes back from their bank's page it opens by itself. Does nothing while it is open.
   *
   * @example
   * button.addEventListener('click', () => checkout.open());
   */
  open(): void;

  /**
   * Closes an overlay without asking the buyer, and what they typed is gone. The focus goes back to where it was. Does
   * nothing while it is closed.
   *
   * @example
   * checkout.close();
   */
  close(): void;

  /**
   * Takes the form out of the page and removes every listener, for good. May be called again.
   *
   * @example
   * checkout.destroy();
   */
  destroy(): void;

  /**
   * Changes language or theme, and a form that the buyer has half filled in loses nothing; or gives the form another session
   * without taking it off the page, for example after `expire`. It throws `invalid_client_secret` at once.
   *
   * @example
   * checkout.update({ locale: 'ar', appearance: { theme: 'dark' } });
   * checkout.on('expire', async () => checkout.update({ clientSecret: await createSession() }));
   */
  update(options: CheckoutUpdate): void;

  /**
   * Has the form read the session from the server again, for example after your server changed its items.
   *
   * @example
   * checkout.refresh();
   */
  refresh(): void;

  /**
   * Adds a listener and returns the function that removes it.
   *
   * @example
   * const off = checkout.on('complete', ({ session }) => showOrder(session.id));
   */
  on<Name extends CheckoutEventName>(event: Name, listener: CheckoutListener<Name>): () => void;
}

/** What a checkout is made with. */
export interface FormPlan extends Pick<Owner, 'peer' | 'path' | 'view'> {
  readonly settings: FormSettings & Look;
  readonly returning: Returning;
  /** What the frame is told first, if it is not whose session it shows. */
  readonly begin?: Begin;
}

/** A checkout as the rest of xpay.js sees it. */
export interface Form {
  readonly checkout: EmbeddedCheckout;
  readonly events: Emitter<InnerEvents>;
  /** While there is one. */
  frame(): MountedFrame | undefined;
  /** Has the shop asked for the client secret, before and beside any frame. */
  prepare(): void;
  show(place: Place): void;
  hide(): void;
  /** @throws XPayError `destroyed`, or the other code unless the call is right. */
  check(isRight?: boolean, code?: keyof typeof REFUSALS): void;
}

/** A form that is part of the page, or to be made into another kind. */
export function createForm(plan: FormPlan): Form {
  const events = createEvents(plan.settings);
  const secret = findSecret(plan, (error) => events.emit('error', { error }));
  let look = lookOf(plan.settings);
  let frame: MountedFrame | undefined;
  let destroyed = false;
  const { begin = createOpening(secret, () => look) } = plan;

  const form: Form = {
    events,
    frame: () => frame,
    prepare: () => void secret?.ask(),
    show(place) {
      frame = mountFrame(place, { ...plan, events, begin, look: () => look });
    },
    hide() {
      frame = frame?.stop();
    },
    check(isRight = true, code = 'wrong_mode') {
      const wrong = destroyed ? 'destroyed' : code;
      if (destroyed || !isRight) throw new XPayError(wrong, REFUSALS[wrong]);
    },
    checkout: {
      mount(target) {
        form.check(frame === undefined, 'already_mounted');
        form.show(takeTarget(target));
      },
      unmount() {
        form.check();
        form.hide();
      },
      open: () => form.check(false),
      close: () => form.check(false),
      destroy() {
        destroyed = true;
        callOff();
        secret?.forget();
        form.hide();
        events.clear();
      },
      update(options) {
        form.check();
        const { clientSecret, ...change } = parseUpdateOptions(options, plan.peer.key);
        look = { ...look, ...change };
        frame?.send({ type: 'update', ...change });
        if (!clientSecret) return;
        secret?.forget(clientSecret);
        frame?.begin();
      },
      refresh() {
        form.check();
        frame?.send({ type: 'refresh' });
      },
      on(event, listener) {
        form.check();
        checkListener(event, listener);
        return events.on(event, listener);
      },
    },
  };
  const callOff = plan.view === 'overlay' ? ignore : whenShown(form.prepare);
  return form;
}

/** Where the client secret comes from; nowhere for a document that finds its session by itself. */
function findSecret(
  { settings, returning, peer }: FormPlan,
  fail: (error: XPayError) => void,
): SecretSource | undefined {
  const { clientSecret, fetchClientSecret } = settings;
  const { sessionId } = returning;
  if (sessionId && clientSecret)
    peer.loadPart('advice').then((advice) => advice.checkReturn(sessionId, clientSecret, fail), ignore);
  return clientSecret || fetchClientSecret
    ? createSecretSource(settings, peer.key ?? '', returning, fail)
    : undefined;
}

function lookOf({ locale, appearance }: Look): Look {
  return { locale, appearance };
}

/** Which call the shop's callbacks. */
function createEvents(callbacks: CheckoutCallbacks): Emitter<InnerEvents> {
  const events = createEmitter<InnerEvents>();
  for (const name of EVENT_NAMES) {
    const listener = callbacks[toCallbackName(name)];
    if (listener !== undefined) events.on(name, listener as (event: unknown) => void);
  }
  return events;
}

const REFUSALS = {
  destroyed: 'This form is destroyed. Create another.',
  already_mounted: 'Call unmount() or destroy() first.',
  wrong_mode: "Call open() with mode: 'overlay', mount() without.",
} as const;
