export { HelpDrawer } from './help-drawer.tsx';
export { HelpMenu } from './help-menu.tsx';
