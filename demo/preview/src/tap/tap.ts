// Runs in the stage before everything else, and tells the page around it what happens there. It is no part of the code that is shown.

import { marked, readUpdate, type TapMessage, toShown } from './messages.ts';
import { tapChannels } from './tap-channel.ts';
import { tapDocument, tapScript } from './tap-checkout.ts';

// Opened by itself, it is the shop's page alone.
if (parent !== window) {
  const at = () => performance.timeOrigin + performance.now();
  const tell = (message: TapMessage) => parent.postMessage(marked(message), location.origin);
  const hear = (name: string, detail: unknown) =>
    tell({ kind: 'event', name, detail: toShown(detail), at: at() });

  tapChannels(window, (direction, body) => {
    const shown = toShown(body);
    const type = Object(shown)['type'];
    if (typeof type === 'string') tell({ kind: 'message', direction, type, body: shown, at: at() });
  });
  const looks = [tapScript(window, hear), tapDocument(document, hear)];

  addEventListener('message', ({ source, origin, data }) => {
    const update = source === parent && origin === location.origin ? readUpdate(data) : null;
    if (update === null) return;
    const { locale, appearance } = update;
    const { theme } = appearance;
    if (theme !== undefined)
      document.documentElement.style.colorScheme = theme === 'auto' ? 'light dark' : theme;
    for (const one of looks) one.update({ locale, appearance });
  });
  tell({ kind: 'alive', at: at() });
}
