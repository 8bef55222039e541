#!/usr/bin/env node
/** The `lox` command: runs `main.ts` from a cached bundle, in this process. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launcher/launch.mjs';

await launch({
  root: join(dirname(fileURLToPath(import.meta.url)), '../..'),
  entries: { main: 'solutions/cli/main.ts', worker: 'solutions/cli/worker.ts' },
});
