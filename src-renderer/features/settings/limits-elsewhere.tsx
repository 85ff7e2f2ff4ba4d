import { Button } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { openPage, Panel } from '../../ui/index.ts';
import classes from './settings-page.module.css';

const texts = wording.settings;

/** Where a person looks for limits who knows them from here: all of them are in one place. */
export function LimitsElsewhere() {
  return (
    <Panel title={texts.risk}>
      <div className={classes.fields}>
        <p className={classes.hint}>{texts.limitsElsewhere}</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => openPage('risk')}>
            {texts.openRisk}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
