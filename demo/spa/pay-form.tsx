// Asks for the address, then for the payment, and sends both with one button.

import { PaymentElement, useCheckout } from '@xpay/react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { DELIVERY_FIELDS, type DeliveryErrors, readDelivery } from './delivery.ts';
import { Field } from './field.tsx';
import { isolate, Problem } from './pieces.tsx';
import { saveDelivery } from './server.ts';
import { toThanks } from './session.ts';
import { useProduct, useShop } from './shop-context.ts';

export function PayForm({ sessionId }: { readonly sessionId: string }): ReactNode {
  const { t } = useShop().words;
  const { price } = useProduct();
  const { isReady, submit, confirm } = useCheckout();
  const navigate = useNavigate();
  const [errors, setErrors] = useState<DeliveryErrors>({});
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function pay(form: HTMLFormElement): Promise<void> {
    const { delivery, errors: found } = readDelivery(new FormData(form));
    setErrors(found);
    const [first] = DELIVERY_FIELDS.filter(([name]) => found[name] !== undefined);
    if (first !== undefined) {
      form.querySelector<HTMLElement>(`[name=${first[0]}]`)?.focus();
      return;
    }
    // Our fields are right. The payment's come next: the first wrong one has the focus then.
    if ((await submit()).error !== undefined) return;
    await saveDelivery(sessionId, delivery);
    const { paymentIntent, error } = await confirm();
    if (paymentIntent !== undefined) navigate(toThanks(sessionId));
    // What the buyer can mend, the payment form says by itself.
    else if (error.type !== 'validation' && error.type !== 'card') setProblem(error.message);
  }

  async function order(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem('');
    try {
      await pay(event.currentTarget);
    } catch (error) {
      setProblem((error instanceof Error && error.message) || t('spa.failed'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="own-form" noValidate onSubmit={order} aria-busy={isBusy}>
      <h2>{t('spa.form.title')}</h2>
      <div className="fields">
        {DELIVERY_FIELDS.map(([name, autoComplete]) => {
          const error = errors[name];
          return (
            <Field
              key={name}
              name={name}
              label={t(`spa.form.${name}`)}
              autoComplete={autoComplete}
              type={name === 'email' ? 'email' : 'text'}
              error={error === undefined ? '' : t(`spa.form.${error}`)}
            />
          );
        })}
      </div>
      <h2>{t('spa.form.payment')}</h2>
      <PaymentElement />
      <div>
        <Problem>{problem}</Problem>
        <button type="submit" className="button" disabled={!isReady}>
          {isBusy ? t('spa.form.paying') : t('spa.form.pay', { amount: isolate(price) })}
        </button>
      </div>
    </form>
  );
}
