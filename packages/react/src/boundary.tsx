// For tests: an error boundary as a shop has one, which keeps what it caught.

import { Component, type ReactNode } from 'react';

export interface BoundaryProps {
  readonly caught: unknown[];
  readonly children?: ReactNode;
}

export class Boundary extends Component<BoundaryProps> {
  override readonly state = { isBroken: false };

  static getDerivedStateFromError(): object {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.caught.push(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? 'broken' : this.props.children;
  }
}
