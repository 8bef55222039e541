/** `npm run hint`. */
import { projectRoot } from '#shared/setup/project.mjs';
import { runHint } from './program.ts';
import { terminalSession } from './session.ts';

process.exitCode = await runHint(process.argv.slice(2), terminalSession(projectRoot));
