export { AppFrame, type FramePages } from './app-frame.tsx';
