import type { SettingsView } from '../../../src-preload/contract/views.ts';

/** Real money is always asked about; simulated money as the person has set it. `worth` in the quote asset. */
export function mustConfirm({ confirm, amount }: SettingsView['ticket'], isLive: boolean, worth: string): boolean {
  if (isLive || confirm === 'always') return true;
  return confirm === 'aboveAmount' && Number(worth) > Number(amount);
}
