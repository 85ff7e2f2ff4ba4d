import type {
  AlarmView,
  FindingView,
  ReconciliationView,
  TransferView,
} from '../../src-preload/contract/account-views.ts';
import type { Alarm } from '../engine/facts.ts';
import type { Finding, Reconciliation } from '../engine/ports/venue-look.ts';
import { moneyToText, priceToText, quantityToText } from '../model/money.ts';
import type { Transfer } from '../model/transfer.ts';

export function toReconciliationView(
  accountId: string,
  state: Reconciliation,
  findings: readonly Finding[],
): ReconciliationView {
  return {
    accountId,
    state: state.kind,
    missing: state.kind === 'waiting' ? state.missing : '',
    sinceMs: state.sinceMs,
    findings: findings.map(toFindingView),
  };
}

function toFindingView(finding: Finding): FindingView {
  const { key, kind, instrumentId } = finding;
  const common = {
    key,
    kind,
    instrumentId,
    botId: null,
    asset: '',
    side: null,
    price: null,
    quantity: null,
    isOurs: false,
  };
  if (finding.kind === 'order') {
    const { terms, isOurs } = finding.order;
    return {
      ...common,
      side: terms?.side ?? null,
      price: terms === null || terms.price === null ? null : priceToText(terms.price),
      quantity: terms === null || terms.quantity === null ? null : quantityToText(terms.quantity),
      isOurs,
    };
  }
  const quantity = quantityToText(finding.quantity);
  if (finding.kind === 'shortage') return { ...common, botId: finding.botId, quantity };
  return { ...common, asset: finding.asset, quantity };
}

export function toAlarmView({ key, code, botId, message, sinceMs }: Alarm): AlarmView {
  return { key, code, botId, message, sinceMs };
}

export function toTransferView({ amount, ...transfer }: Transfer): TransferView {
  return { ...transfer, amount: moneyToText(amount) };
}
