import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel, StateBadge } from '../../ui/index.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;

/** The ways to stop everything, and whether it is stopped; the way out is in the banner above. */
export function KillSwitchPanel() {
  const halt = useReplica((state) => state.halt);
  return (
    <Panel
      title={texts.killSwitch}
      note={
        <StateBadge
          tone={halt === null ? 'good' : 'bad'}
          label={halt === null ? texts.killSwitchOff : texts.killSwitchOn}
        />
      }
      className={classes.killSwitch}
    >
      {halt !== null && <p className={classes.words}>{halt.reason}</p>}
      <p className={classes.hint}>
        {texts.killSwitchHint} <code>{texts.killSwitchCommand}</code>
      </p>
    </Panel>
  );
}
