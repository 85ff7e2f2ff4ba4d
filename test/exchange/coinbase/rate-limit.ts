/** At most `limit` requests of one caller in a second of the exchange's clock. */
export type RateLimit = {
  /** Counts a request of `caller`. */
  take(caller: string): { readonly isOver: boolean; readonly headers: Readonly<Record<string, string>> };
};

export function createRateLimit(limit: number, nowMs: () => number): RateLimit {
  const used = new Map<string, { second: number; count: number }>();
  return {
    take(caller) {
      const second = Math.floor(nowMs() / 1000);
      const before = used.get(caller);
      const count = before?.second === second ? before.count + 1 : 1;
      used.set(caller, { second, count });
      const headers = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - count)),
        'x-ratelimit-reset': '1',
      };
      return { isOver: count > limit, headers };
    },
  };
}
