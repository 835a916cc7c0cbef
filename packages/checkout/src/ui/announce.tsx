// The one live region: what changed without moving the focus is said here (WCAG 4.1.3).

export interface AnnounceProps {
  /** Said when it changes; kept until the next, since a region emptied early is not read to its end. */
  readonly message: string;
}

/** Render it from the start, empty: assistive technology only hears changes of a region that it has seen. */
export function Announce({ message }: AnnounceProps) {
  return (
    <div class="xp-hidden" role="status" aria-atomic="true">
      {message}
    </div>
  );
}
