// Pictures of shops as they were fetched a while ago: each is asked for once, however many buyers look at it.

import type { Clock } from '../domain/clock.ts';
import { type FetchPictureDeps, fetchPicture, type Picture } from './fetch-picture.ts';

export interface Pictures {
  /** The picture at an address, or null. Who asks while it is being fetched waits for the same answer. */
  get(url: string): Promise<Picture | null>;
  /** Whether nobody would be asked for it now. */
  isAtHand(url: string): boolean;
}

export interface PicturesDeps extends FetchPictureDeps {
  readonly clock: Pick<Clock, 'now'>;
}

/** How long a picture is as good as new; and how long one that could not be had is not asked for again. */
export const FRESH_S = 600;
export const MISSING_S = 60;
const LARGEST_CACHE_BYTES = 64_000_000;
const MOST_ENTRIES = 2_000;

interface Entry {
  readonly picture: Picture | null;
  /** Unix time, ms. */
  readonly until: number;
}

/** The pictures of one server, in its memory. */
export function createPictures({ clock, ...deps }: PicturesDeps): Pictures {
  /** The one asked for longest ago first. */
  const kept = new Map<string, Entry>();
  const asked = new Map<string, Promise<Picture | null>>();
  let bytes = 0;

  function drop(url: string): void {
    bytes -= sizeOf(kept.get(url));
    kept.delete(url);
  }

  function keep(url: string, picture: Picture | null): void {
    drop(url);
    const lifetimeS = picture === null ? MISSING_S : FRESH_S;
    const entry = { picture, until: clock.now().getTime() + lifetimeS * 1000 };
    kept.set(url, entry);
    bytes += sizeOf(entry);
    for (const oldest of kept.keys()) {
      if (bytes <= LARGEST_CACHE_BYTES && kept.size <= MOST_ENTRIES) break;
      drop(oldest);
    }
  }

  async function ask(url: string): Promise<Picture | null> {
    const picture = await fetchPicture(url, deps);
    asked.delete(url);
    keep(url, picture);
    return picture;
  }

  /** What is known of it, and fresh. */
  function find(url: string): Entry | undefined {
    const known = kept.get(url);
    return known !== undefined && known.until > clock.now().getTime() ? known : undefined;
  }

  return {
    isAtHand: (url) => find(url) !== undefined || asked.has(url),
    async get(url) {
      const known = find(url);
      if (known !== undefined) {
        kept.delete(url);
        kept.set(url, known);
        return known.picture;
      }
      const running = asked.get(url) ?? ask(url);
      if (!asked.has(url)) asked.set(url, running);
      return running;
    },
  };
}

function sizeOf(entry: Entry | undefined): number {
  return entry?.picture?.content.byteLength ?? 0;
}
