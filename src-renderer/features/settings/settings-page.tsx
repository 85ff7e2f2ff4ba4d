import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { BotSettings } from './bot-settings.tsx';
import { LimitsElsewhere } from './limits-elsewhere.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import classes from './settings-page.module.css';
import { TicketSettings } from './ticket-settings.tsx';

/** Everything that can be set. Choices apply at once. */
export function SettingsPage() {
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <Appearance />
        <BotSettings />
        <TicketSettings />
      </div>
      <div className={classes.column}>
        <NotificationSettings />
        <LimitsElsewhere />
        <About />
      </div>
    </div>
  );
}
