import { Component, type ReactNode } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import { toFailure } from '../../../src-main/base/outcome.ts';
import { ErrorState } from '../../ui/index.ts';

type Props = { readonly children: ReactNode };
type State = { readonly failure: Failure | null };

/** A page that throws is replaced by what it threw; header, stop button and the other pages go on. React has no other form for this than a class. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { failure: toFailure(thrown) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return <ErrorState failure={failure} onRetry={() => this.setState({ failure: null })} />;
  }
}
