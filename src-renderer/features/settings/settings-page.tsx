import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { BotSettings } from './bot-settings.tsx';
import { RiskLimits } from './risk-limits.tsx';
import classes from './settings-page.module.css';

/** Everything that can be set. Choices apply at once; limits when they are saved. */
export function SettingsPage() {
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <Appearance />
        <BotSettings />
      </div>
      <div className={classes.column}>
        <RiskLimits />
        <About />
      </div>
    </div>
  );
}
