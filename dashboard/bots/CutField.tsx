import { Field } from '../ui/Field.tsx'
import { Slider } from '../ui/Slider.tsx'
import { explainCut, SLIDER_RANGE, toCut, toPercent, toSlider } from './relevance-cut.ts'

type Props = { value: number; onChange: (cut: number) => void; error: string | undefined }

export function CutField({ value, onChange, error }: Props) {
  const words = explainCut(value)
  const from = `From ${toPercent(value)} % relevance`
  return (
    <Field
      label="When to answer"
      hint="Otherwise it says the fallback message. The test page shows how well each passage fits."
      error={error}
      aside={<span className="note tabular-nums">{from}</span>}
    >
      {(described) => (
        <>
          <Slider
            {...described}
            {...SLIDER_RANGE}
            value={toSlider(value)}
            onChange={(slider) => onChange(toCut(slider))}
            ends={['Only when sure', 'More often']}
            valueText={`${words} ${from}.`}
          />
          <p className="mt-1 text-small">{words}</p>
        </>
      )}
    </Field>
  )
}
