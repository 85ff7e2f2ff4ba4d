import { useEffect } from 'react';
import { create } from 'zustand';
import type { ChannelOutput } from '../../../src-preload/contract/channels.ts';
import { call } from '../../bridge/index.ts';

export type AppInfo = ChannelOutput<'app.info'>;

const useInfoStore = create<{ readonly info: AppInfo | undefined }>(() => ({ info: undefined }));
let isAsking = false;

/** Versions, data folder and demo seed; undefined until they are known. They cannot change while the app runs. */
export function useAppInfo(): AppInfo | undefined {
  const info = useInfoStore((store) => store.info);
  useEffect(() => {
    if (info === undefined && !isAsking) void load();
  }, [info]);
  return info;
}

async function load(): Promise<void> {
  isAsking = true;
  useInfoStore.setState({ info: await call('app.info', {}) });
  // After a failure, which has been shown, the next page that wants it asks again.
  isAsking = false;
}
