import { create } from 'zustand';
import type { ChannelOutput } from '../../../src-preload/contract/channels.ts';
import { call } from '../../bridge/index.ts';

export type AppInfo = ChannelOutput<'app.info'>;

const useInfoStore = create<{ readonly info: AppInfo | undefined; readonly isAsked: boolean }>(() => ({
  info: undefined,
  isAsked: false,
}));

/** Versions, data folder and demo seed: asked for once, since they cannot change while the app runs. */
export function useAppInfo(): AppInfo | undefined {
  const { info, isAsked } = useInfoStore();
  if (!isAsked) queueMicrotask(() => void askOnce());
  return info;
}

async function askOnce(): Promise<void> {
  if (useInfoStore.getState().isAsked) return;
  useInfoStore.setState({ isAsked: true });
  useInfoStore.setState({ info: await call('app.info', {}) });
}
