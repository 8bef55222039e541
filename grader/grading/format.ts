/** Reports for people and for programs. */
import type { GradeReport } from '../report.ts';
import { type Colours, pretty } from './pretty.ts';

/** Writes the reports of labs, each complete, as text. */
type Format = (reports: readonly GradeReport[], colours: Colours) => string;

/** The formats by name. */
export const formats = {
  pretty: (reports, colours) => reports.map((report) => pretty(report, colours)).join('\n'),
  json: (reports) => `${JSON.stringify(reports, null, 2)}\n`,
} satisfies Record<string, Format>;
