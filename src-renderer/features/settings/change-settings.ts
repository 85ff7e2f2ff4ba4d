import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import { call } from '../../bridge/index.ts';

/** Sends a change; what holds afterwards comes back as a fact. False when it was refused, which has been shown. */
export async function changeSettings(change: ChannelInput<'settings.change'>): Promise<boolean> {
  return (await call('settings.change', change)) !== undefined;
}
