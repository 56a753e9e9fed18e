/** A reason why a command cannot go on. `message` is one sentence or two for a person, with what to do next. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
