import { Toaster as Sonner, toast } from 'sonner'
import 'sonner/dist/styles.css'

// They go by themselves. One that can be dismissed sends the Tab key back to where it came from, over and over.
const dismissible = false

export const show = (sentence: string): void => void toast(sentence, { dismissible })
export const showProblem = (sentence: string): void => void toast.error(sentence, { dismissible, duration: 8_000 })

export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      className="font-sans!"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'row w-full gap-2.5 rounded-card border border-line bg-ink px-4 py-3 text-ground shadow-lg',
          title: 'text-body',
        },
      }}
    />
  )
}
