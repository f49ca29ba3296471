import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'

interface FaultState {
  message: string | null
}

/** What stands in the window when a page broke: nothing is lost, since every edit is kept by main. */
export class FaultScreen extends Component<{ children: ReactNode }, FaultState> {
  override state: FaultState = { message: null }

  static getDerivedStateFromError(error: unknown): FaultState {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return (
      <main className="fault" role="alert">
        <h1>This page broke</h1>
        <p>{this.state.message}</p>
        <p>Every edit is kept. Load the window again to go on; if it breaks again, please report it.</p>
        <Button variant="primary" onClick={() => window.location.reload()}>
          Load again
        </Button>
      </main>
    )
  }
}
