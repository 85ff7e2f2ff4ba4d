import type Database from 'better-sqlite3';
import type { IgnoredFinding, Journal, JournalState } from '../../engine/ports/journal.ts';
import type { Account, AccountGroup } from '../../model/account.ts';
import { moneyFromText, moneyToText } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Transfer } from '../../model/transfer.ts';

export type LiveAccountRecords = Pick<Journal, 'recordAccount' | 'recordTransfer' | 'recordIgnored'> & {
  readonly transfers: () => JournalState['transfers'];
  readonly state: () => Pick<JournalState, 'accounts' | 'transfers' | 'ignored'>;
};

/** Live accounts as they were opened and closed, what came to them and left, and what is none of theirs. */
export function createLiveAccountRecords(db: Database.Database): LiveAccountRecords {
  const { accounts, recordAccount } = createAccounts(db);
  const { transfers, recordTransfer } = createTransfers(db);
  const { ignored, recordIgnored } = createIgnored(db);
  const state = (): ReturnType<LiveAccountRecords['state']> => ({
    accounts: accounts(),
    transfers: transfers(),
    ignored: ignored(),
  });
  return { recordAccount, recordTransfer, recordIgnored, transfers, state };
}

type AccountRow = {
  readonly accountId: string;
  readonly name: string;
  readonly accountGroup: AccountGroup;
  readonly venue: string | null;
  readonly quoteAsset: string;
  readonly capital: string;
  readonly event: 'opened' | 'closed';
};

function createAccounts(db: Database.Database) {
  const add = db.prepare(
    `INSERT INTO account_history (account_id, name, account_group, venue, quote_asset, capital, event, time_ms)
     VALUES (@accountId, @name, @accountGroup, @venue, @quoteAsset, @capital, @event, @timeMs)`,
  );
  const latest = db.prepare<[], AccountRow>(
    `SELECT account_id AS accountId, name, account_group AS accountGroup, venue, quote_asset AS quoteAsset, capital, event
     FROM account_history WHERE sequence IN (SELECT max(sequence) FROM account_history GROUP BY account_id)
     ORDER BY account_id`,
  );
  return {
    recordAccount(account: Account, isOpen: boolean, timeMs: TimestampMs): void {
      const { id: accountId, name, group: accountGroup, venue, quoteAsset, startingCapital } = account;
      const capital = moneyToText(startingCapital);
      const event = isOpen ? 'opened' : 'closed';
      add.run({ accountId, name, accountGroup, venue, quoteAsset, capital, event, timeMs });
    },
    accounts: (): JournalState['accounts'] =>
      latest.all().map((row) => ({ account: toAccount(row), isOpen: row.event === 'opened' })),
  };
}

function toAccount({ accountId: id, name, accountGroup: group, venue, quoteAsset, capital }: AccountRow): Account {
  return { id, name, group, venue, quoteAsset, startingCapital: moneyFromText(capital) };
}

function createTransfers(db: Database.Database) {
  const add = db.prepare(
    `INSERT INTO transfers (transfer_id, account_id, amount, reason, time_ms)
     VALUES (@transferId, @accountId, @amount, @reason, @timeMs)`,
  );
  const all = db.prepare<[], Omit<Transfer, 'amount'> & { amount: string }>(
    `SELECT transfer_id AS transferId, account_id AS accountId, amount, reason, time_ms AS timeMs
     FROM transfers ORDER BY sequence`,
  );
  return {
    recordTransfer: (transfer: Transfer): void => void add.run({ ...transfer, amount: moneyToText(transfer.amount) }),
    transfers: (): readonly Transfer[] => all.all().map((row) => ({ ...row, amount: moneyFromText(row.amount) })),
  };
}

function createIgnored(db: Database.Database) {
  const add = db.prepare('INSERT INTO ignored_findings (venue, finding_key, amount, time_ms) VALUES (?, ?, ?, ?)');
  const latest = db.prepare<[], Omit<IgnoredFinding, 'amount'> & { amount: string }>(
    `SELECT venue, finding_key AS key, amount FROM ignored_findings
     WHERE sequence IN (SELECT max(sequence) FROM ignored_findings GROUP BY venue, finding_key) ORDER BY venue, finding_key`,
  );
  return {
    recordIgnored: ({ venue, key, amount }: IgnoredFinding, timeMs: TimestampMs): void =>
      void add.run(venue, key, moneyToText(amount), timeMs),
    ignored: (): readonly IgnoredFinding[] =>
      latest.all().map((row) => ({ ...row, amount: moneyFromText(row.amount) })),
  };
}
