import type { IpcRendererEvent } from 'electron';
import { contextBridge, ipcRenderer } from 'electron';
import type { BellwetherApi } from './contract/bellwether-api.ts';
import { CHANNEL_NAMES, FACTS_CHANNEL } from './contract/channel-names.ts';

/**
 * The window's only way out: one method per channel and the push of facts. Neither `ipcRenderer` nor an event object
 * crosses, so the page can say nothing that the contract does not name. Checks are made on the main side, where a page
 * that was taken over cannot skip them.
 */
function methodOf(channel: string): (input: unknown) => Promise<unknown> {
  return (input) => ipcRenderer.invoke(channel, input);
}

function onFacts(listener: (batchText: string) => void): () => void {
  const receive = (_event: IpcRendererEvent, batchText: string): void => listener(batchText);
  ipcRenderer.on(FACTS_CHANNEL, receive);
  return () => {
    ipcRenderer.off(FACTS_CHANNEL, receive);
  };
}

const methods = Object.fromEntries(CHANNEL_NAMES.map((name) => [name, methodOf(name)]));
const api = Object.freeze({ ...methods, onFacts }) as unknown as BellwetherApi;

contextBridge.exposeInMainWorld('bellwether', api);
