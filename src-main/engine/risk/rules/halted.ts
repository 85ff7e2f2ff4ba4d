import type { RiskRule } from '../rule.ts';

/** After the kill switch nothing new is sent until a person releases it; only an asked-for flatten may close. */
export const halted: RiskRule = ({ order }, context) =>
  context.halted && order.purpose !== 'flatten'
    ? { rule: 'halted', limit: 'no orders while halted', actual: `${order.side} order` }
    : null;
