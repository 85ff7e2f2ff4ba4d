import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { PAPER_ACCOUNT_ID } from '../../../../../src-main/model/account.ts';
import type { Fill } from '../../../../../src-main/model/fill.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { openJournal } from '../../../../../src-main/storage/journal/open-journal.ts';
import { PAST } from './exchange-truth.ts';
import { SESSION_BOTS } from './live-session.ts';

const ROWS_AN_ORDER = 4;
const PAST_MS = Date.UTC(2026, 0, 1);

/** Memory that looks like a disk: a hundred thousand rows are a hundred thousand syncs. */
const MEMORY_DISK = '/dev/shm';

/** A journal with so many rows: round trips that are over, of the bots of the session. */
export function fillJournal(dataDir: string, rows: number): void {
  const quick = mkdtempSync(join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'bellwether-past-'));
  try {
    writePast(quick, rows);
    for (const file of readdirSync(quick)) copyFileSync(join(quick, file), join(dataDir, file));
  } finally {
    rmSync(quick, { recursive: true, force: true });
  }
}

function writePast(dataDir: string, rows: number): void {
  const journal = unwrap(openJournal(dataDir));
  for (const config of SESSION_BOTS) journal.recordBot(config, 'stopped', PAST_MS);
  for (let index = 0; index * ROWS_AN_ORDER < rows; index++) {
    const order = pastOrder(index);
    const { clientOrderId, createdMs } = order;
    journal.recordIntent(order, 'sent', createdMs);
    journal.recordOrderState(clientOrderId, 'working', '', createdMs + 20);
    journal.recordFill(pastFill(order));
    journal.recordOrderState(clientOrderId, 'filled', '', createdMs + 30);
  }
  journal.close();
}

/** Each bought is sold by the next. */
function pastOrder(index: number): Order {
  const bot = SESSION_BOTS[Math.floor(index / 2) % SESSION_BOTS.length];
  if (bot === undefined) throw new Error('a session has bots');
  const isEntry = index % 2 === 0;
  return {
    clientOrderId: `${PAST}${index}`,
    accountId: PAPER_ACCOUNT_ID,
    botId: bot.id,
    instrumentId: bot.instrumentId,
    side: isEntry ? 'buy' : 'sell',
    type: { kind: 'market' },
    size: { kind: 'base', quantity: quantityFromText('0.01') },
    purpose: isEntry ? 'entry' : 'signal',
    tag: '',
    reduceOnly: !isEntry,
    closesOpposite: false,
    createdMs: PAST_MS + index * 1_000,
  };
}

function pastFill({ clientOrderId, accountId, botId, instrumentId, side, purpose, tag, createdMs }: Order): Fill {
  return {
    fillId: `${clientOrderId}/1`,
    clientOrderId,
    accountId,
    botId,
    instrumentId,
    side,
    price: priceFromText('100'),
    quantity: quantityFromText('0.01'),
    fee: moneyFromText('0.001'),
    purpose,
    tag,
    liquidity: 'taker',
    timeMs: createdMs + 20,
  };
}
