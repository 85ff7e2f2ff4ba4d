import { describe, expect, it } from 'vitest';
import { BY_HAND } from '../../../../../src-main/model/manual-order.ts';
import { BY_HAND as OF_CONTRACT } from '../../../../../src-preload/contract/by-hand.ts';
import * as contract from '../../../../../src-preload/contract/ticket-views.ts';
import { mustConfirm } from '../../../../../src-renderer/features/ticket/must-confirm.ts';
import type { TicketDraft } from '../../../../../src-renderer/features/ticket/ticket-order.ts';
import {
  decimalOf,
  FIRST_DRAFT,
  orderOf,
  withPrice,
} from '../../../../../src-renderer/features/ticket/ticket-order.ts';
import { ownBots } from '../../../../../src-renderer/replica/index.ts';
import { botView } from '../../replica/views.ts';

const draft = (changes: Partial<TicketDraft>): TicketDraft => ({ ...FIRST_DRAFT, size: '100', ...changes });
const order = (changes: Partial<TicketDraft>) => orderOf(draft(changes), 'paper', 'demo:BTC-USDT');

describe('what is typed in the ticket', () => {
  it.each([
    [{ type: 'market' }, { kind: 'market' }],
    [
      { type: 'limit', price: '100,5' },
      { kind: 'limit', price: '100.5' },
    ],
    [
      { type: 'postOnly', price: '100' },
      { kind: 'postOnly', price: '100' },
    ],
    [
      { type: 'stop', trigger: '101' },
      { kind: 'stop', trigger: '101' },
    ],
    [
      { type: 'stopLimit', trigger: '101', price: '102' },
      { kind: 'stopLimit', trigger: '101', price: '102' },
    ],
  ] as const)('%o is an order of that type that the contract takes', (changes, type) => {
    expect(contract.manualOrder.parse(order(changes))).toMatchObject({ type, size: { kind: 'amount', amount: '100' } });
  });

  it.each([
    [
      { sizeKind: 'quantity', size: '0.5' },
      { kind: 'quantity', quantity: '0.5' },
    ],
    [
      { sizeKind: 'equity', size: '25' },
      { kind: 'equity', share: 0.25 },
    ],
    [
      { sizeKind: 'risk', size: '1' },
      { kind: 'risk', share: 0.01 },
    ],
    [
      { sizeKind: 'position', size: '100' },
      { kind: 'position', share: 1 },
    ],
  ] as const)('%o is a size; shares are typed in percent', (changes, size) => {
    expect(order(changes)?.size).toEqual(size);
  });

  it.each([
    { size: '' },
    { size: '-1' },
    { size: '1e3' },
    { type: 'limit' },
    { type: 'stop', trigger: '0' },
    { type: 'stopLimit', price: '100' },
    { stopLoss: 'low' },
    { sizeKind: 'position', size: '101' },
  ] as const)('%o is no order yet', (changes) => {
    expect(order(changes)).toBeNull();
  });

  it('stop loss and target are left out, or decimals', () => {
    expect(order({})).toMatchObject({ stopLoss: null, target: null });
    expect(order({ stopLoss: ' 99,5 ', target: '120' })).toMatchObject({ stopLoss: '99.5', target: '120' });
    expect(decimalOf('1,2,3')).toBeNull();
  });

  it('a price that is pointed at makes a market order a limit, and is a stop’s trigger', () => {
    expect(withPrice(draft({ type: 'market' }), '7')).toMatchObject({ type: 'limit', price: '7' });
    expect(withPrice(draft({ type: 'postOnly' }), '7')).toMatchObject({ type: 'postOnly', price: '7' });
    expect(withPrice(draft({ type: 'stop' }), '7')).toMatchObject({ type: 'stop', trigger: '7', price: '' });
  });
});

describe('the question before an order leaves', () => {
  it.each([
    ['always', false, '1', true],
    ['neverForPaper', false, '5000', false],
    ['aboveAmount', false, '1000', false],
    ['aboveAmount', false, '1000.01', true],
    ['neverForPaper', true, '1', true],
    ['aboveAmount', true, '1', true],
  ] as const)('%s, real money %s, worth %s: %s', (confirm, isLive, worth, asks) => {
    expect(mustConfirm({ confirm, amount: '1000' }, isLive, worth)).toBe(asks);
  });
});

describe('who owns what is ordered by hand', () => {
  it('is known by the name that the engine gives it, and stands in no list of bots', () => {
    expect(OF_CONTRACT).toBe(BY_HAND);
    const [bot, hand] = [botView('a', {}), botView('b', {})];
    const bots = { a: bot, b: { ...hand, config: { ...hand.config, strategyId: BY_HAND } } };
    expect(ownBots({ bots })).toEqual([bot]);
  });
});
