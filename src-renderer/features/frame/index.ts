export { AppFrame, type FramePages } from './app-frame.tsx';
export { framePage } from './frame-page.ts';
export { type AppInfo, useAppInfo } from './use-app-info.ts';
