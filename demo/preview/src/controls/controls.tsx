// All the controls, group by group, in the order in which a person sets things up.

import type { Preview } from '../preview.ts';
import { CardGroup } from './card-group.tsx';
import { FrameGroup } from './frame-group.tsx';
import { LanguageGroup } from './language-group.tsx';
import { LookGroup } from './look-group.tsx';
import { OrderGroup } from './order-group.tsx';
import { DetailsGroup, PaymentGroup } from './payment-group.tsx';
import { TimeGroup } from './time-group.tsx';
import { WayGroup } from './way-group.tsx';
import { WorldGroup } from './world-group.tsx';

interface GroupProps {
  readonly preview: Preview;
}

export function Controls({ preview }: GroupProps) {
  return (
    <div class="pv-controls">
      <WayGroup preview={preview} />
      <OrderGroup preview={preview} />
      <PaymentGroup preview={preview} />
      <DetailsGroup preview={preview} />
      <LanguageGroup preview={preview} />
      <LookGroup preview={preview} />
      <FrameGroup preview={preview} />
      <CardGroup preview={preview} />
      <WorldGroup preview={preview} />
      <TimeGroup preview={preview} />
    </div>
  );
}
