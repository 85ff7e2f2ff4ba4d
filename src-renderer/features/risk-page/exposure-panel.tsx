import type { RiskStandingView } from '../../../src-preload/contract/risk-views.ts';
import { formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, Panel, plainTable } from '../../ui/index.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;

/** What is at stake in each asset, and in all that moves with it. */
export function ExposurePanel({ standing: { assets, asset: unit, equity } }: { readonly standing: RiskStandingView }) {
  const columns = texts.exposureColumns;
  const shareOf = (amount: string): number => (Number(equity) > 0 ? Number(amount) / Number(equity) : Number.NaN);
  return (
    <Panel title={texts.exposure} className={classes.exposure}>
      {assets.length === 0 ? (
        <p className={classes.hint}>{texts.nothingAtStake}</p>
      ) : (
        <table className={plainTable.table}>
          <thead>
            <tr>
              <th scope="col">{columns.asset}</th>
              <th scope="col" className={plainTable.right}>
                {columns.exposure}
              </th>
              <th scope="col" className={plainTable.right}>
                {columns.share}
              </th>
              <th scope="col">{columns.movesWith}</th>
              <th scope="col" className={plainTable.right}>
                {columns.cluster}
              </th>
            </tr>
          </thead>
          <tbody>
            {assets.map(({ asset, exposure, cluster, movesWith }) => (
              <tr key={asset}>
                <th scope="row">{asset}</th>
                <td className={plainTable.right}>
                  <Amount value={exposure} asset={unit} />
                </td>
                <td className={plainTable.right}>{formatPercent(shareOf(exposure), { decimals: 1 })}</td>
                <td>{movesWith.length === 0 ? texts.alone : movesWith.join(', ')}</td>
                <td className={plainTable.right}>
                  <Amount value={cluster} asset={unit} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {assets.length > 1 && <p className={classes.hint}>{texts.exposureNote}</p>}
    </Panel>
  );
}
