import { z } from 'zod';

/** Periods and the spellings of the package for them; `m` is minutes and `M` months. */
const TIME_FRAMES = [
  ...['1d', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1w', '1M'],
  ...['1H', '2H', '4H', '6H', '8H', '12H', '1D', 'D', '1W', 'W'],
] as readonly string[];

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

export function timeFrameParameter() {
  return z
    .enum(TIME_FRAMES)
    .default('1d')
    .meta({ title: 'Time frame', description: 'Whose previous high and low; 1M is a month, 1D and W are taken too.' });
}
