import { z } from 'zod';

/** The parameters the kinds share: names in camel case, defaults of smartmoneyconcepts. */

export function swingLengthParameter() {
  return z
    .int()
    .min(1)
    .max(10_000)
    .default(50)
    .meta({ title: 'Swing length', description: 'Bars after a swing (and before it) that must not go beyond it.' });
}

export function closeBreakParameter() {
  return z
    .boolean()
    .default(true)
    .meta({ title: 'Close break', description: 'A level is broken by a close beyond it; otherwise by a high or low.' });
}

export function joinConsecutiveParameter() {
  return z
    .boolean()
    .default(false)
    .meta({ title: 'Join consecutive', description: 'Gaps of one direction on bars in a row become one.' });
}

export function closeMitigationParameter() {
  return z
    .boolean()
    .default(false)
    .meta({ title: 'Close mitigation', description: 'A block is mitigated by a body beyond it; otherwise by a wick.' });
}

export function rangePercentParameter() {
  return z.number().gt(0).max(1).default(0.01).meta({
    title: 'Range',
    description: 'How near swings must be to be one pool, as a fraction of highest − lowest.',
  });
}
