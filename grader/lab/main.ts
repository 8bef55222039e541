/** `npm run lab`. */
import { projectRoot } from '#shared/setup/project.mjs';
import { runLab } from './program.ts';
import { terminalSession } from './session.ts';

process.exitCode = await runLab(process.argv.slice(2), terminalSession(projectRoot));
