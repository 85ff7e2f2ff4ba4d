import type { MemoryDisk } from './memory-journal.ts';

/** Cash and positions by the book: every fill on disk, added up. Capital is 10,000. */
export function book(disk: MemoryDisk): { cash: bigint; held: Map<string, bigint> } {
  let cash = 10_000n * 10n ** 20n;
  const held = new Map<string, bigint>();
  for (const { botId, side, price, quantity, fee } of disk.fills.values()) {
    const sign = side === 'buy' ? 1n : -1n;
    cash -= sign * price * quantity + fee;
    held.set(botId, (held.get(botId) ?? 0n) + sign * quantity);
  }
  return { cash, held };
}

/** Ids of the stops and limits that had left and take off positions that are still there, by the disk alone. */
export function exitsOnDisk(disk: MemoryDisk): string[] {
  const { held } = book(disk);
  const filled = new Set([...disk.fills.values()].map(({ clientOrderId }) => clientOrderId));
  return [...disk.orders.values()]
    .filter(
      ({ order, state }) => order.reduceOnly && order.type.kind !== 'market' && ['sent', 'working'].includes(state),
    )
    .filter(({ order }) => !filled.has(order.clientOrderId) && (held.get(order.botId) ?? 0n) !== 0n)
    .map(({ order }) => order.clientOrderId);
}
