import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const OldestFigure = createContext<number | null>(null)
const ReportOldestFigure = createContext<(at: number | null) => void>(() => {})

/** Lets a view tell the status bar how old the oldest figure on screen is. */
export function OldestFigureProvider({ children }: { children: ReactNode }) {
  const [oldestAt, setOldestAt] = useState<number | null>(null)
  return (
    <ReportOldestFigure value={setOldestAt}>
      <OldestFigure value={oldestAt}>{children}</OldestFigure>
    </ReportOldestFigure>
  )
}

/** Epoch ms of the oldest figure on screen; null when the view shows none. */
export function useOldestFigure(): number | null {
  return useContext(OldestFigure)
}

export function useReportOldestFigure(at: number | null): void {
  const report = useContext(ReportOldestFigure)
  useEffect(() => {
    report(at)
    return () => report(null)
  }, [report, at])
}
