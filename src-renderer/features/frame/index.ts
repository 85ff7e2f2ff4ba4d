export { AppFrame, type FramePages } from './app-frame.tsx';
export { type AppInfo, useAppInfo } from './use-app-info.ts';
