export { isOver, tradeKey } from './apply-facts.ts';
export { type FeedOf, useFeedState } from './feed-state.ts';
export { instrumentOrFirst, useInstrument, useInstruments } from './instruments.ts';
export { type JobEnd, jobEnd } from './job-end.ts';
export type {
  CandleFact,
  EquityPoint,
  HaltView,
  PriceView,
  ReplicaState,
  Snapshot,
  WatchedMarket,
} from './replica-state.ts';
export { listenToFacts, silenceMs, startReplica, useReplicaStore } from './replica-store.ts';
export {
  ownBots,
  useBot,
  useFact,
  useGeneration,
  useJob,
  usePrice,
  useReplica,
  useReplicaShallow,
  useReplicaSteadily,
  useSettings,
} from './use-replica.ts';
