#!/usr/bin/env node
// The command as npm links it: runs the TypeScript sources as they are, so that nothing has to be built first.

import { register } from 'tsx/esm/api';

register();
await import('../src/bin.ts');
