/** `npm start`: the VM at work on one screen, and where to go from there. */
import { projectRoot } from '#shared/setup/project.mjs';
import { nextSteps } from './start/next-steps.ts';
import { formatScreen } from './start/screen.ts';
import { runShowcase } from './start/showcase.ts';

process.stdout.write(formatScreen(await runShowcase(), nextSteps(projectRoot)));
