import { EmptyState } from '../../ui/index.ts';
import { en } from '../../language/en.ts';

export function DataPage() {
  return <EmptyState title={en.pages.data} />;
}
