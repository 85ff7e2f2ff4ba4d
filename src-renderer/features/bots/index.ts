export { actionOf, startBot, stopBot } from './bot-commands.ts';
export { BotDrawer } from './bot-drawer.tsx';
export { NEW_BOT, openBotForm } from './bot-form-store.ts';
export { BotsPanel } from './bots-panel.tsx';
export { useBotsView } from './bots-view-store.ts';
