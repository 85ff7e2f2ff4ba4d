/** Names that generated code uses for its own purposes begin like this. */
export const RESERVED_PREFIX = '$bw_';

/** What generated code calls; the sandbox hands these in. */
export const GENERATED_NAMES = {
  /** `step(line)`: one more step, at this line. */
  step: `${RESERVED_PREFIX}step`,
  /** `enter(line)`: the same; returns the line of the caller. */
  enter: `${RESERVED_PREFIX}enter`,
  /** `back(callersLine, value)`: at the caller's line again; returns the value. */
  back: `${RESERVED_PREFIX}back`,
  /** `caught(error)`: throws it again when it is one that must not be caught. */
  caught: `${RESERVED_PREFIX}caught`,
  /** `cells[0] = line`. */
  cells: `${RESERVED_PREFIX}cells`,
} as const;
