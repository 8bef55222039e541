/** The grader itself cannot go on, and the student's code is not the reason. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
}
