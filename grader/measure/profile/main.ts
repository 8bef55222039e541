/** `npm run profile -- [program …]`. */
import { formatProfile, profiledPrograms } from './opcode-profile.ts';

const names = process.argv.slice(2);
const programs = profiledPrograms(names);
const unknown = names.filter((name) => !programs.some((program) => program.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no program ${unknown.join(', ')} in shared/programs/large.\n`);
  process.exitCode = 64;
} else {
  process.stdout.write(formatProfile(programs));
}
