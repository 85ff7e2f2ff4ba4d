/** The only door to chance: a seeded stream, so that a run repeats to the bit. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
}
