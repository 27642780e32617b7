import { useEffect, useState } from 'react'
import type { Source } from '#shared/source.ts'
import { Progress } from '../ui/Progress.tsx'
import { calmMinutes, elapsedMs, estimateLeftMs, leftWords } from './training-time.ts'
import { readWords, trainingPercent, trainingWords } from './training-words.ts'

export function TrainingProgress({ source }: { source: Source }) {
  const words = trainingWords(source)
  const seconds = Math.floor(elapsedMs(source, useNow()) / 1000)
  const minutes = useMinutesLeft(source)
  return (
    <div className="stack gap-1.5">
      <Progress label="Training" percent={trainingPercent(source)} words={words} />
      <div className="row justify-between gap-3 note tabular-nums">
        <span>{words}</span>
        {minutes === undefined ? (
          seconds > 0 && <span aria-hidden="true">{seconds} s</span>
        ) : (
          <span className="text-right">{leftWords(minutes)}</span>
        )}
      </div>
      <p className="min-h-[18px] note tabular-nums">{readWords(source)}</p>
    </div>
  )
}

function useMinutesLeft(source: Source): number | undefined {
  const [said, setSaid] = useState<number>()
  const leftMs = estimateLeftMs(source)
  const minutes = leftMs === undefined ? undefined : calmMinutes(said, leftMs)
  if (minutes !== said) setSaid(minutes)
  return minutes
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
