import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { Balance, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Money, Ratio } from '../../model/money.ts';
import { moneyFromText, moneyToText, ratioFromText, ZERO_MONEY } from '../../model/money.ts';
import { ratesFromShares } from '../connection/account-fees.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { PAGE_ROWS } from './limits.ts';
import { asObject, decimalIn, type Json, objectsIn, textIn } from './parse.ts';
import { type Rest, sendPages } from './rest.ts';

/** Of the entry tier, which no account pays more than; while the account's own is not known. */
const ENTRY_TAKER_RATE = ratioFromText('0.012');
const FEE_AGE_MS = 3_600_000;
const SUMMARY = '/transaction_summary';

type Held = { readonly free: Money; readonly locked: Money };

/** What Coinbase says of the key and the account it belongs to. */
export class AccountReader {
  readonly #parts: ProtocolParts;
  readonly #rest: Rest;
  #portfolioId: string | undefined;
  #learning: Promise<unknown> | undefined;
  #fee: { readonly rate: Ratio; readonly readMs: number } | undefined;

  constructor(parts: ProtocolParts, rest: Rest) {
    this.#parts = parts;
    this.#rest = rest;
  }

  /** The key's portfolio, when it is not the default one: orders have to name it then. Waits for a question that is out. */
  async portfolioId(): Promise<string | undefined> {
    await this.#learning;
    return this.#portfolioId;
  }

  learnPortfolio(): void {
    this.#learning ??= this.permissions();
  }

  async permissions(): Promise<Outcome<KeyPermissions>> {
    const reply = await this.#rest.send({ path: '/key_permissions', group: 'account', priority: 'data' });
    if (!reply.ok) return reply;
    const { body } = reply.value;
    if (typeof body.can_view !== 'boolean' || typeof body.can_trade !== 'boolean') {
      return fail('replyUnreadable', 'GET /key_permissions does not say can_view and can_trade');
    }
    const isDefault = ['DEFAULT', 'UNDEFINED', undefined].includes(textIn(body, 'portfolio_type'));
    this.#portfolioId = isDefault ? undefined : textIn(body, 'portfolio_uuid');
    return succeed({
      canRead: body.can_view,
      canTrade: body.can_trade,
      canWithdraw: typeof body.can_transfer === 'boolean' ? body.can_transfer : null,
      hasIpList: null,
    });
  }

  /** Wallets of one asset added up; vaults and closed ones cannot be traded with. */
  async balances(): Promise<Outcome<readonly Balance[]>> {
    const held = new Map<string, Held>();
    let unread = 0;
    const done = await sendPages(this.#rest, {
      path: '/accounts',
      query: { limit: String(PAGE_ROWS) },
      group: 'account',
      priority: 'data',
      read: (body) => {
        for (const account of objectsIn(body, 'accounts')) if (!addAccount(held, account)) unread++;
      },
    });
    if (!done.ok) return done;
    if (unread > 0) return fail('replyUnreadable', `${unread} accounts have no balance that can be read`);
    return succeed(
      [...held].map(([asset, { free, locked }]) => ({ asset, free: moneyToText(free), locked: moneyToText(locked) })),
    );
  }

  /** Of the account's own tier, for all that is traded at once. */
  async feeRates(): Promise<Outcome<FeeRates>> {
    const tier = await this.#feeTier('data');
    if (!tier.ok) return tier;
    const [maker, taker] = [decimalIn(tier.value, 'maker_fee_rate'), decimalIn(tier.value, 'taker_fee_rate')];
    if (maker === undefined || taker === undefined) {
      return fail('replyUnreadable', `GET ${SUMMARY} does not say maker_fee_rate and taker_fee_rate`);
    }
    return succeed(ratesFromShares(Number(maker), Number(taker)));
  }

  async #feeTier(priority: 'order' | 'data'): Promise<Outcome<Json>> {
    const reply = await this.#rest.send({ path: SUMMARY, query: { product_type: 'SPOT' }, group: 'account', priority });
    if (!reply.ok) return reply;
    const tier = asObject(reply.value.body.fee_tier);
    return tier === undefined ? fail('replyUnreadable', `GET ${SUMMARY} has no fee_tier`) : succeed(tier);
  }

  /** What a fill takes, of the account's own tier. */
  async takerRate(): Promise<Ratio> {
    const nowMs = this.#parts.timers.monotonicMs();
    if (this.#fee !== undefined && nowMs - this.#fee.readMs < FEE_AGE_MS) return this.#fee.rate;
    const tier = await this.#feeTier('order');
    const text = tier.ok ? decimalIn(tier.value, 'taker_fee_rate') : undefined;
    if (text === undefined) return this.#fee?.rate ?? ENTRY_TAKER_RATE;
    this.#fee = { rate: ratioFromText(text), readMs: nowMs };
    return this.#fee.rate;
  }
}

function addAccount(held: Map<string, Held>, account: Json): boolean {
  if (account.active === false || textIn(account, 'type')?.includes('VAULT') === true) return true;
  const asset = textIn(account, 'currency');
  const free = valueIn(account, 'available_balance');
  const locked = valueIn(account, 'hold') ?? (account.hold == null ? ZERO_MONEY : undefined);
  if (asset === undefined || free === undefined || locked === undefined) return false;
  const before = held.get(asset) ?? { free: ZERO_MONEY, locked: ZERO_MONEY };
  held.set(asset, { free: (before.free + free) as Money, locked: (before.locked + locked) as Money });
  return true;
}

function valueIn(account: Json, name: string): Money | undefined {
  const amount = asObject(account[name]);
  const text = amount === undefined ? undefined : decimalIn(amount, 'value');
  return text === undefined ? undefined : moneyFromText(text);
}
