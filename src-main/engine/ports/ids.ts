/** The only door to new names. Ids are unique for ever within a data folder, at most 32 characters of [a-z0-9-]. */
export interface Ids {
  nextClientOrderId(): string;
}
