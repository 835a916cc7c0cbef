// What a build consists of, read when the site is built.

import { type Inventory, readInventory } from '../../scripts/docs-data.ts';

declare const data: Inventory;

export { data };

export default { load: () => readInventory() };
