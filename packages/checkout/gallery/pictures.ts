// All pictures under their names, which is what an address asks for.

import { METHOD_PICTURES } from './method-states.ts';
import { PICTURES, type Picture } from './states.ts';
import { VIEW_PICTURES } from './view-states.ts';

export const ALL: ReadonlyMap<string, Picture> = new Map(
  [...Object.values(PICTURES), VIEW_PICTURES, METHOD_PICTURES].flatMap((pictures) =>
    Object.entries<Picture>(pictures),
  ),
);
