// Runs in the page: finds words that are cut off, boxes that cover one another, and anything that makes the page scroll
// sideways. It knows nothing of the checkout but the class of what is hidden from eyes.

export interface Fault {
  readonly kind: 'cut off' | 'covered' | 'sideways';
  readonly what: string;
}

/**
 * What is wrong on the page as it is painted now; where a dialog is open, or what `over` selects, in that alone, since it
 * lies over the rest. Self-contained, so that it can be sent into a page.
 */
export function findFaults(over: string): readonly Fault[] {
  /** Pixels that rounding and the slant of letters may cost. */
  const TOLERANCE = 1.5;
  const faults: Fault[] = [];
  let pencil: CanvasRenderingContext2D | null = null;
  const stage = document.querySelector(`dialog[open]${over && `, ${over}`}`) ?? document.body;
  const words = [...wordsWithin(stage)];
  const controls = [...stage.querySelectorAll('button, select, input, a')]
    .filter(isSeen)
    .map((element) => ({ element, box: element.getBoundingClientRect() }));

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    report('sideways', `the page is as wide as ${nameOf(widest())}`);
  for (const { element, rects, text } of words) {
    const edge = clipOf(element);
    for (const rect of rects) {
      if (isBeyond(rect, edge)) report('cut off', `“${text}” in ${nameOf(element)}`);
    }
  }
  for (const control of controls) judgeControl(control);
  for (const [index, one] of words.entries()) {
    for (const other of words.slice(index + 1))
      if (
        one.rects.some((a) => other.rects.some((b) => overlap(a, b))) &&
        areApart(one.element, other.element)
      )
        report('covered', `“${one.text}” and “${other.text}”`);
    for (const { element, box } of controls)
      if (one.rects.some((a) => overlap(a, box)) && areApart(one.element, element))
        report('covered', `“${one.text}” and ${nameOf(element)}`);
  }
  for (const [index, one] of controls.entries())
    for (const other of controls.slice(index + 1))
      if (overlap(one.box, other.box) && areApart(one.element, other.element))
        report('covered', `${nameOf(one.element)} and ${nameOf(other.element)}`);
  return faults;

  function widest(): Element {
    const ends = (element: Element) => element.getBoundingClientRect().right;
    return [...document.body.querySelectorAll('*')].reduce((one, other) =>
      ends(other) > ends(one) ? other : one,
    );
  }

  function report(kind: Fault['kind'], what: string): void {
    if (!faults.some((fault) => fault.what === what)) faults.push({ kind, what });
  }

  /** The words that stand directly in each element, with the boxes of their lines. */
  function* wordsWithin(root: Element) {
    for (const element of root.querySelectorAll('*')) {
      if (element.closest('.xp-hidden, svg, select, noscript, script, style') || !isSeen(element)) continue;
      for (const node of element.childNodes) {
        const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : '';
        if (text === '') continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        yield { element, text, rects: [...range.getClientRects()].filter((rect) => rect.width > 0) };
      }
    }
  }

  function isSeen(element: Element): boolean {
    const isThere = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    // For screen readers alone: a pixel, in which nothing can be seen.
    const { width, height } = element.getBoundingClientRect();
    const isPixel = width <= 1 && height <= 1 && getComputedStyle(element).overflow === 'hidden';
    return isThere && !isPixel && element.closest('.xp-hidden') === null;
  }

  /** What a browser draws inside by itself: the typed text of a field, the chosen entry of a list. */
  function judgeControl({ element: control, box }: (typeof controls)[number]): void {
    if (isBeyond(box, clipOf(control))) report('cut off', nameOf(control));
    const isMark = control.matches('[type="radio"], [type="checkbox"]');
    if (control instanceof HTMLInputElement && !isMark) judgeText(control, control.value);
    if (control instanceof HTMLSelectElement) judgeText(control, control.selectedOptions[0]?.label ?? '');
  }

  function judgeText(control: HTMLElement, text: string): void {
    const style = getComputedStyle(control);
    pencil ??= document.createElement('canvas').getContext('2d');
    // Where the letters have no colour, something shorter is drawn over the control.
    if (pencil === null || /^rgba\(.*, 0\)$/.test(style.color)) return;
    // The list has the whole of it, and the dots say so.
    if (control instanceof HTMLSelectElement && style.textOverflow === 'ellipsis') return;
    pencil.font = style.font;
    const room =
      control.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    if (pencil.measureText(text).width > room + TOLERANCE)
      report('cut off', `“${text}” in ${nameOf(control)}`);
  }

  /** The box outside of which nothing of an element is painted. What scrolls up and down may be longer than its box. */
  function clipOf(element: Element) {
    const edge = {
      left: 0,
      right: document.documentElement.clientWidth,
      top: Number.NEGATIVE_INFINITY,
      bottom: Number.POSITIVE_INFINITY,
    };
    let isScrolled = false;
    for (
      let outer: Element | null = element;
      outer !== null && outer !== document.body;
      outer = outer.parentElement
    ) {
      const { overflowX, overflowY } = getComputedStyle(outer);
      const box = outer.getBoundingClientRect();
      if (overflowX !== 'visible') {
        edge.left = Math.max(edge.left, box.left);
        edge.right = Math.min(edge.right, box.right);
      }
      isScrolled ||= overflowY === 'auto' || overflowY === 'scroll';
      if (!isScrolled && (overflowY === 'hidden' || overflowY === 'clip')) {
        edge.top = Math.max(edge.top, box.top);
        edge.bottom = Math.min(edge.bottom, box.bottom);
      }
    }
    return edge;
  }

  /** The box of a line is taller than its letters: only its middle half has to be seen. */
  function isBeyond(rect: DOMRect, edge: ReturnType<typeof clipOf>): boolean {
    const spare = rect.height / 4;
    return (
      rect.left < edge.left - TOLERANCE ||
      rect.right > edge.right + TOLERANCE ||
      rect.top + spare < edge.top ||
      rect.bottom - spare > edge.bottom
    );
  }

  function overlap(a: DOMRect, b: DOMRect): boolean {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return width > TOLERANCE && height > Math.min(a.height, b.height) / 2.5;
  }

  function areApart(one: Element, other: Element): boolean {
    return one !== other && !one.contains(other) && !other.contains(one) && !isDrawnOn(one);
  }

  /** A part of the control below it, which takes the presses and is what is read aloud. */
  function isDrawnOn(element: Element): boolean {
    return (
      element.closest('[aria-hidden="true"]') !== null && getComputedStyle(element).pointerEvents === 'none'
    );
  }

  function nameOf(element: Element): string {
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`;
  }
}
