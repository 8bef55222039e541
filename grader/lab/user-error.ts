/**
 * Something that the person at the keyboard can mend. The message says what is
 * wrong and what to do about it; it is shown without a stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
