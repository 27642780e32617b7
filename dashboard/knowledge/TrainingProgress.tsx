import { useEffect, useState } from 'react'
import type { Source } from '#shared/source.ts'
import { Progress } from '../ui/Progress.tsx'
import { trainingPercent, trainingWords } from './training-words.ts'

export function TrainingProgress({ source }: { source: Source }) {
  const words = trainingWords(source)
  const seconds = useSecondsSinceMount()
  return (
    <div className="stack gap-1.5">
      <Progress label="Training" percent={trainingPercent(source)} words={words} />
      <div className="row justify-between note tabular-nums">
        <span>{words}</span>
        {seconds > 0 && <span aria-hidden="true">{seconds} s</span>}
      </div>
    </div>
  )
}

function useSecondsSinceMount(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return seconds
}
