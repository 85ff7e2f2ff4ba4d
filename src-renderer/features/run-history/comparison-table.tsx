import type { RunView } from '../../../src-preload/contract/run-views.ts';
import { wording } from '../../language/index.ts';
import { Panel } from '../../ui/index.ts';
import { type ComparedTable as Compared, type ComparedCell, markText, runTitle } from './comparison-tables.ts';
import classes from './run-history.module.css';

const SIGNS = { '-1': classes.loss, '0': undefined, '1': classes.gain } as const;

/** One table of the comparison: a column a run. */
export function ComparedTable({ runs, table }: { readonly runs: readonly RunView[]; readonly table: Compared }) {
  const { id, title, first, note, rows } = table;
  return (
    <Panel title={title} note={note} flush>
      <table className={classes.table} data-table={id}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {runs.map((run) => (
              <th scope="col" key={run.runId} className={classes.value}>
                {runTitle(run)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells, differs }) => (
            <tr
              key={key}
              {...{ [`data-${id}`]: key }}
              data-differs={differs}
              className={differs ? classes.differs : undefined}
            >
              <th scope="row">
                {name}
                {differs && <span className={classes.mark}>{wording.runs.differs}</span>}
              </th>
              {runs.map(({ runId }, index) => (
                <Cell key={runId} cell={cells[index]} runs={runs.length} isText={id === 'setting' || id === 'fall'} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

type CellProps = { readonly cell: ComparedCell | undefined; readonly runs: number; readonly isText: boolean };

function Cell({ cell, runs, isText }: CellProps) {
  if (cell === undefined) return <td />;
  const { text, exact, mark, sign } = cell;
  return (
    <td
      className={[isText ? classes.value : classes.right, SIGNS[`${sign}`]].join(' ')}
      title={exact === '' ? undefined : exact}
      data-mark={mark ?? undefined}
    >
      {mark !== null && (
        <span className={mark === 'best' ? classes.better : classes.worse}>{markText(mark, runs)}</span>
      )}
      {text}
    </td>
  );
}
