export { StoryDrawer } from './story-drawer.tsx';
export { openStory } from './story-store.ts';
