/** Writes the type errors that its argument asks for, as JSON: the process that `check-types.ts` starts. */
import { constants, setPriority } from 'node:os';
import { findTypeErrors, type TypeErrorNeeds } from './type-errors.ts';

// Grading comes first.
setPriority(constants.priority.PRIORITY_LOW);
process.stdout.write(JSON.stringify(findTypeErrors(JSON.parse(process.argv[2]) as TypeErrorNeeds)));
