import { writeFile } from 'node:fs/promises';

const START_MS = Date.UTC(2024, 0, 1);

export type CandleFile = { readonly path: string; readonly rows: number; readonly intervalMs: number };

/** A CSV of a random walk that is the same each time: epoch milliseconds, open, high, low, close, volume. */
export async function writeCandleFile({ path, rows, intervalMs }: CandleFile): Promise<void> {
  const lines = ['timestamp,open,high,low,close,volume'];
  let seed = 20_240_101;
  const chance = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  let price = 40_000;
  for (let row = 0; row < rows; row += 1) {
    const open = price;
    price = Math.max(100, price * (1 + (chance() - 0.5) * 0.01));
    const high = Math.max(open, price) * (1 + chance() * 0.002);
    const low = Math.min(open, price) * (1 - chance() * 0.002);
    const numbers = [open.toFixed(2), (high + 0.01).toFixed(2), (low - 0.01).toFixed(2), price.toFixed(2)];
    lines.push([START_MS + row * intervalMs, ...numbers, (chance() * 10).toFixed(4)].join(','));
    price = Number(price.toFixed(2));
  }
  await writeFile(path, `${lines.join('\n')}\n`);
}
