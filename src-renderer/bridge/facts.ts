import type { FactBatch } from '../../src-preload/contract/facts.ts';
import { bellwether } from './bellwether.ts';

/** Calls back with each batch of facts as it arrives; returns the function that stops it. */
export function onFacts(listener: (batch: FactBatch) => void): () => void {
  return bellwether().onFacts((batchText) => listener(JSON.parse(batchText)));
}
