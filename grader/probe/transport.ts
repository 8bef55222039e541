/** How a test reaches the process that runs the student's code. */
import type { ObservationRequest, Outcome } from './observation.ts';

/** What the observations of one test go through. */
export interface Session {
  /** Has the request done. Rejects only when the grader itself fails. */
  observe(request: ObservationRequest): Promise<Outcome>;
  /** To be called when the test is over. */
  close(): void;
}

/** A way to the student's code. */
export interface Transport {
  /** Begins the observations of one test. */
  open(): Session;
}

/** What a session in another thread sends to the grader. */
export type ToGrader =
  | {
      readonly kind: 'observe';
      readonly session: number;
      readonly id: number;
      readonly request: ObservationRequest;
    }
  | { readonly kind: 'close'; readonly session: number };

/** What comes back: an outcome, or that the grader itself failed. */
export type FromGrader =
  | { readonly id: number; readonly outcome: Outcome }
  | { readonly id: number; readonly failure: string };
