// The shop's own form with the payment element in it, and the shop's own button.

import { XPayProvider } from '@xpay/react';
import { loadXPay } from '@xpay/xpay-js';
import { type ReactNode, useEffect, useState } from 'react';
import { useLoaderData, useNavigate } from 'react-router';
import { useAppearance } from './look.ts';
import { PayForm } from './pay-form.tsx';
import { Problem } from './pieces.tsx';
import { createSession, type Product, ServerProblem } from './server.ts';
import { useShop } from './shop-context.ts';
import { Summary } from './summary.tsx';

interface PayPageData {
  readonly secret: Promise<string>;
}

/** Not awaited: the page is there at once, and the form in it as soon as there is a session. */
export function loadPayPage({ params }: { readonly params: { readonly id?: string } }): PayPageData {
  const secret = createSession({ productId: params.id as Product['id'], way: 'own_form' });
  secret.catch(() => {});
  return { secret };
}

export function PayPage(): ReactNode {
  const { secret } = useLoaderData<PayPageData>();
  const { words, publishableKey, checkoutOrigin } = useShop();
  const [clientSecret, setClientSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const navigate = useNavigate();
  const { t } = words;

  useEffect(() => {
    let isOver = false;
    secret.then(
      (made) => isOver || setClientSecret(made),
      (error) => {
        if (isOver) return;
        setProblem(error.message || t('spa.failed'));
        if (error instanceof ServerProblem && error.orderUrl !== undefined) navigate(error.orderUrl);
      },
    );
    return () => {
      isOver = true;
    };
  }, [secret, navigate, t]);

  return (
    <div className="checkout">
      <Summary title={t('spa.own')} />
      <section>
        <Problem>{problem}</Problem>
        <XPayProvider
          xpay={loadXPay(publishableKey, { origin: checkoutOrigin })}
          clientSecret={clientSecret}
          locale={words.locale}
          appearance={useAppearance()}
        >
          <PayForm sessionId={clientSecret?.split('_secret_')[0] ?? ''} />
        </XPayProvider>
      </section>
    </div>
  );
}
