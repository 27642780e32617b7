type Size = { width: number; height: number }

/** The square that is kept of a picture: its middle in the picture's pixels; at zoom 1 it is as large as fits. */
export type Crop = { x: number; y: number; zoom: number }

export const MAX_ZOOM = 4

export const startCrop = ({ width, height }: Size): Crop => ({ x: width / 2, y: height / 2, zoom: 1 })

export function toSquare(picture: Size, { x, y, zoom }: Crop): { left: number; top: number; side: number } {
  const side = Math.min(picture.width, picture.height) / zoom
  return { left: x - side / 2, top: y - side / 2, side }
}

/** `right` and `down` in shares of the square: the picture moves under it. */
export function movePicture(picture: Size, crop: Crop, right: number, down: number): Crop {
  const { side } = toSquare(picture, crop)
  return inside(picture, { ...crop, x: crop.x - right * side, y: crop.y - down * side })
}

export const zoomTo = (picture: Size, crop: Crop, zoom: number): Crop =>
  inside(picture, { ...crop, zoom: Math.min(MAX_ZOOM, Math.max(1, zoom)) })

/** No edge of the picture comes into the square. */
function inside(picture: Size, crop: Crop): Crop {
  const half = toSquare(picture, crop).side / 2
  return {
    ...crop,
    x: Math.min(picture.width - half, Math.max(half, crop.x)),
    y: Math.min(picture.height - half, Math.max(half, crop.y)),
  }
}
