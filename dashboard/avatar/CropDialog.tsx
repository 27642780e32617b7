import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Slider } from '../ui/Slider.tsx'
import { MAX_ZOOM, movePicture, startCrop, toSquare, zoomTo, type Crop } from './crop.ts'
import { cutOut, drawSquare } from './read-picture.ts'

/** Of the square, for each press of an arrow key. */
const STEP = 0.04
const ARROWS: Record<string, [right: number, down: number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

/** A picture that was chosen, and the kind of file it was. */
export type Chosen = { picture: HTMLCanvasElement; type: string }
type Props = { chosen: Chosen; onClose: () => void; onCropped: (avatar: Blob) => void; onFailed: () => void }

/** The owner chooses the part of a picture that becomes the avatar. */
export function CropDialog({ chosen: { picture, type }, onClose, onCropped, onFailed }: Props) {
  const [crop, setCrop] = useState(() => startCrop(picture))
  const held = useRef<{ x: number; y: number }>(null)

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (held.current === null) return
    const side = event.currentTarget.clientWidth
    const [right, down] = [(event.clientX - held.current.x) / side, (event.clientY - held.current.y) / side]
    held.current = { x: event.clientX, y: event.clientY }
    setCrop((before) => movePicture(picture, before, right, down))
  }
  const press = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    if (arrow === undefined) return
    event.preventDefault()
    setCrop((before) => movePicture(picture, before, ...arrow))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Crop the picture"
      description="Drag it into place, or move it with the arrow keys."
      action={
        <Button
          look="primary"
          onClick={() => void cutOut(picture, toSquare(picture, crop), type).then(onCropped, onFailed)}
        >
          Use picture
        </Button>
      }
    >
      <div className="stack gap-4">
        <div className="row flex-wrap justify-center gap-x-8 gap-y-4">
          <div
            role="application"
            aria-label="Picture. The arrow keys move it."
            tabIndex={0}
            onKeyDown={press}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              held.current = { x: event.clientX, y: event.clientY }
            }}
            onPointerMove={drag}
            onPointerUp={() => (held.current = null)}
            onPointerCancel={() => (held.current = null)}
            className="relative size-56 shrink-0 cursor-grab touch-none overflow-hidden rounded-control bg-sunk active:cursor-grabbing"
          >
            <Cropped picture={picture} crop={crop} pixels={448} className="size-full" />
            {/* What is not kept lies under a veil. */}
            <div className="pointer-events-none absolute inset-0 rounded-full shadow-[0_0_0_10rem_var(--color-veil)]" />
          </div>
          <div className="stack items-center gap-2">
            <Cropped picture={picture} crop={crop} pixels={128} className="size-16 rounded-full border border-line" />
            <span className="note">In the chat</span>
          </div>
        </div>
        <Field label="Zoom">
          {(described) => (
            <Slider
              {...described}
              min={1}
              max={MAX_ZOOM}
              step={0.05}
              value={crop.zoom}
              onChange={(zoom) => setCrop((before) => zoomTo(picture, before, zoom))}
              ends={['All of it', 'Close up']}
              valueText={`${Math.round(crop.zoom * 100)} %`}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

type CroppedProps = { picture: HTMLCanvasElement; crop: Crop; pixels: number; className: string }

function Cropped({ picture, crop, pixels, className }: CroppedProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current) drawSquare(canvas.current, picture, toSquare(picture, crop))
  }, [picture, crop])
  return <canvas ref={canvas} width={pixels} height={pixels} className={className} />
}
