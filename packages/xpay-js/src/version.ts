// The version of this build, from the package itself, for the frame's address and the shop's bug reports.

import { version } from '../package.json';

export const VERSION: string = version;
