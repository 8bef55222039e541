#!/usr/bin/env node
/** The `lox` command: runs `main.ts` from a cached bundle, in this process. */
import { fileURLToPath } from 'node:url';
import { launch } from './launcher/launch.mjs';

await launch({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  entries: { main: 'solutions/cli/main.ts', worker: 'solutions/cli/worker.ts' },
});
