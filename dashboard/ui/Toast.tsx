import { Toaster, toast } from 'sonner'
import 'sonner/dist/styles.css'

/** For what is not visible otherwise, such as text put on the clipboard. */
export const say = (sentence: string): void => void toast(sentence)
export const sayProblem = (sentence: string): void => void toast.error(sentence, { duration: 8_000 })

export function Toasts() {
  return (
    <Toaster
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
