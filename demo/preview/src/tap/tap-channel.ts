// Listens to the line between xpay.js and the frame: the port that stays on the page, before anybody else has it.

/** One message; `in` comes from the frame. */
export type HearMessage = (direction: 'in' | 'out', body: unknown) => void;

/** Has every MessageChannel made from now on tell what goes through its first port. */
export function tapChannels(scope: Pick<typeof globalThis, 'MessageChannel'>, hear: HearMessage): void {
  const Original = scope.MessageChannel;
  scope.MessageChannel = class extends Original {
    constructor() {
      super();
      const port = this.port1;
      const post = port.postMessage.bind(port);
      port.postMessage = (message: unknown, given?: StructuredSerializeOptions | Transferable[]) => {
        hear('out', message);
        post(message, Array.isArray(given) ? { transfer: given } : given);
      };
      // It is started by its owner's `onmessage`, and both are told.
      port.addEventListener('message', ({ data }) => hear('in', data));
    }
  };
}
