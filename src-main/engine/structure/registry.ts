import { describeIssues } from '../../base/describe-issues.ts';
import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import { bosChoch } from './bos-choch.ts';
import { fairValueGaps } from './fair-value-gaps.ts';
import { liquidity } from './liquidity.ts';
import { orderBlocks } from './order-blocks.ts';
import { premiumDiscount } from './premium-discount.ts';
import { previousHighLow } from './previous-high-low.ts';
import { retracements } from './retracements.ts';
import type { StructureKind } from './structure-kind.ts';
import { swings } from './swings.ts';

const KINDS: readonly StructureKind[] = [
  swings,
  bosChoch,
  fairValueGaps,
  orderBlocks,
  liquidity,
  previousHighLow,
  retracements,
  premiumDiscount,
];

/** Every kind of structure by the name it is asked for with. */
export const STRUCTURE_KINDS: ReadonlyMap<string, StructureKind> = new Map(KINDS.map((kind) => [kind.name, kind]));

/** The kind of that name, or `badArgument`. */
export function findStructure(name: string): Outcome<StructureKind> {
  const kind = STRUCTURE_KINDS.get(name);
  if (kind !== undefined) return succeed(kind);
  return fail('badArgument', `kind is "${name}", expected one of ${[...STRUCTURE_KINDS.keys()].join(', ')}`);
}

/** Parameters from outside, checked and with defaults filled in, or `badParams` naming each field and what it takes. */
export function readStructureParams(kind: StructureKind, raw: unknown): Outcome<object> {
  const parsed = kind.params.safeParse(raw, { reportInput: true });
  if (parsed.success) return succeed(parsed.data);
  return fail('badParams', `${kind.name}: ${describeIssues(parsed.error.issues, 'parameters')}`);
}
