import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { wording } from '../../../language/index.ts';
import { Panel } from '../../../ui/index.ts';
import { PEER_PROGRAMS, peerRows } from './peer-rows.ts';
import classes from './report.module.css';
import { statisticGroups } from './statistic-groups.ts';
import { Term } from './term.tsx';

/** Every figure with its definition, and the same run by other programs' definitions. */
export function StatisticsTab({ result }: { readonly result: BacktestResultView }) {
  const { statisticGroups: titles, figures } = wording.backtestReport;
  return (
    <>
      <div className={classes.statistics}>
        {statisticGroups(result).map(({ name, rows }) => (
          <Panel key={name} title={titles[name]} flush>
            <table className={classes.figures}>
              <tbody>
                {rows.map(({ name: figure, text, exact }) => (
                  <tr key={figure}>
                    <th scope="row">
                      <Term {...figures[figure]} />
                    </th>
                    <td data-statistic={figure} title={exact}>
                      {text}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        ))}
      </div>
      <PeersPanel result={result} />
    </>
  );
}

function PeersPanel({ result }: { readonly result: BacktestResultView }) {
  const { peers, peersNote, peerPrograms, peerFigures, peerExpectancyNote } = wording.backtestReport;
  return (
    <Panel title={peers} note={peersNote} flush>
      <table className={classes.table} data-testid="peer-metrics">
        <thead>
          <tr>
            <td />
            {PEER_PROGRAMS.map((program) => (
              <th key={program} scope="col">
                <Term {...peerPrograms[program]} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peerRows(result).map(({ figure, cells }) => (
            <tr key={figure}>
              <th scope="row">{peerFigures[figure]}</th>
              {cells.map(({ program, text, exact }) => (
                <td key={program} data-peer={`${program}.${figure}`} title={exact}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>{peerExpectancyNote}</p>
    </Panel>
  );
}
