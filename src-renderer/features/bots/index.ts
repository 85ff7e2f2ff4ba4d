export { actionOf, startBot, stopBot } from './bot-commands.ts';
export { openBotDetails } from './bot-details-store.ts';
export { BotDrawer } from './bot-drawer.tsx';
export { BOT_WIZARD, openBotForm, openBotFormOf } from './bot-form-store.ts';
export { BotPanel } from './bot-panel.tsx';
export { BotsPanel } from './bots-panel.tsx';
export { useBotsView } from './bots-view-store.ts';
