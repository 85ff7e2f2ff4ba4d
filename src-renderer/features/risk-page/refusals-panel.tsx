import { wording } from '../../language/index.ts';
import { useReplica, useReplicaShallow } from '../../replica/index.ts';
import { Panel, plainTable, TimeText } from '../../ui/index.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;

/** What was refused since the app started, newest first. */
export function RefusalsPanel() {
  const refusals = useReplica((state) => state.refusals);
  // Names alone: bots themselves change with every price, and this table is long.
  const names = useReplicaShallow(({ bots }) =>
    Object.fromEntries(refusals.map(({ botId }) => [botId, bots[botId]?.config.name ?? botId])),
  );
  const columns = texts.refusalColumns;
  const newest = refusals.map((refusal, index) => ({ ...refusal, index })).reverse();
  return (
    <Panel
      title={texts.refusals}
      note={refusals.length === 0 ? undefined : refusals.length}
      className={classes.refusals}
    >
      {newest.length === 0 ? (
        <p className={classes.hint}>{texts.noRefusals}</p>
      ) : (
        <table className={plainTable.table}>
          <thead>
            <tr>
              <th scope="col">{columns.time}</th>
              <th scope="col">{columns.bot}</th>
              <th scope="col">{columns.rule}</th>
              <th scope="col">{columns.limit}</th>
              <th scope="col">{columns.actual}</th>
            </tr>
          </thead>
          <tbody>
            {newest.map(({ index, botId, rule, limit, actual, timeMs }) => (
              <tr key={index}>
                <td>
                  <TimeText timeMs={timeMs} pattern="full" />
                </td>
                <td>{names[botId]}</td>
                <td>{wording.trading.rules[rule] ?? rule}</td>
                <td className={plainTable.words}>{limit}</td>
                <td className={plainTable.words}>{actual}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
