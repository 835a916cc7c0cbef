// Where the states of a payment intent stand in their drawing, and how the moves between them run.

import type { IntentStatus } from '@xpay/protocol/api';
import { MOVES, type Move } from './intent-machine.ts';

/** Of the drawing. */
export const WIDTH = 500;
export const HEIGHT = 318;
/** Of a state's box. */
export const BOX_HEIGHT = 38;

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly status: IntentStatus;
  readonly width: number;
}

export interface Line {
  readonly move: Move;
  /** Of an SVG path. */
  readonly path: string;
  /** An end that few payments take. */
  readonly isQuiet: boolean;
}

const CENTRES: Readonly<Record<IntentStatus, Point>> = {
  requires_payment_method: { x: 110, y: 28 },
  requires_action: { x: 230, y: 104 },
  processing: { x: 395, y: 104 },
  failed: { x: 270, y: 188 },
  requires_capture: { x: 420, y: 188 },
  succeeded: { x: 330, y: 276 },
  expired: { x: 50, y: 236 },
  canceled: { x: 150, y: 292 },
};

/** Where a straight line would run through another state. */
const BENDS: Readonly<Record<string, Point>> = {
  'requires_payment_method processing': { x: 330, y: 26 },
  'processing succeeded': { x: 300, y: 190 },
};

const CHARACTER = 7.7;
const PADDING = 24;
/** Between the two lines of a move and its way back. */
const APART = 6;
/** Room for the tip. */
const TIP = 3;

/** All states; mirrored where reading begins at the right. */
export function boxes(direction: 'ltr' | 'rtl'): readonly Box[] {
  return Object.entries(CENTRES).map(([status, centre]) => ({
    ...mirrored(centre, direction),
    status: status as IntentStatus,
    width: widthOf(status as IntentStatus),
  }));
}

/** All moves. */
export function lines(direction: 'ltr' | 'rtl'): readonly Line[] {
  return MOVES.map((move) => {
    const [from, to] = move;
    const bend = BENDS[`${from} ${to}`];
    const hasWayBack = MOVES.some(([start, end]) => start === to && end === from);
    const shift = hasWayBack ? aside(CENTRES[from], CENTRES[to]) : { x: 0, y: 0 };
    const start = edgeOf(from, plus(bend ?? CENTRES[to], shift), shift, 0);
    const end = edgeOf(to, plus(bend ?? CENTRES[from], shift), shift, TIP);
    const [a, b, c] = [start, bend ?? middle(start, end), end].map((point) => mirrored(point, direction));
    return {
      move,
      path: `M${written(a)} Q${written(b)} ${written(c)}`,
      isQuiet: to === 'canceled' || to === 'expired',
    };
  });
}

function widthOf(status: IntentStatus): number {
  return Math.round(status.length * CHARACTER + PADDING);
}

/** Where the line from a box's centre to a point leaves the box. */
function edgeOf(status: IntentStatus, towards: Point, shift: Point, gap: number): Point {
  const centre = plus(CENTRES[status], shift);
  const [dx, dy] = [towards.x - centre.x, towards.y - centre.y];
  const reach = Math.min(
    (widthOf(status) / 2 + gap) / Math.max(Math.abs(dx), 0.01),
    (BOX_HEIGHT / 2 + gap) / Math.max(Math.abs(dy), 0.01),
  );
  return { x: centre.x + dx * reach, y: centre.y + dy * reach };
}

/** A little to the left of the way from one point to another, so that both ways can be told apart. */
function aside(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  return { x: (dy / length) * APART, y: (-dx / length) * APART };
}

function plus(one: Point, other: Point): Point {
  return { x: one.x + other.x, y: one.y + other.y };
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function mirrored({ x, y }: Point, direction: 'ltr' | 'rtl'): Point {
  return { x: direction === 'rtl' ? WIDTH - x : x, y };
}

function written(point: Point | undefined): string {
  return point === undefined ? '' : `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
}
