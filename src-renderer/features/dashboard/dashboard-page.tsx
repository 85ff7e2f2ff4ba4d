import { en } from '../../language/en.ts';
import { EmptyState } from '../../ui/index.ts';

export function DashboardPage() {
  return <EmptyState title={en.pages.dashboard} />;
}
