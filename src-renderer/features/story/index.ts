export { DecisionFacts } from './decision-facts.tsx';
export { StoryDrawer } from './story-drawer.tsx';
export { openStory } from './story-store.ts';
