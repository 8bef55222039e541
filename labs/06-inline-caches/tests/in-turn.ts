/** Programs that run on one VM, one after the other, as one text: so that a failure shows them. */
const NEXT = '\n// and then\n';

/** Joins programs. */
export const inTurn = (programs: readonly string[]): string => programs.join(NEXT);

/** Takes them apart again. */
export const programsIn = (source: string): string[] => source.split(NEXT);
