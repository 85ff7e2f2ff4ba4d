import { PARITY_PARTS } from '../../../src-preload/contract/parity-parts.ts';
import type { ParityPartsView } from '../../../src-preload/contract/parity-views.ts';
import { formatAmount } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { barPieces } from './gap-bar-layout.ts';
import classes from './parity-page.module.css';

export type GapBarProps = { readonly parts: ParityPartsView; readonly most: number; readonly asset: string };

/** The parts of a gap as one bar: what cost something to the left of the middle, what brought something to the right. */
export function GapBar({ parts, most, asset }: GapBarProps) {
  const words = PARITY_PARTS.filter((part) => Number(parts[part]) !== 0)
    .map((part) => `${wording.parity.parts[part]} ${formatAmount(parts[part], asset, { signed: true })}`)
    .join(', ');
  const label = wording.parity.barLabel(words === '' ? wording.parity.noGap : words);
  return (
    <div className={classes.bar} role="img" aria-label={label} title={words}>
      {barPieces(parts, most).map(({ part, leftPercent, widthPercent }) => (
        <span
          key={part}
          className={classes.piece}
          data-part={part}
          style={{ left: `${leftPercent}%`, width: `${widthPercent}%` }}
        />
      ))}
    </div>
  );
}

export function PartsLegend() {
  return (
    <ul className={classes.legend}>
      {PARITY_PARTS.map((part) => (
        <li key={part} title={wording.parity.partHints[part]}>
          <span className={classes.swatch} data-part={part} />
          {wording.parity.parts[part]}
        </li>
      ))}
    </ul>
  );
}
