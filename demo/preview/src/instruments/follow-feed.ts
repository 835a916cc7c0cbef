// Follows a run's feed, from the browser: an EventSource comes back by itself, and goes on where it was.

import { FEED_NAMES, type FeedItem } from './feed.ts';

/** Tells each event of the run's feed, until the returned function is called. */
export type FollowFeed = (run: string, take: (item: FeedItem) => void) => () => void;

export const followFeed: FollowFeed = (run, take) => {
  const source = new EventSource(`/api/runs/${run}/feed`);
  for (const name of FEED_NAMES) {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      // Our own server's words, in the types that both share.
      take({ name, ...(JSON.parse(data) as object) } as FeedItem);
    });
  }
  return () => source.close();
};

/** Presses a control of the preview's server; resolves with its sentence when it refuses, else with null. */
export async function postControl(path: string, body: object): Promise<string | null> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    const { message } = (await answer.json()) as { readonly message?: unknown };
    return typeof message === 'string' ? message : String(answer.status);
  } catch {
    return '';
  }
}
