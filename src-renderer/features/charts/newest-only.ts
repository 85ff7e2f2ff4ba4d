/**
 * Sends one request at a time and, of those that come meanwhile, only the newest: a chart that is dragged asks dozens of
 * times a second, and every answer but the last is of no use.
 */
export type NewestOnly<Request> = {
  readonly ask: (request: Request) => void;
  /** Whatever is under way is no longer wanted; its answer is dropped. */
  readonly forget: () => void;
};

export function createNewestOnly<Request, Reply>(
  send: (request: Request) => Promise<Reply>,
  deliver: (reply: Reply, request: Request) => void,
): NewestOnly<Request> {
  let generation = 0;
  let busy = false;
  let waiting: { request: Request } | undefined;

  const run = async (request: Request): Promise<void> => {
    busy = true;
    const sentIn = generation;
    try {
      const reply = await send(request);
      if (sentIn === generation) deliver(reply, request);
    } finally {
      busy = false;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) void run(next.request);
    }
  };

  return {
    ask: (request) => {
      if (busy) waiting = { request };
      else void run(request);
    },
    forget: () => {
      generation += 1;
      waiting = undefined;
    },
  };
}
