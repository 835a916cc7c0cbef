// All code for what is on screen: the page, the two packages, and the shop's server.

import type { Settings } from '../settings/settings.ts';
import { npmCode } from './npm.ts';
import { type Facts, pageCode } from './page.ts';
import { reactCode } from './react.ts';
import { curlCode, nodeCode } from './server-code.ts';

export interface Code {
  readonly html: string;
  /** Null where nothing has to be installed. */
  readonly npm: string | null;
  /** Null where nothing has to be installed. */
  readonly react: string | null;
  readonly curl: string;
  readonly node: string;
}

/** The samples for these settings; pure, so that the same settings have the same code. */
export function codeFor(settings: Settings, facts: Facts): Code {
  return {
    html: pageCode(settings, facts),
    npm: npmCode(settings, facts),
    react: reactCode(settings, facts),
    curl: curlCode(settings, facts),
    node: nodeCode(settings, facts),
  };
}
