// One form of xpay.js for one component: made once the component is on the page, changed with it, gone with it.

import type { UpdateOptions } from '@xpay/xpay-js';
import {
  type CSSProperties,
  type ReactElement,
  type RefObject,
  useEffect,
  useInsertionEffect,
  useRef,
  useState,
} from 'react';
import { useSurroundings } from './context.ts';
import { relay } from './relay.ts';
import { useRaise } from './use-raise.ts';

/** Of the element around a form, which is as wide as its parent and as high as the form. */
export interface PlaceProps {
  readonly className?: string | undefined;
  /** Its `minHeight` is kept free until the form comes. */
  readonly style?: CSSProperties | undefined;
  readonly id?: string | undefined;
}

/** A form as far as every component knows it. */
interface Form {
  mount(target: Element): void;
  update(look: UpdateOptions): void;
  destroy(): void;
}

/** How a component gets its form. */
export interface FormPlan<Maker, Made> {
  /** What makes the form: null while that is awaited. */
  readonly maker: Maker | null;
  /** What else a form cannot change: another one makes another form. */
  readonly madeOf?: unknown;
  /** Those of the props that are functions, or may become one. */
  readonly callbacks: readonly string[];
  /** CSS pixels that are kept free for it, on a server too. */
  readonly height: number;
  /** @param options The props as they are now, without those of place and look; xpay.js checks them. */
  make(maker: Maker, options: object): Made | Promise<Made>;
}

export interface PlacedForm<Made> {
  /** The form, while there is one. */
  readonly form: RefObject<Made | null>;
  /** The last one that came. */
  readonly shown: Made | null;
  /** A form whose place is not drawn is not mounted. */
  readonly place: ReactElement;
}

/** What xpay.js refuses is thrown, for an error boundary. */
export function useForm<Maker, Made extends Form>(
  { className, style, id, locale, appearance, ...options }: PlaceProps & UpdateOptions,
  plan: FormPlan<Maker, Made>,
): PlacedForm<Made> {
  const { look: around } = useSurroundings();
  const { maker, madeOf, callbacks, height } = plan;
  const look = { locale: locale ?? around.locale, appearance: appearance ?? around.appearance };
  const drawn = { plan, options, look };
  const latest = useRef(drawn);
  const form = useRef<Made | null>(null);
  const [shown, setShown] = useState<Made | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const raise = useRaise();

  // Before any other effect of this drawing, and not by a drawing that React gives up.
  useInsertionEffect(() => {
    latest.current = drawn;
  });

  const takeDown = () => {
    form.current?.destroy();
    form.current = null;
  };
  // Before React takes its place down: a frame that is gone while it is in use would be an error.
  useInsertionEffect(() => takeDown, []);

  // Not a layout effect: what is hidden for a moment (Suspense) keeps its form, and what was typed into it.
  useEffect(() => {
    if (maker === null) return;
    let isOver = false;
    const start = async () => {
      // StrictMode takes down at once what it has just put up: only the one that stays may ask for a session.
      await null;
      if (isOver) return;
      const relays = relay(callbacks, () => latest.current.options);
      const made = await latest.current.plan.make(maker, { ...latest.current.options, ...relays });
      if (isOver) return made.destroy();
      form.current = made;
      made.update(latest.current.look);
      if (element.current !== null) made.mount(element.current);
      setShown(made);
    };
    start().catch(raise);
    return () => {
      isOver = true;
      takeDown();
    };
  }, [maker, madeOf]);

  // Compared as text, as an object in JSX is another one each time.
  const theme = JSON.stringify(look.appearance);
  useEffect(() => form.current?.update(look), [look.locale, theme]);

  const reserved = shown === null ? { minHeight: height, ...style } : style;
  return { form, shown, place: <div ref={element} id={id} className={className} style={reserved} /> };
}
