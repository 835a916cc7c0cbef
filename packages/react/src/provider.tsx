// XPayProvider: the client, the language and the theme for all that is inside it, and one payment made there.

import type { UpdateOptions } from '@xpay/xpay-js';
import { type ReactElement, type ReactNode, useMemo, useReducer } from 'react';
import { NO_PROGRESS, type Progress, SurroundingsContext } from './context.ts';
import { type ClientSource, useClient } from './use-client.ts';

export interface XPayProviderProps extends UpdateOptions {
  /** What `loadXPay()` returned: the page is drawn while it is pending. */
  readonly xpay: ClientSource;
  /**
   * For `<PaymentElement>` and `useCheckout()`: the client secret of a session that your server created, or null until it
   * has. Another one starts another payment; what was typed for the last one is gone.
   */
  readonly clientSecret?: string | null | undefined;
  readonly children?: ReactNode;
}

/**
 * Goes around everything of this package. Its `locale` and `appearance` hold for each form inside that has none of its
 * own, and change one that is half filled in without loss; taken away, they stay as they were.
 *
 * What `loadXPay()` refuses is thrown, for your error boundary.
 *
 * @example
 * const xpay = loadXPay('pk_test_…', { origin: 'https://pay.example' });
 *
 * <XPayProvider xpay={xpay} locale="ar">
 *   <EmbeddedCheckout fetchClientSecret={createSession} onComplete={showThanks} />
 * </XPayProvider>
 */
export function XPayProvider(props: XPayProviderProps): ReactElement {
  const { xpay, clientSecret, locale, appearance, children } = props;
  const client = useClient(xpay);
  const elements = useMemo(() => {
    if (clientSecret == null) return clientSecret;
    return client === null ? null : client.elements({ clientSecret });
  }, [client, clientSecret]);
  const [progress, note] = useReducer(change, NO_PROGRESS);
  const surroundings = useMemo(
    () => ({ client, look: { locale, appearance }, elements, progress, note }),
    [client, locale, appearance, elements, progress],
  );
  return <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
}

function change(progress: Progress, news: Partial<Progress>): Progress {
  return { ...progress, ...news };
}
