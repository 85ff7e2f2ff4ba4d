import { en } from '../../language/en.ts';
import { EmptyState } from '../../ui/index.ts';

export function SettingsPage() {
  return <EmptyState title={en.pages.settings} />;
}
