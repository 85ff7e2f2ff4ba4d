import { checked } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** After the kill switch nothing new is sent until a person releases it; only an asked-for flatten may close. */
export const halted: RiskRule = ({ order }, context, explains) => {
  const isAllowed = !context.halted || order.purpose === 'flatten';
  if (isAllowed && !explains) return null;
  const actual = context.halted ? `${order.side} order` : 'not halted';
  return checked('halted', isAllowed, 'no orders while halted', actual);
};
