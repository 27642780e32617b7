import { makePictures } from './film/make-pictures.ts'

const USAGE = `Makes the pictures of the README anew, from the product as it is: docs/first-minutes.webp, docs/dashboard.png and
docs/widget.png. It takes about a minute, on dist/ as \`npm run build\` made it, and ports 8000 and 8001.

  npm run film`

if (process.argv.length > 2) {
  console.log(USAGE)
  process.exitCode = process.argv.includes('--help') ? 0 : 1
} else {
  await makePictures()
}
