import type { Translate, TranslatorNeeds } from '../threaded.ts';

/** Makes the translator of one VM. */
export declare function createTranslator(machine: TranslatorNeeds): Translate;
