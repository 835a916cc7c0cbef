// Everything that the host page is told without having asked.

import type { ReadonlySignal } from '@preact/signals';
import { browserClock } from '../clock.ts';
import type { Extras } from '../form/extras.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import { reportAction } from './action-reports.ts';
import type { Host } from './host.ts';
import { reportFocus, reportForm, reportPayment, reportSize, reportTitle, type Told } from './reports.ts';

export interface ReportedParts extends Told {
  readonly form: ReadonlySignal<CardForm | null>;
  readonly extras: ReadonlySignal<Extras | null>;
  /** As tall as all there is to see. */
  readonly content: Element;
}

/** Begins to tell; call it once. */
export function reportAll(host: Host, { payment, i18n, form, extras, content }: ReportedParts): void {
  reportTitle(host, i18n);
  reportSize(host, content, browserClock);
  reportFocus(host, window);
  reportForm(host, form, extras, { payment, i18n });
  reportAction(host, { payment });
  reportPayment(host, { payment, i18n });
}
